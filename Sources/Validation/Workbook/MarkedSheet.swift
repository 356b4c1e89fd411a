import Returns

/// One sheet of a return: the sender's own headings and cells where they came as rows and columns, otherwise the columns
/// of the CSV set with numbers that link the records.
struct MarkedSheet {
    /// What the return knows of a column.
    struct Held {
        let field: FieldSchema
        /// The typed values; nil where a row of the sheet is not a record of the field's table.
        let column: Column?
        /// What a finding may call it, in lower case.
        let names: [String]
    }

    let name: String
    /// The tables whose records stand here.
    let tables: [Int]
    /// What stands in the top row.
    let headings: [String]
    /// For each column, what it holds; nil for the numbers that link records and for what the return does not know.
    let held: [Held?]
    /// For each row, its number as findings give it; they ascend.
    let rowNumbers: [UInt32]
    /// For each row, the line of the file where it starts.
    let lines: [UInt32]
    /// What findings call the file or the sheet that this was.
    let label: String
    let form: MarkedForm
    private let cells: Cells

    private enum Cells {
        case sent(SentCells)
        case made(MadeLinks, ReturnTable)
    }

    var rowCount: Int { rowNumbers.count }

    /// The sheets of a return, in the order of its tables.
    static func all(_ tables: ReturnTables) -> [MarkedSheet] {
        if let flat = MarkedSheet(flat: tables) { return [flat] }
        return tables.tables.indices.compactMap { MarkedSheet(tables, $0) }
    }

    /// The one sheet of a return in its flat form, or nil for any other.
    private init?(flat tables: ReturnTables) {
        guard let row = tables.schema.flatRowTable,
            let root = tables.schema.tables.firstIndex(where: { $0.parent == nil }),
            tables.tables[row].headings != nil, tables.tables[root].source != nil, tables.sources.first?.form != .xml,
            SentCells(tables.tables[root]) == nil, let sent = SentCells(tables.tables[row])
        else { return nil }
        form = .flat
        name = Self.name(tables.tables[row])
        self.tables = tables.tables.indices.filter { tables.tables[$0].isInForm }
        rowNumbers = tables.tables[row].rowNumbers
        lines = tables.tables[row].lines
        label = tables.placeName(ofTable: row)
        headings = sent.headings
        let fields = self.tables.flatMap { table in
            tables.schema.tables[table].fields.indices.compactMap { field -> (Set<String>, Held)? in
                let names = tables.tables[table].headings?.heading(field: field, row: nil)
                let schema = tables.schema.tables[table].fields[field]
                let column = table == row ? tables.tables[row].columns[field] : nil
                return names.map { names in
                    (Set(names.split(separator: ", ").map { SentCells.known(String($0)) }), Held(schema, column))
                }
            }
        }
        held = headings.map { heading in fields.first { $0.0.contains(SentCells.known(heading)) }?.1 }
        cells = .sent(sent)
    }

    /// The sheet of a table, or nil for a table that was not sent.
    private init?(_ tables: ReturnTables, _ index: Int) {
        let table = tables.tables[index]
        let source = table.source.map { tables.sources[$0].form }
        let isInXML = tables.sources.contains { $0.form == .xml }
        guard source != nil || isInXML else { return nil }
        self.tables = [index]
        rowNumbers = table.rowNumbers
        lines = table.lines
        label = tables.placeName(ofTable: index)
        let isOnOwnSheet = tables.tables.count { $0.sheet == table.sheet } == 1
        name = isOnOwnSheet ? Self.name(table) : table.schema.csvName
        let known = table.schema.fields.indices.map { Held(table.schema.fields[$0], table.columns[$0]) }
        if source != .xml, let sent = SentCells(table) {
            form = .tables
            let fields = sent.headings.map { heading in
                table.schema.fields.firstIndex { $0.csvColumn == SentCells.known(heading) }
            }
            headings = zip(sent.headings, fields).map { heading, field in
                field.flatMap { table.headings?.heading(field: $0, row: nil) } ?? heading
            }
            held = fields.map { $0.map { known[$0] } }
            cells = .sent(sent)
        } else {
            form = isInXML ? .message : .tables
            let links = MadeLinks(tables, index)
            let added = UnknownNames(tables).columns(of: index)
            headings = links.headings + table.schema.fields.map(\.csvColumn) + added
            held = links.headings.map { _ in nil } + known + added.map { _ in nil }
            cells = .made(links, table)
        }
    }

    /// The sender's own name of the sheet, or that of the table's file.
    private static func name(_ table: ReturnTable) -> String {
        let isTaken = MarkedWorkbook.otherSheets.contains { $0.lowercased() == table.sheet.lowercased() }
        return table.sheet.isEmpty || isTaken ? table.schema.csvName : table.sheet
    }

    /// A cell as it came.
    func text(_ row: Int, _ column: Int) -> String {
        switch cells {
        case .sent(let sent): return sent.text(row, column)
        case .made(let links, let table):
            if let field = held[column].flatMap({ table.schema.index(of: $0.field.name) }) {
                return table.columns[field].raw.string(row)
            }
            return column < links.headings.count ? links.text(row, column) : ""
        }
    }

    /// The row that findings call by a number.
    func row(numbered number: Int) -> Int? {
        var (low, high) = (0, rowNumbers.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(rowNumbers[middle]) < number { low = middle + 1 } else { high = middle }
        }
        return low < rowNumbers.count && Int(rowNumbers[low]) == number ? low : nil
    }

    /// The columns that a finding points at, by any name that the table gives them.
    func columns(named name: String) -> [Int] {
        guard !name.isEmpty else { return [] }
        return name.split(separator: " + ").compactMap { part in
            let part = SentCells.known(String(part))
            return headings.firstIndex { SentCells.known($0) == part }
                ?? held.firstIndex { $0?.names.contains(part) ?? false }
        }
    }
}

extension MarkedSheet.Held {
    fileprivate init(_ field: FieldSchema, _ column: Column?) {
        self.init(
            field: field,
            column: column,
            names: [field.xmlElement.lowercased(), field.csvColumn, field.name]
        )
    }
}

/// In which form the sender gave what a sheet shows.
enum MarkedForm {
    /// A file or a sheet for each table.
    case tables
    /// One row for each person, with all that hangs from them.
    case flat
    /// XML, whose records have no rows and columns of their own.
    case message
}
