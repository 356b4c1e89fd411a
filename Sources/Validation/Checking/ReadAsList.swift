import Returns

/// What was read otherwise than as it came, column by column.
struct ReadAsList {
    private let tables: ReturnTables

    init(_ tables: ReturnTables) {
        self.tables = tables
    }

    var entries: [CheckResult.ReadAs] {
        tables.tables.indices.flatMap { table in
            tables.tables[table].columns.indices.flatMap { field in
                tables.tables[table].columns[field].normalisations.compactMap { entry($0, table, field) }
            }
        }
    }

    private func entry(_ normalisation: Normalisation, _ table: Int, _ field: Int) -> CheckResult.ReadAs? {
        guard let first = normalisation.rows.first else { return nil }
        let row = Int(first)
        let places = CellPlaces(tables)
        let place = places.place(table: table, row: row, fields: [field], found: nil)
        return CheckResult.ReadAs(
            table: tables.tables[table].schema.name,
            column: place.column,
            kind: normalisation.kind,
            count: normalisation.count,
            firstFile: place.file,
            firstLine: place.line,
            firstFound: place.found,
            firstReadAs: reading(table, field, row)
        )
    }

    /// The value of a cell in the form in which it is usually written.
    private func reading(_ table: Int, _ field: Int, _ row: Int) -> String {
        let column = tables.tables[table].columns[field]
        guard column.states[row] == CellState.value, row < column.values.count else { return Self.text(column, row) }
        let value = column.values[row]
        switch tables.tables[table].schema.fields[field].type {
        case .date: return CalendarDate(daysSince1970: value).description
        case .boolean: return value == 0 ? "0" : "1"
        case .integer, .identifier: return String(value)
        case .code(let list):
            let codes = tables.schema.codeLists[list]?.codes ?? []
            return codes.indices.contains(Int(value)) ? codes[Int(value)].code : Self.text(column, row)
        case .dateTime: return Self.dateTime(value)
        case .text: return Self.text(column, row)
        }
    }

    /// A cell without the blanks around it, which types that keep no bytes of their own leave in place.
    private static func text(_ column: Column, _ row: Int) -> String {
        let scalars = column.text.string(row).unicodeScalars
        let isBlank = { (scalar: Unicode.Scalar) in scalar.value <= 0x20 || scalar.value == 0xA0 }
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(String.UnicodeScalarView(scalars[...last].drop(while: isBlank)))
    }

    private static func dateTime(_ seconds: Int32) -> String {
        let (days, rest) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
        let time = rest < 0 ? rest + 86_400 : rest
        // 1 January 2000 is day 10,957.
        let day = CalendarDate(daysSince1970: Int32(10_957 + (rest < 0 ? days - 1 : days)))
        let parts = [time / 3_600, time / 60 % 60, time % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(day)T\(parts.joined(separator: ":"))"
    }
}
