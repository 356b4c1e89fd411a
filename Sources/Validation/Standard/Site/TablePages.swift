import Returns

/// One page for each table of a return, over all its versions.
struct TablePages {
    let family: ReturnFamily
    let templates: SiteTemplates

    var pages: [SitePage] { family.tables.map(page) }

    private func page(_ entry: (table: TableSchema, versions: [ResolvedSchema])) -> SitePage {
        let table = entry.table
        let fields = family.fields(of: table.name)
        return SitePage(
            path: SiteLinks.table(family.name, table.name),
            title: table.title,
            kind: "table of \(family.name)",
            words: [table.name, table.xmlElement, table.csvName].joined(separator: " "),
            crumbs: [.init(text: family.title, path: SiteLinks.family(family.name))],
            body: templates.facts(
                lead: table.description,
                facts(entry),
                [("Fields", grid(table, fields)), ("Rules", rules(table)), ("History", history(table))]
            )
        )
    }

    private func facts(_ entry: (table: TableSchema, versions: [ResolvedSchema])) -> [(term: String, value: String)] {
        let table = entry.table
        return [
            ("Name", SiteText.code(table.name)), ("XML element", SiteText.code(table.xmlElement)),
            ("CSV file", SiteText.code("…_\(table.csvName).csv")),
            ("Number column", SiteText.code(table.csvKeyColumn)),
            ("Stands only once", SiteText.list(table.uniqueKeys.map(Self.words))),
            ("In versions", SiteText.escaped(entry.versions.map(\.version).joined(separator: ", "))),
        ]
    }

    private static func words(_ key: UniqueKey) -> String {
        let fields = key.fields.map(SiteText.code).joined(separator: " with ")
        return "\(fields), \(key.scope == .wholeReturn ? "in the return" : "below one record")"
    }

    private func grid(_ table: TableSchema, _ fields: [(field: FieldSchema, versions: [ResolvedSchema])]) -> String {
        templates.grid(
            "Fields of \(table.title)",
            heads: ["Field", "Name", "Holds", "Required", "Versions"],
            rows: fields.map { entry in
                let field = entry.field
                return [
                    SiteText.link(field.title, to: "../fields/\(table.name).\(field.name).html"),
                    SiteText.code(field.name), SiteText.escaped(SiteText.type(field.type)),
                    field.isRequired ? "yes" : "no",
                    SiteText.escaped(entry.versions.map(\.version).joined(separator: ", ")),
                ]
            }
        )
    }

    private func rules(_ table: TableSchema) -> String {
        SiteText.list(
            family.rules.filter { $0.rule.table == table.name }.map {
                SiteText.link($0.rule.title, to: "../rules/\($0.rule.code).html") + " "
                    + SiteText.tag($0.rule.severity)
            }
        )
    }

    private func history(_ table: TableSchema) -> String {
        FieldPages.history(of: table.name, in: family, templates)
    }
}
