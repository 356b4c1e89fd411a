import Returns

/// How much a return asks of whoever fills it in: for each table its records and the cells of each.
struct AskedCells {
    let schema: ResolvedSchema

    func grid(_ templates: SiteTemplates) -> String {
        templates.grid(
            "How many cells it asks",
            heads: ["Table", "Records", "Cells of a record", "Of these always filled", "A choice from a list"],
            rows: schema.tables.map { table in
                [
                    SiteText.escaped(table.title), records(table), String(table.fields.count),
                    String(table.fields.count(where: \.isRequired)), String(table.fields.count(where: Self.isChoice)),
                ]
            }
        )
    }

    private func records(_ table: TableSchema) -> String {
        guard let parent = table.parent else { return table.mayRepeat ? "1 or more" : "1" }
        if let field = table.oneForEach, case .code(let list) = table.fields[field].type {
            return "\(schema.codeLists[list]?.codes.count ?? 0), one for each kind in the list"
        }
        let above = TableWords.singular(schema.tables[parent].name)
        let bounds = table.perParent
        return switch (bounds.minimum, bounds.maximum) {
        case (0, nil): "Any number for each \(above)"
        case (let low, nil): "\(low) or more for each \(above)"
        case (let low, let high?): low == high ? "\(low) for each \(above)" : "\(low) to \(high) for each \(above)"
        }
    }

    private static func isChoice(_ field: FieldSchema) -> Bool {
        switch field.type {
        case .code, .boolean: true
        case .text, .integer, .date, .dateTime, .identifier: false
        }
    }
}
