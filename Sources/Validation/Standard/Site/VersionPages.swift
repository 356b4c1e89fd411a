import Returns

/// The page of a return, and one for each of its versions.
struct VersionPages {
    let family: ReturnFamily
    let templates: SiteTemplates

    var pages: [SitePage] { [overview] + family.versions.map(page) }

    private var overview: SitePage {
        let rows = family.versions.reversed().map { version in
            let schema = version.schema
            return [
                SiteText.link(schema.title, to: "\(schema.version)/index.html"),
                SiteText.date(schema.collection.censusDate), String(schema.tables.count),
                String(schema.tables.reduce(0) { $0 + $1.fields.count }), String(version.book.rules.count),
            ]
        }
        let grid = templates.grid(
            "Versions",
            heads: ["Version", "Census day", "Tables", "Fields", "Rules"],
            rows: rows
        )
        let tables = family.tables.map { entry in
            SiteText.link(entry.table.title, to: "tables/\(entry.table.name).html") + ": "
                + SiteText.escaped(entry.table.description)
        }
        return SitePage(
            path: SiteLinks.family(family.name),
            title: family.title,
            kind: "return",
            words: family.name,
            body: "<p class=\"lead\">\(SiteText.escaped(family.newest.schema.description))</p>" + grid
                + "<h2>Tables</h2>" + SiteText.list(tables)
        )
    }

    private func page(_ version: ReturnFamily.Version) -> SitePage {
        let schema = version.schema
        return SitePage(
            path: SiteLinks.version(family.name, schema.version),
            title: schema.title,
            kind: "version",
            words: schema.identifier,
            crumbs: [.init(text: family.title, path: SiteLinks.family(family.name))],
            body: templates.render(model(version), "version")
        )
    }

    private func model(_ version: ReturnFamily.Version) -> VersionModel {
        let schema = version.schema
        let dates = schema.collection
        return VersionModel(
            description: schema.description,
            identifier: schema.identifier,
            censusDate: SiteText.date(dates.censusDate),
            deadline: dates.deadline.map(SiteText.date) ?? "not known",
            activityFrom: SiteText.date(dates.activityFrom),
            activityTo: SiteText.date(dates.activityTo),
            hash: schema.hash,
            rulesHash: version.book.hash,
            files: StandardFiles(version.schema).all.map { FileLinkModel(path: $0.name, text: $0.title) },
            tree: tree(schema, parent: nil),
            asked: AskedCells(schema: schema).grid(templates),
            notTaken: templates.grid(
                "What a file may carry and this standard does not take",
                heads: ["About", "Why not", "Elements, columns and files"],
                rows: schema.notTaken.topics.map { topic in
                    let names = (topic.names + topic.files).map(SiteText.code).joined(separator: ", ")
                    return [SiteText.escaped(topic.title), SiteText.escaped(topic.reason), names]
                }
            ),
            hasChanges: !schema.changes.isEmpty,
            before: schema.extends ?? "",
            changes: schema.changes.map(ChangeModel.init),
            hasRules: !version.book.rules.isEmpty,
            ruleCount: version.book.rules.count,
            ruleGroups: groups(version)
        )
    }

    private func groups(_ version: ReturnFamily.Version) -> [RuleGroupModel] {
        let names = version.schema.tables.map { ($0.name, $0.title) } + [("", "Every return")]
        return names.compactMap { name, title in
            let rules = version.book.rules.filter { $0.table == name }
            guard !rules.isEmpty else { return nil }
            return RuleGroupModel(
                group: title,
                rules: rules.map {
                    RuleRowModel(
                        path: "../rules/\($0.code).html",
                        title: $0.title,
                        severity: $0.severity.rawValue,
                        code: $0.code
                    )
                }
            )
        }
    }

    /// The tables as nested lists, each with its fields.
    private func tree(_ schema: ResolvedSchema, parent: Int?) -> String {
        let items = schema.tables.indices.filter { schema.tables[$0].parent == parent }.map { index in
            let table = schema.tables[index]
            let fields = table.fields.map {
                SiteText.link($0.title, to: "../fields/\(table.name).\($0.name).html")
            }
            let count =
                "<details><summary>\(fields.count) \(fields.count == 1 ? "field" : "fields")</summary>\(SiteText.list(fields))</details>"
            let link = SiteText.link(table.title, to: "../tables/\(table.name).html")
            return "<li>\(link) \(Self.amount(table))\(count)\(tree(schema, parent: index))</li>"
        }
        guard !items.isEmpty else { return "" }
        let list = items.joined(separator: "\n")
        return parent == nil ? "<ul class=\"tree\">\(list)</ul>" : "<ul>\(list)</ul>"
    }

    private static func amount(_ table: TableSchema) -> String {
        guard table.parent != nil else { return "" }
        let bounds = table.perParent
        let words =
            switch (bounds.minimum, bounds.maximum) {
            case (0, nil): "any number"
            case (let low, nil): "\(low) or more"
            case (let low, let high?): low == high ? "exactly \(low)" : "\(low) to \(high)"
            }
        return "<span class=\"quiet\">\(words)</span>"
    }
}

private struct VersionModel {
    let description: String
    let identifier: String
    let censusDate: String
    let deadline: String
    let activityFrom: String
    let activityTo: String
    let hash: String
    let rulesHash: String
    let files: [FileLinkModel]
    let tree: String
    let asked: String
    let notTaken: String
    let hasChanges: Bool
    let before: String
    let changes: [ChangeModel]
    let hasRules: Bool
    let ruleCount: Int
    let ruleGroups: [RuleGroupModel]
}

private struct FileLinkModel {
    let path: String
    let text: String
}

private struct ChangeModel {
    let operation: String
    let target: String
    let reason: String
    let source: String

    init(_ change: SchemaChange) {
        operation = change.operation.rawValue
        target = change.target
        reason = change.reason
        source = change.source
    }
}

private struct RuleGroupModel {
    let group: String
    let rules: [RuleRowModel]
}

private struct RuleRowModel {
    let path: String
    let title: String
    let severity: String
    let code: String
}
