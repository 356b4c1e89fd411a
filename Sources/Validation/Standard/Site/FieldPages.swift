import Returns

/// One page for each field of a return, over all its versions.
struct FieldPages {
    let family: ReturnFamily
    let templates: SiteTemplates

    var pages: [SitePage] {
        family.tables.flatMap { entry in family.fields(of: entry.table.name).map { page(entry.table, $0) } }
    }

    private func page(_ table: TableSchema, _ entry: (field: FieldSchema, versions: [ResolvedSchema])) -> SitePage {
        let field = entry.field
        return SitePage(
            path: SiteLinks.field(family.name, table.name, field.name),
            title: field.title,
            kind: "field of \(table.title)",
            words: [field.name, field.xmlElement, field.csvColumn, field.item].joined(separator: " "),
            crumbs: [
                .init(text: family.title, path: SiteLinks.family(family.name)),
                .init(text: table.title, path: SiteLinks.table(family.name, table.name)),
            ],
            body: templates.facts(
                lead: field.description,
                facts(table, entry),
                [
                    ("Codes", codes(field, entry.versions)), ("Rules that read it", rules(table, field)),
                    ("History", Self.history(of: "\(table.name).\(field.name)", in: family, templates)),
                ]
            )
        )
    }

    private func facts(
        _ table: TableSchema,
        _ entry: (field: FieldSchema, versions: [ResolvedSchema])
    ) -> [(term: String, value: String)] {
        let field = entry.field
        let path = field.xmlWrapper.isEmpty ? field.xmlElement : "\(field.xmlWrapper)/\(field.xmlElement)"
        return [
            ("Name", SiteText.code("\(table.name).\(field.name)")), ("Item", SiteText.escaped(field.item)),
            ("Holds", SiteText.escaped(SiteText.type(field.type))),
            ("Codes confirmed", field.codesAreUnconfirmed ? Self.unconfirmed(field.type) : ""),
            ("Required", field.isRequired ? "In every record" : "Where a rule asks for it"),
            ("XML element", SiteText.code(path)), ("CSV column", SiteText.code(field.csvColumn)),
            ("Heading in the template", SiteText.escaped(field.templateHeading)),
            ("In versions", SiteText.escaped(entry.versions.map(\.version).joined(separator: ", "))),
            ("How sure this is", SiteText.escaped(EvidenceWords.of(definition: field.evidence))),
        ]
    }

    private static func unconfirmed(_ type: FieldType) -> String {
        if case .code = type { return "Not yet: a code outside the list is a query, and is kept as it came" }
        return "Not yet: no list is known, so any text is taken as it comes"
    }

    private func codes(_ field: FieldSchema, _ versions: [ResolvedSchema]) -> String {
        guard case .code(let name) = field.type, let list = versions.last?.codeLists[name] else { return "" }
        let link =
            "<p>" + SiteText.link("All codes of \(name), with their dates", to: "../../codes/\(name).html") + "</p>"
        guard list.codes.count <= 30 else { return link }
        let rows = list.codes.map { [SiteText.code($0.code), SiteText.escaped($0.label)] }
        return templates.grid("Codes in use", heads: ["Code", "Meaning"], rows: rows) + link
    }

    private func rules(_ table: TableSchema, _ field: FieldSchema) -> String {
        SiteText.list(
            family.rules.filter { $0.rule.table == table.name && Self.mentions($0.rule, field.name) }.map {
                SiteText.link($0.rule.title, to: "../rules/\($0.rule.code).html") + " "
                    + SiteText.tag($0.rule.severity)
            }
        )
    }

    private static func mentions(_ rule: Rule, _ field: String) -> Bool {
        let isPart: (Character) -> Bool = { $0.isLetter || $0.isNumber || $0 == "_" }
        return [rule.when, rule.logic].contains { text in
            text.split { !isPart($0) }.contains { $0 == field }
        }
    }

    /// What each version changed about a table or a field, the newest first.
    static func history(of target: String, in family: ReturnFamily, _ templates: SiteTemplates) -> String {
        let rows = family.versions.reversed().flatMap { version in
            version.schema.changes.filter { $0.target == target }.map { change in
                [version.schema.version, change.operation.rawValue, change.reason, change.source]
                    .map(SiteText.escaped)
            }
        }
        return templates.grid("Changes", heads: ["Version", "Change", "Why", "Source"], rows: rows)
    }
}
