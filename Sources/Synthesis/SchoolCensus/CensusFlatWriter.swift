import Foundation
import Returns

/// Writes the returns of many schools in the flat form: one row for each pupil, with the school and the needs on it.
struct CensusFlatWriter {
    /// What a column holds.
    private struct Column {
        let table: Int
        let field: Int
        let role: FlatRole
        let place: Int
        let heading: String
    }

    private let columns: [Column]
    private let rowTable: Int
    private var output: ByteOutput
    /// Rows written, the heading left out.
    private(set) var rows = 0

    init(_ schema: ResolvedSchema, file: URL) throws(SynthesisError) {
        columns = Self.columns(schema)
        rowTable = schema.flatRowTable ?? 0
        output = try ByteOutput(file: file)
        output.write(columns.map(\.heading).joined(separator: ",").utf8)
        output.write("\r\n".utf8)
    }

    /// The schema's order, except that the needs stand where their table does.
    private static func columns(_ schema: ResolvedSchema) -> [Column] {
        var columns: [Column] = []
        for (index, table) in schema.tables.enumerated() {
            guard let role = table.flat else { continue }
            for (field, schema) in table.fields.enumerated() {
                guard case .columns(let places) = schema.flat else { continue }
                for (place, names) in places.enumerated() {
                    columns.append(Column(table: index, field: field, role: role, place: place, heading: names[0]))
                }
            }
        }
        return columns
    }

    mutating func write(_ draft: CensusDraft) throws(SynthesisError) {
        var starts = draft.tables.map { _ in 0 }
        for row in 0..<draft.tables[rowTable].count {
            let children = draft.tables.indices.map { table in
                let isBelow = draft.layout.schema.tables[table].parent == rowTable
                return isBelow ? draft.children(of: row, in: table, from: starts[table]) : 0..<0
            }
            for (index, column) in columns.enumerated() {
                if index > 0 { output.write(UInt8(ascii: ",")) }
                write(column, draft, row, children[column.table])
            }
            output.write("\r\n".utf8)
            for table in children.indices where !children[table].isEmpty { starts[table] = children[table].upperBound }
            rows += 1
            try output.flushWhenFull()
        }
    }

    private mutating func write(_ column: Column, _ draft: CensusDraft, _ row: Int, _ children: Range<Int>) {
        switch column.role {
        case .group:
            guard draft.tables[column.table].count > 0 else { return }
            output.write(flat: draft.cell(column.table, 0, column.field), text: draft.text)
        case .row:
            output.write(flat: draft.cell(column.table, row, column.field), text: draft.text)
        case .repeated:
            guard column.place < children.count else { return }
            let record = children.lowerBound + column.place
            output.write(flat: draft.cell(column.table, record, column.field), text: draft.text)
        }
    }

    mutating func finish(named name: String) throws(SynthesisError) -> WrittenFile {
        try output.finish(named: name)
    }

    /// The heading of an item's column; nil when the form does not carry it.
    func heading(table: Int, field: Int, place: Int) -> String? {
        columns.first { $0.table == table && $0.field == field && $0.place == place }?.heading
    }
}
