import Returns

/// For each version but the first, what is different from the one before: items, codes and rules.
struct ChangePages {
    let family: ReturnFamily
    let templates: SiteTemplates

    private var grids: SiteGrids { SiteGrids(family: family, templates: templates, root: "../../") }

    var pages: [SitePage] { family.versions.indices.dropFirst().map(page) }

    /// The changes that a version brought, by their kind.
    func groups(_ place: Int) -> [(heading: String, changes: [StandardComparison.Change])] {
        let pair = family.versions[(place - 1)...place].map {
            StandardComparison.Version(schema: $0.schema, book: $0.book)
        }
        let changes = StandardComparison(pair).changes
        return StandardComparison.Change.Kind.allCases.compactMap { kind in
            let some = changes.filter { $0.kind == kind }
            return some.isEmpty ? nil : (Self.heading(kind), some)
        }
    }

    private func page(_ place: Int) -> SitePage {
        let schema = family.versions[place].schema
        let before = family.versions[place - 1].schema
        return SitePage(
            path: SiteLinks.changes(family.name, schema.version),
            title: "Changes from \(before.version) to \(schema.version)",
            kind: "Change list",
            family: family.title,
            words: "\(before.identifier) \(schema.identifier) differences",
            crumbs: [
                family.crumb, .init(text: schema.title, path: SiteLinks.version(family.name, schema.version)),
            ],
            body: templates.page(
                lead: "What is asked, held and checked otherwise than in \(before.version), each with its reason.",
                [
                    (
                        "Compare a return of your own",
                        SiteText.code("sendstat schema diff \(before.identifier) \(schema.identifier) --against FILE")
                    )
                ],
                groups(place).map { ($0.heading, grid($0.heading, $0.changes)) }
            )
        )
    }

    private func grid(_ heading: String, _ changes: [StandardComparison.Change]) -> String {
        var seen: [String: Int] = [:]
        return templates.grid(
            heading,
            heads: ["What", "Name", "Why", "Source"],
            rows: changes.map { change in
                [
                    link(change), SiteText.code(change.target), SiteText.escaped(change.reason),
                    SiteText.escaped(change.source),
                ]
            },
            anchors: changes.map { change in
                let name = "\(change.kind.rawValue)-\(change.target)"
                seen[name, default: 0] += 1
                return seen[name] == 1 ? name : "\(name)-\(seen[name, default: 0])"
            }
        )
    }

    /// The title of what changed, as a link to its page where it has one.
    private func link(_ change: StandardComparison.Change) -> String {
        switch change.kind {
        case .ruleAdded, .ruleChanged, .ruleRetired:
            return SiteText.link(change.title, to: grids.root + SiteLinks.rule(family.name, change.target))
        default: break
        }
        if change.target.hasPrefix("codes/") {
            let list = String(change.target.dropFirst("codes/".count))
            let isKnown = family.versions.contains { $0.schema.codeLists[list] != nil }
            let title = SiteText.listTitle(list)
            return isKnown ? SiteText.link(title, to: grids.root + SiteLinks.codes(list)) : SiteText.escaped(title)
        }
        let parts = change.target.split(separator: ".").map(String.init)
        if parts.count == 1, family.table(parts[0]) != nil { return grids.link(table: parts[0]) }
        if parts.count == 2, family.field(FieldName(table: parts[0], field: parts[1])) != nil {
            return grids.link(FieldName(table: parts[0], field: parts[1]))
        }
        return SiteText.escaped(change.title.isEmpty ? change.target : change.title)
    }

    private static func heading(_ kind: StandardComparison.Change.Kind) -> String {
        switch kind {
        case .itemAdded: "Items added"
        case .itemChanged: "Items changed"
        case .itemRemoved: "Items removed"
        case .itemRenamed: "Items renamed"
        case .ruleAdded: "Rules added"
        case .ruleChanged: "Rules changed"
        case .ruleRetired: "Rules no longer asked"
        }
    }
}
