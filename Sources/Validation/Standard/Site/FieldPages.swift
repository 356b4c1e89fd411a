import Returns

/// One page for each field of a return, over all its versions.
struct FieldPages {
    let family: ReturnFamily
    let templates: SiteTemplates

    private var grids: SiteGrids { SiteGrids(family: family, templates: templates, root: "../../") }

    var pages: [SitePage] {
        family.tables.flatMap { entry in family.fields(of: entry.table.name).map { page(entry.table, $0) } }
    }

    private func page(_ table: TableSchema, _ entry: ReturnFamily.FieldEntry) -> SitePage {
        let field = entry.field
        let name = FieldName(table: table.name, field: field.name)
        return SitePage(
            path: SiteLinks.field(family.name, name),
            title: field.title,
            kind: "Field of \(table.title)",
            family: family.title,
            words: [name.text, field.xmlElement, field.csvColumn, field.item].joined(separator: " "),
            crumbs: [family.crumb, .init(text: table.title, path: SiteLinks.table(family.name, table.name))],
            body: templates.page(
                lead: field.description,
                terms(name, entry),
                [
                    ("Codes", codes(field, entry.versions)), ("Rules that read it", rules(name)),
                    ("History", grids.history(of: name.text)),
                    ("How sure this is", SiteText.paragraph(EvidenceWords.of(definition: field.evidence))),
                ]
            )
        )
    }

    private func terms(_ name: FieldName, _ entry: ReturnFamily.FieldEntry) -> [SiteTemplates.Term] {
        let field = entry.field
        let path = field.xmlWrapper.isEmpty ? field.xmlElement : "\(field.xmlWrapper)/\(field.xmlElement)"
        return [
            ("Name", SiteText.code(name.text)), ("Item", SiteText.escaped(field.item)), ("Holds", grids.type(field)),
            ("Codes confirmed", field.codesAreUnconfirmed ? Self.unconfirmed(field.type) : ""),
            ("Required", field.isRequired ? "In every record" : "Where a rule asks for it"),
            ("XML element", SiteText.code(path)), ("CSV column", SiteText.code(field.csvColumn)),
            ("Heading in the template", SiteText.escaped(field.templateHeading)),
            ("In versions", grids.versions(entry.versions)),
        ]
    }

    private static func unconfirmed(_ type: FieldType) -> String {
        if case .code = type { return "Not yet: a code outside the list is a query, and is kept as it came" }
        return "Not yet: no list is known, so any text is taken as it comes"
    }

    private func codes(_ field: FieldSchema, _ versions: [ResolvedSchema]) -> String {
        guard case .code(let name) = field.type, let list = versions.last?.codeLists[name] else { return "" }
        let path = "../../" + SiteLinks.codes(name)
        let link =
            "<p>" + SiteText.link("All codes of \(SiteText.listTitle(name)), with their dates", to: path)
            + "</p>"
        guard list.codes.count <= 30 else { return link }
        let rows = list.codes.map { code in
            [
                "<a href=\"\(path)#\(SiteText.anchor(ofCode: code.code))\">\(SiteText.code(code.code))</a>",
                SiteText.escaped(code.label),
            ]
        }
        return templates.grid("Codes of \(field.title)", heads: ["Code", "Meaning"], rows: rows) + link
    }

    private func rules(_ name: FieldName) -> String {
        let codes = family.reads.rules(reading: name)
        return grids.rules("Rules that read it", family.rules.map(\.rule).filter { codes.contains($0.code) })
    }
}
