import PostgreSQL
import Returns

/// A table of a checked return, ready to be copied: each field as a whole column of the database's type.
///
/// Tables and fields go by their names in the CSV set, which stay the same from version to version. A field that this
/// version of the return does not have is a column of NULL.
struct SourceTable {
    let table: ReturnTable
    private let codeLists: [String: CodeList]

    /// Takes a table of a return by its name in the CSV set; nil when this version has none.
    init?(_ name: String, of tables: ReturnTables) {
        guard let table = tables.tables.first(where: { $0.schema.csvName == name }) else { return nil }
        self.table = table
        codeLists = tables.schema.codeLists
    }

    var count: Int { table.rowCount }

    private func place(_ field: String) -> Int? { table.schema.fields.firstIndex { $0.csvColumn == field } }

    private func column(_ field: String) -> Column? { place(field).map { table.columns[$0] } }

    func date(_ field: String) -> CopyColumn {
        column(field).map { .date(values: $0.values, present: $0.states) } ?? .null
    }

    func integer(_ field: String) -> CopyColumn {
        column(field).map { .int32(values: $0.values, present: $0.states) } ?? .null
    }

    func flag(_ field: String) -> CopyColumn {
        column(field).map { .boolean(values: $0.values, present: $0.states) } ?? .null
    }

    func text(_ field: String) -> CopyColumn {
        column(field).map { gathered($0.text, present: $0.states) } ?? .null
    }

    /// A field's code as it travels, whatever the field's type.
    func code(_ field: String) -> CopyColumn {
        guard let place = place(field) else { return .null }
        let column = table.columns[place]
        switch table.schema.fields[place].type {
        case .code(let list):
            guard let codes = codeLists[list], !codes.isUnconfirmed else { return shortText(column) }
            return .code(
                codes: codes.codes.map { Array($0.code.utf8) },
                indices: column.values,
                present: column.states
            )
        case .identifier(.localAuthority), .integer: return digits(column)
        default: return shortText(column)
        }
    }

    /// The rows whose code is this one.
    func rows(where field: String, is code: String) -> [Bool] {
        guard let place = place(field) else { return Array(repeating: false, count: count) }
        let column = table.columns[place]
        guard let wanted = value(of: code, in: table.schema.fields[place].type) else {
            return Array(repeating: false, count: count)
        }
        return zip(column.states, column.values).map { $0 == CellState.value && $1 == wanted }
    }

    private func value(of code: String, in type: FieldType) -> Int32? {
        guard case .code(let list) = type else { return Int32(code) }
        return codeLists[list]?.codes.firstIndex { $0.code == code }.map(Int32.init)
    }

    /// Codes of a list that is not confirmed: kept when they look like a code, so that no free text comes through.
    private func shortText(_ column: Column) -> CopyColumn {
        let present = (0..<count).map { row -> UInt8 in
            let cell = column.text.bytes[column.text.range(row)]
            let isCode = (1...4).contains(cell.count) && cell.allSatisfy(Self.isCodeByte)
            return isCode && column.states[row] != CellState.blank ? 1 : 0
        }
        return gathered(column.text, present: present)
    }

    private static func isCodeByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private func digits(_ column: Column) -> CopyColumn {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for (state, value) in zip(column.states, column.values) {
            if state == CellState.value { bytes.append(contentsOf: String(value).utf8) }
            ends.append(UInt32(bytes.count))
        }
        return .text(bytes: bytes, ends: ends, present: column.states)
    }

    /// The cells that are present, one after another: a return's own lie scattered over its file.
    private func gathered(_ cells: ByteCells, present: [UInt8]) -> CopyColumn {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        ends.reserveCapacity(cells.count)
        for row in 0..<cells.count {
            if present[row] == CellState.value { bytes.append(contentsOf: cells.bytes[cells.range(row)]) }
            ends.append(UInt32(bytes.count))
        }
        return .text(bytes: bytes, ends: ends, present: present)
    }
}

extension SourceTable {
    /// A field's bytes, cell by cell.
    struct Cells {
        fileprivate let column: Column?

        func hasValue(_ row: Int) -> Bool { column?.states[row] == CellState.value }

        func append(_ row: Int, to bytes: inout [UInt8]) {
            guard let column, column.states[row] == CellState.value else { return }
            bytes.append(contentsOf: column.text.bytes[column.text.range(row)])
        }
    }

    /// A field's values, cell by cell.
    struct Values {
        fileprivate let column: Column?

        subscript(row: Int) -> Int32? {
            guard let column, column.states[row] == CellState.value else { return nil }
            return column.values[row]
        }
    }

    func cells(_ field: String) -> Cells { Cells(column: column(field)) }

    func values(_ field: String) -> Values { Values(column: column(field)) }
}
