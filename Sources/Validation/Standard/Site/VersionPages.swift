import Returns

/// The page of a return, and one for each of its versions.
struct VersionPages {
    let family: ReturnFamily
    let templates: SiteTemplates

    var pages: [SitePage] { [overview] + family.versions.map(page) }

    private var overview: SitePage {
        SitePage(
            path: SiteLinks.family(family.name),
            title: family.title,
            kind: "Return",
            words: family.name,
            body: templates.page(
                lead: family.newest.schema.description,
                [],
                [("Versions", versions), ("Tables", tables)]
            )
        )
    }

    private var versions: String {
        let rows = family.versions.indices.reversed().map { place in
            let schema = family.versions[place].schema
            let before = place > 0 ? family.versions[place - 1].schema.version : nil
            return [
                SiteText.link(schema.title, to: "\(schema.version)/index.html"),
                SiteText.date(schema.collection.censusDate), String(schema.tables.count),
                String(schema.tables.reduce(0) { $0 + $1.fields.count }),
                String(family.versions[place].book.rules.count),
                before.map { SiteText.link("from \($0)", to: "\(schema.version)/changes.html") } ?? "",
            ]
        }
        return templates.grid(
            "Versions",
            heads: ["Version", "Census day", "Tables", "Fields", "Rules", "Changes"],
            rows: rows
        )
    }

    private var tables: String {
        templates.grid(
            "Tables",
            heads: ["Table", "What it holds", "Fields", "Rules"],
            rows: family.tables.map { entry in
                [
                    SiteText.link(entry.table.title, to: "tables/\(entry.table.name).html"),
                    SiteText.escaped(entry.table.description), String(family.fields(of: entry.table.name).count),
                    String(family.rules.count { $0.rule.table == entry.table.name }),
                ]
            }
        )
    }

    private func page(_ version: ReturnFamily.Version) -> SitePage {
        let schema = version.schema
        let parts = VersionParts(version: version, family: family, templates: templates)
        return SitePage(
            path: SiteLinks.version(family.name, schema.version),
            title: schema.title,
            kind: "Version",
            words: schema.identifier,
            crumbs: [family.crumb],
            body: templates.page(
                lead: schema.description,
                parts.terms,
                [
                    ("Files", parts.files), ("Tables and fields", parts.tree(parent: nil)),
                    ("How much it asks", AskedCells(schema: schema).grid(templates)), ("Changes", parts.changes),
                    ("Rules", parts.rules), ("What is not taken", parts.notTaken),
                ]
            )
        )
    }
}
