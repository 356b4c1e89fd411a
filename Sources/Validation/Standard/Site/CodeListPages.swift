import Returns

/// One page for each code list, with the dates of its codes and the fields that use it.
struct CodeListPages {
    let families: [ReturnFamily]
    let templates: SiteTemplates

    var pages: [SitePage] {
        let lists = families.flatMap { family in family.versions.flatMap { $0.schema.codeLists.keys } }
        return Set(lists).sorted().compactMap(page)
    }

    private func page(_ name: String) -> SitePage? {
        let versions = families.flatMap { $0.versions.map(\.schema) }
        guard let list = versions.last(where: { $0.codeLists[name] != nil })?.codeLists[name] else { return nil }
        let all = (list.codes + list.otherCodes).sorted { $0.code < $1.code }
        return SitePage(
            path: SiteLinks.codes(name),
            title: name.replacing("-", with: " ").capitalisedFirst,
            kind: "code list",
            words: ([name] + all.map { "\($0.code) \($0.label)" }).joined(separator: " "),
            body: templates.facts(
                lead: list.isUnconfirmed
                    ? "These codes are not confirmed by the collection's own documents: another code is a query, not an error."
                    : "",
                [("Name", SiteText.code(name))],
                [("Codes", grid(name, all)), ("Used by", SiteText.list(uses(name)))]
            )
        )
    }

    private func grid(_ name: String, _ codes: [CodeList.Code]) -> String {
        templates.grid(
            "Codes of \(name)",
            heads: ["Code", "Meaning", "Group", "From", "Until"],
            rows: codes.map { code in
                [
                    SiteText.code(code.code), SiteText.escaped(code.label), SiteText.escaped(code.group),
                    code.validFrom.map(SiteText.date) ?? "", code.validTo.map(SiteText.date) ?? "",
                ]
            }
        )
    }

    private func uses(_ name: String) -> [String] {
        families.flatMap { family in
            family.tables.flatMap { entry in
                family.fields(of: entry.table.name).filter { $0.field.type == .code(list: name) }.map {
                    SiteText.link(
                        "\(family.title): \($0.field.title)",
                        to: "../" + SiteLinks.field(family.name, entry.table.name, $0.field.name)
                    )
                }
            }
        }
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
