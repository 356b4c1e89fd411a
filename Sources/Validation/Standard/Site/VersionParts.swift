import Returns

/// The parts of the page of a version.
struct VersionParts {
    let version: ReturnFamily.Version
    let family: ReturnFamily
    let templates: SiteTemplates

    private var schema: ResolvedSchema { version.schema }
    private var grids: SiteGrids { SiteGrids(family: family, templates: templates, root: "../../") }

    var terms: [SiteTemplates.Term] {
        let dates = schema.collection
        return [
            ("Identifier", SiteText.code(schema.identifier)), ("Census day", SiteText.date(dates.censusDate)),
            ("Deadline", dates.deadline.map(SiteText.date) ?? "not known"),
            ("Period of activity", "\(SiteText.date(dates.activityFrom)) to \(SiteText.date(dates.activityTo))"),
            ("SHA-256 of the standard", SiteText.code(schema.hash)),
            ("SHA-256 of the rules", version.book.hash.isEmpty ? "" : SiteText.code(version.book.hash)),
        ]
    }

    var files: String {
        SiteText.list(StandardFiles(schema).all.map { SiteText.link($0.title, to: $0.name) })
    }

    /// The tables as nested lists, each with its fields.
    func tree(parent: Int?) -> String {
        let items = schema.tables.indices.filter { schema.tables[$0].parent == parent }.map { index in
            let table = schema.tables[index]
            let fields = table.fields.map { grids.link(FieldName(table: table.name, field: $0.name)) }
            let count = "\(fields.count) \(fields.count == 1 ? "field" : "fields")"
            let details =
                "<details><summary>\(count)<span class=\"hidden\"> of \(SiteText.escaped(table.title))</span></summary>"
                + SiteText.list(fields) + "</details>"
            let amount = "<span class=\"quiet\">\(SiteText.amount(table))</span>"
            return "<li>\(grids.link(table: table.name)) \(amount)\(details)\(tree(parent: index))</li>"
        }
        guard !items.isEmpty else { return "" }
        let list = items.joined(separator: "\n")
        return parent == nil ? "<ul class=\"tree\">\(list)</ul>" : "<ul>\(list)</ul>"
    }

    var changes: String {
        guard let place = family.versions.firstIndex(where: { $0.schema.version == schema.version }), place > 0 else {
            return ""
        }
        let pages = ChangePages(family: family, templates: templates)
        let counts = pages.groups(place).map { "\($0.heading.lowercased()): \($0.changes.count)" }
        let link = SiteText.link(
            "Each change from \(family.versions[place - 1].schema.version), with its reason",
            to: "changes.html"
        )
        let sentence = counts.joined(separator: ", ")
        return SiteText.paragraph(sentence.prefix(1).uppercased() + sentence.dropFirst()) + "<p>\(link)</p>"
    }

    var rules: String {
        let all = version.book.rules
        let counts = Severity.mostFirst.compactMap { severity -> String? in
            let count = all.count { $0.severity == severity }
            return count > 0 ? "\(severity.heading.lowercased()): \(count)" : nil
        }
        let names = schema.tables.map { ($0.name, $0.title) } + [("", "Any table")]
        let groups = names.map { name, title in
            (name: name, title: title, rules: all.filter { $0.table == name })
        }.filter { !$0.rules.isEmpty }
        let links = groups.map { group in
            "<a href=\"#\(Self.anchor(group.name))\">\(SiteText.escaped(group.title))</a> (\(group.rules.count))"
        }
        return SiteText.paragraph("\(all.count) rules. By severity: \(counts.joined(separator: ", ")).")
            + "<p>\(links.joined(separator: ", "))</p>"
            + groups.map { group in
                "<h3 id=\"\(Self.anchor(group.name))\">\(SiteText.escaped(group.title))</h3>"
                    + grids.rules("Rules about \(group.title)", group.rules)
            }.joined()
    }

    private static func anchor(_ table: String) -> String {
        table.isEmpty ? "rules-of-any-table" : HTMLText.identifier("rules-\(table)")
    }

    var notTaken: String {
        templates.grid(
            "What a file may carry and this standard does not take",
            isShown: true,
            heads: ["About", "Why not", "Elements, columns and files"],
            rows: schema.notTaken.topics.map { topic in
                let names = (topic.names + topic.files).map(SiteText.code).joined(separator: ", ")
                return [SiteText.escaped(topic.title), SiteText.escaped(topic.reason), names]
            }
        )
    }
}
