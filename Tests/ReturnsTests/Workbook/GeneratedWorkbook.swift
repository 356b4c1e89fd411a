import Returns

extension GeneratedReturn {
    /// The cells of each file of the set, the heading first.
    func rows(_ table: TableSchema) -> [[String]] {
        guard let file = csv.first(where: { $0.name.hasSuffix("_\(table.csvName).csv") }) else { return [] }
        return SlowCSV(file.bytes).records.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } }
    }

    /// The set as a workbook of texts, with a sheet for each table.
    func workbook(
        named name: (TableSchema) -> String = { $0.title },
        changing change: (TableSchema, [[String]]) -> [[String]] = { $1 }
    ) -> TestWorkbook {
        TestWorkbook(sheets: schema.tables.map { .init(name: name($0), rows: change($0, rows($0))) })
    }

    func read(_ workbook: TestWorkbook, limits: ReadingLimits = ReadingLimits()) throws -> ReturnTables {
        try ReturnReader(schema: schema, limits: limits).read([ReturnInput(name: "r.xlsx", bytes: workbook.bytes)])
    }
}
