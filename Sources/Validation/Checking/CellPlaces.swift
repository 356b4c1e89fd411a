import Returns

/// Says where a cell stands in the file that was sent, in the file's own words.
struct CellPlaces: Sendable {
    private let tables: ReturnTables

    init(_ tables: ReturnTables) {
        self.tables = tables
    }

    /// The file of a table, or the first file when the table has none.
    func file(table: Int) -> SourceFile? {
        let source = table >= 0 ? tables.tables[table].source : nil
        return source.map { tables.sources[$0] } ?? tables.sources.first
    }

    /// The line on which a cell stands, or that on which its record starts.
    func line(table: Int, row: Int, field: Int?) -> Int {
        let record = Int(tables.tables[table].lines[row])
        guard let field else { return record }
        let lines = tables.tables[table].columns[field].lines
        guard row < lines.count, lines[row] > 0 else { return record }
        return Int(lines[row])
    }

    func place(table: Int, row: Int, fields: [Int], found: String?) -> Finding.Place {
        let owner = tables.tables[table]
        return Finding.Place(
            file: tables.placeName(ofTable: table),
            row: Int(owner.rowNumbers[row]),
            line: line(table: table, row: row, field: fields.first),
            column: fields.map { tables.columnName(table: table, field: $0, row: row) }.joined(separator: " + "),
            found: found ?? fields.map { owner.columns[$0].raw.string(row) }.joined(separator: " + ")
        )
    }

    func wholeFile(table: Int, found: String) -> Finding.Place {
        Finding.Place(file: tables.placeName(ofTable: table), row: 0, line: 0, column: "", found: found)
    }
}
