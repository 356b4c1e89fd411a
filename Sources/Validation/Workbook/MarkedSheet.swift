import Returns

/// One table of a return as a sheet: the sender's own headings and cells where they came as CSV, otherwise the columns
/// of the CSV set with numbers that link the records.
struct MarkedSheet {
    let table: ReturnTable
    let index: Int
    /// What stands in the top row.
    let headings: [String]
    /// For each column, the field it holds; nil for the numbers that link records and for what the return does not know.
    let fields: [Int?]
    private let cells: Cells

    private enum Cells {
        case sent(SentCells)
        case made(MadeLinks)
    }

    var name: String { table.schema.csvName }
    var rowCount: Int { table.rowCount }

    /// The sheet of a table, or nil for a table that was not sent.
    init?(_ tables: ReturnTables, _ index: Int) {
        let table = tables.tables[index]
        let form = table.source.map { tables.sources[$0].form }
        let isInXML = tables.sources.contains { $0.form == .xml }
        guard form != nil || isInXML else { return nil }
        self.table = table
        self.index = index
        if form != .xml, let sent = SentCells(table) {
            headings = sent.headings
            fields = sent.headings.map { heading in
                table.schema.fields.firstIndex { $0.csvColumn == SentCells.known(heading) }
            }
            cells = .sent(sent)
        } else {
            let links = MadeLinks(tables, index)
            headings = links.headings + table.schema.fields.map(\.csvColumn)
            fields = links.headings.map { _ in nil } + table.schema.fields.indices.map { $0 }
            cells = .made(links)
        }
    }

    /// A cell as it came.
    func text(_ row: Int, _ column: Int) -> String {
        switch cells {
        case .sent(let sent): return sent.text(row, column)
        case .made(let links):
            guard let field = fields[column] else { return links.text(row, column) }
            return table.columns[field].raw.string(row)
        }
    }

    /// The columns that a finding points at, by any name that the table gives them.
    func columns(named name: String) -> [Int] {
        guard !name.isEmpty else { return [] }
        return name.split(separator: " + ").compactMap { part in
            let part = part.lowercased()
            return headings.indices.first { column in
                if SentCells.known(headings[column]) == part { return true }
                guard let field = fields[column].map({ table.schema.fields[$0] }) else { return false }
                if table.headings?.heading(field: fields[column] ?? 0, row: nil)?.lowercased() == part { return true }
                return field.xmlElement.lowercased() == part || field.csvColumn == part || field.name == part
            }
        }
    }
}

/// The cells of a CSV file as they came, with the columns that the return does not know.
///
/// Columns of such a file share one row-major table of ranges, whose first row is the heading.
struct SentCells {
    let headings: [String]
    private let bytes: [UInt8]
    private let spans: [UInt32]
    private let width: Int

    /// Nil where the columns do not stand in a file of this table's own.
    init?(_ table: ReturnTable) {
        for (field, column) in zip(table.schema.fields, table.columns) {
            let (cells, width) = (column.raw, column.raw.stride / 2)
            let place = cells.offset / 2 - width
            guard !cells.bytes.isEmpty, (0..<width).contains(place), cells.spans.count >= width * 2 * (cells.count + 1)
            else { continue }
            let headings = (0..<width).map { Self.text(cells.bytes, cells.spans, $0) }
            guard Self.known(headings[place]) == field.csvColumn else { continue }
            self.headings = headings
            (bytes, spans) = (cells.bytes, cells.spans)
            self.width = width
            return
        }
        return nil
    }

    func text(_ row: Int, _ column: Int) -> String {
        Self.text(bytes, spans, (row + 1) * width + column)
    }

    /// A heading as columns are matched by it: in lower case, single blanks.
    static func known(_ heading: String) -> String {
        heading.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    private static func text(_ bytes: [UInt8], _ spans: [UInt32], _ place: Int) -> String {
        let range = Int(spans[place * 2])..<max(Int(spans[place * 2]), Int(spans[place * 2 + 1]))
        return String(decoding: bytes[range], as: UTF8.self)
    }
}

/// Numbers that link the records of a return that came without any.
struct MadeLinks {
    let headings: [String]
    private let parents: [Int32]
    private let hasParent: Bool

    init(_ tables: ReturnTables, _ index: Int) {
        let schema = tables.tables[index].schema
        let parent = schema.parent.map { tables.tables[$0].schema }
        headings = [schema.csvKeyColumn] + (parent.map { [$0.csvKeyColumn] } ?? [])
        parents = tables.tables[index].parents
        hasParent = parent != nil
    }

    func text(_ row: Int, _ column: Int) -> String {
        guard column > 0 else { return String(row + 1) }
        guard hasParent, parents.indices.contains(row), parents[row] >= 0 else { return "" }
        return String(parents[row] + 1)
    }
}
