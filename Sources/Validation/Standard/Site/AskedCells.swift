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
        let above = TableWords.singular(schema.tables[parent].name)
        let bounds = table.perParent
        switch (bounds.minimum, bounds.maximum) {
        case (let low, let high?):
            return low == high ? "\(low) for each \(above)" : "\(low) to \(high) for each \(above)"
        case (let low, nil):
            let most = codes(table).map { ", at most \($0)" } ?? ""
            return (low == 0 ? "Any number" : "\(low) or more") + " for each \(above)\(most)"
        }
    }

    /// How many records there can be where each has a code of its own in the return.
    private func codes(_ table: TableSchema) -> Int? {
        for key in table.uniqueKeys where key.scope == .wholeReturn && key.fields.count == 1 {
            guard let field = table.index(of: key.fields[0]), case .code(let list) = table.fields[field].type else {
                continue
            }
            return schema.codeLists[list]?.codes.count
        }
        return nil
    }

    private static func isChoice(_ field: FieldSchema) -> Bool {
        switch field.type {
        case .code, .boolean: true
        case .text, .integer, .date, .dateTime, .identifier: false
        }
    }
}
