import Returns

/// One page for each code list, with the dates of its codes and the fields that use it, and the list as a file.
struct CodeListPages {
    let families: [ReturnFamily]
    let templates: SiteTemplates

    private var lists: [(name: String, list: CodeList)] {
        let schemas = families.flatMap { $0.versions.map(\.schema) }
            .sorted { $0.collection.censusDate < $1.collection.censusDate }
        let newest = Dictionary(schemas.flatMap { $0.codeLists.map { ($0.key, $0.value) } }) { $1 }
        return newest.keys.sorted().compactMap { name in newest[name].map { (name, $0) } }
    }

    var pages: [SitePage] { lists.map(page) }

    /// The lists as CSV files.
    var files: [StandardSite.File] {
        lists.map { name, list in
            let rows = Self.all(list).map { code in
                [
                    code.code, code.label, code.group, code.validFrom?.description ?? "",
                    code.validTo?.description ?? "",
                ].map(Self.quoted).joined(separator: ",") + "\r\n"
            }
            let text = "code,label,group,valid_from,valid_to\r\n" + rows.joined()
            return StandardSite.File(path: SiteLinks.codesFile(name), bytes: Array(text.utf8))
        }
    }

    private static func quoted(_ cell: String) -> String {
        let needsQuotes = cell.contains { $0 == "," || $0 == "\"" || $0.isNewline }
        return needsQuotes ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    }

    private static func all(_ list: CodeList) -> [CodeList.Code] {
        (list.codes + list.otherCodes).sorted { $0.code < $1.code }
    }

    private func page(_ name: String, _ list: CodeList) -> SitePage {
        let codes = Self.all(list)
        let title = SiteText.listTitle(name)
        return SitePage(
            path: SiteLinks.codes(name),
            title: title,
            kind: "Code list",
            words: ([name] + codes.map { "\($0.code) \($0.label)" }).joined(separator: " "),
            crumbs: [.init(text: "Code lists", path: SiteLinks.home + "#code-lists")],
            body: templates.page(
                lead: list.isUnconfirmed
                    ? "These codes are not confirmed by the collection's own documents: another code is a query, not an error."
                    : "",
                [
                    ("Name", SiteText.code(name)), ("Codes", String(codes.count)),
                    ("File", SiteText.link("\(name).csv", to: "\(name).csv")),
                ],
                [("Codes", grid(title, codes)), ("Fields that use it", fields(name)), ("Rules about it", rules(name))]
            )
        )
    }

    private func grid(_ title: String, _ codes: [CodeList.Code]) -> String {
        templates.grid(
            "Codes of \(title)",
            heads: ["Code", "Meaning", "Group", "From", "Until"],
            rows: codes.map { code in
                [
                    SiteText.code(code.code), SiteText.escaped(code.label), SiteText.escaped(code.group),
                    code.validFrom.map(SiteText.date) ?? "", code.validTo.map(SiteText.date) ?? "",
                ]
            },
            anchors: codes.map { SiteText.anchor(ofCode: $0.code) }
        )
    }

    private func fields(_ name: String) -> String {
        let rows = families.flatMap { family in
            users(name, family).map { field -> [String] in
                let grids = SiteGrids(family: family, templates: templates, root: "../")
                return [
                    grids.link(field), grids.link(table: field.table),
                    SiteText.link(family.title, to: "../" + SiteLinks.family(family.name)), SiteText.code(field.text),
                ]
            }
        }
        return templates.grid("Fields that use it", heads: ["Field", "Table", "Return", "Name"], rows: rows)
    }

    private func rules(_ name: String) -> String {
        let rows = families.flatMap { family -> [[String]] in
            let codes = users(name, family).map { family.reads.rules(reading: $0) }.reduce(Set()) { $0.union($1) }
            return family.rules.map(\.rule).filter { codes.contains($0.code) }.map { rule in
                [
                    SiteText.link(rule.title, to: "../" + SiteLinks.rule(family.name, rule.code)),
                    SiteText.tag(rule.severity), SiteText.escaped(family.title),
                ]
            }
        }
        return templates.grid(
            "Rules that read a field with these codes",
            heads: ["Rule", "Severity", "Return"],
            rows: rows
        )
    }

    private func users(_ name: String, _ family: ReturnFamily) -> [FieldName] {
        family.tables.flatMap { entry in
            family.fields(of: entry.table.name).filter { $0.field.type == .code(list: name) }.map {
                FieldName(table: entry.table.name, field: $0.field.name)
            }
        }
    }
}
