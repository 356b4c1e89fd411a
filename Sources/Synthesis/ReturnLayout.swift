import Returns

/// Where each item stands in the tables of one version of the return.
struct ReturnLayout: Sendable {
    let schema: ResolvedSchema
    /// For each `ReturnPart`, the index of its table in the schema.
    let tables: [Int]
    /// For each `ReturnItem`, the index of its field in its table; -1 where the version has no such item.
    let slots: [Int]

    init(schema: ResolvedSchema) throws(SynthesisError) {
        self.schema = schema
        var tables: [Int] = []
        for part in ReturnPart.allCases {
            guard let index = schema.tables.firstIndex(where: { $0.csvName == part.csvName }) else {
                throw SynthesisError(sentence: "The standard \(schema.identifier) has no table \(part.csvName).")
            }
            tables.append(index)
        }
        self.tables = tables
        slots = ReturnItem.allCases.map { item in
            let names = item.rawValue.split(separator: ".")
            let table = schema.tables.first { $0.csvName == names[0] }
            return table?.fields.firstIndex { $0.csvColumn == names[1] } ?? -1
        }
    }

    func field(_ item: ReturnItem) -> FieldSchema? {
        let names = item.rawValue.split(separator: ".")
        let table = schema.tables.first { $0.csvName == names[0] }
        return slots[item.index] < 0 ? nil : table?.fields[slots[item.index]]
    }

    func codeList(_ item: ReturnItem) -> CodeList? {
        guard let field = field(item), case .code(let list) = field.type else { return nil }
        return schema.codeLists[list]
    }
}
