import Returns

/// One page for each table of a return, over all its versions.
struct TablePages {
    let family: ReturnFamily
    let templates: SiteTemplates

    private var grids: SiteGrids { SiteGrids(family: family, templates: templates, root: "../../") }

    var pages: [SitePage] { family.tables.map(page) }

    private func page(_ entry: ReturnFamily.TableEntry) -> SitePage {
        let table = entry.table
        let rules = family.rules.map(\.rule).filter { $0.table == table.name }
        return SitePage(
            path: SiteLinks.table(family.name, table.name),
            title: table.title,
            kind: "Table",
            family: family.title,
            words: [table.name, table.xmlElement, table.csvName].joined(separator: " "),
            crumbs: [family.crumb],
            body: templates.page(
                lead: table.description,
                terms(entry),
                [
                    ("Fields", fields(table)), ("Rules", grids.rules("Rules about \(table.title)", rules)),
                    ("History", grids.history(of: table.name)),
                ]
            )
        )
    }

    private func terms(_ entry: ReturnFamily.TableEntry) -> [SiteTemplates.Term] {
        let table = entry.table
        return [
            ("Name", SiteText.code(table.name)), ("Stands below", parent(entry)), ("Holds below it", children(entry)),
            ("XML element", SiteText.code(table.xmlElement)), ("CSV file", SiteText.code("…_\(table.csvName).csv")),
            ("Number column", SiteText.code(table.csvKeyColumn)),
            ("Stands only once", table.uniqueKeys.map(Self.words).joined(separator: "; ")),
            ("In versions", grids.versions(entry.versions)),
        ]
    }

    private func parent(_ entry: ReturnFamily.TableEntry) -> String {
        guard let index = entry.table.parent, let schema = entry.versions.last else { return "" }
        return grids.link(table: schema.tables[index].name) + ", " + SiteText.amount(entry.table)
    }

    private func children(_ entry: ReturnFamily.TableEntry) -> String {
        guard let schema = entry.versions.last, let own = schema.index(of: entry.table.name) else { return "" }
        return schema.tables.filter { $0.parent == own }.map { grids.link(table: $0.name) }.joined(separator: ", ")
    }

    private static func words(_ key: UniqueKey) -> String {
        let fields = key.fields.map(SiteText.code).joined(separator: " with ")
        return "\(fields), \(key.scope == .wholeReturn ? "in the return" : "below one record")"
    }

    private func fields(_ table: TableSchema) -> String {
        templates.grid(
            "Fields of \(table.title)",
            heads: ["Field", "Name", "Item", "Holds", "In every record", "Versions"],
            rows: family.fields(of: table.name).map { entry in
                let field = entry.field
                return [
                    grids.link(FieldName(table: table.name, field: field.name)), SiteText.code(field.name),
                    SiteText.escaped(field.item), grids.type(field), field.isRequired ? "yes" : "no",
                    SiteText.span(of: entry.versions, in: family.versions.map(\.schema)),
                ]
            }
        )
    }
}
