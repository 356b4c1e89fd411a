/// The rows of a sheet that hold one table's records, as the cells of a CSV file would stand.
struct SheetTable {
    let table: Int
    /// The sheet's name.
    let sheet: String
    /// What findings call the sheet.
    let label: String
    let heading: SheetHeading
    let index: CSVIndex
    /// Values under no heading: each column's place, with its first row.
    let strays: [(column: Int, row: Int)]

    /// Lays out rows under a heading; rows with nothing under any of its columns are no records.
    ///
    /// It is nil when the table would have more cells, blank ones among them, than the limit.
    init?(
        table: Int,
        schema: ResolvedSchema,
        sheet: String,
        label: String,
        heading: SheetHeading,
        cells: SheetCells,
        rows: Range<Int>,
        gridLimit: Int
    ) {
        self.table = table
        self.sheet = sheet
        self.label = label
        self.heading = heading
        var layout = SheetLayout(heading, borrowed: heading.borrowedLinks(schema: schema, table: table), cells)
        for row in rows {
            guard layout.spans.count / 2 + layout.width <= gridLimit else { return nil }
            layout.append(row)
        }
        strays = layout.strays.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        index = CSVIndex(bytes: layout.bytes, width: layout.width, spans: layout.spans, lines: layout.lines)
    }
}

/// Cells of a sheet on their way into rows of equal width.
private struct SheetLayout {
    let cells: SheetCells
    var bytes: [UInt8]
    let width: Int
    var spans: [UInt32] = []
    var lines: [UInt32] = []
    /// The first row with a value under no heading, by column.
    var strays: [Int: Int] = [:]
    /// For each column of the sheet, where it goes; -1 for one without a heading, -2 for one that is passed over.
    private var target: [Int]
    /// Columns that are filled from another one of the row.
    private let borrowed: [(to: Int, from: Int)]

    init(_ heading: SheetHeading, borrowed links: [(name: String, from: String)], _ cells: SheetCells) {
        self.cells = cells
        let columns = heading.columns
        let places = (columns + heading.passedOver).map(\.place)
        target = [Int](repeating: -1, count: (places.max() ?? -1) + 1)
        for (index, column) in columns.enumerated() { target[column.place] = index }
        for column in heading.passedOver { target[column.place] = -2 }
        let found = columns.map(\.name)
        let names = found + links.map(\.name)
        width = names.count
        borrowed = links.compactMap { link in
            guard let to = names.firstIndex(of: link.name), let from = found.firstIndex(of: link.from) else {
                return nil
            }
            return (to, from)
        }
        bytes = cells.bytes
        for name in names {
            spans.append(UInt32(bytes.count))
            bytes.append(contentsOf: name.utf8)
            spans.append(UInt32(bytes.count))
        }
        lines.append(cells.rows[heading.row].number)
    }

    mutating func append(_ row: Int) {
        let start = spans.count
        var isBlank = true
        for cell in cells.cells(row) {
            let column = Int(cell.column)
            let place = column < target.count ? target[column] : -1
            if place == -2 { continue }
            guard place >= 0 else {
                if strays[column] == nil, strays.count < 100, !isBlankText(cell) {
                    strays[column] = Int(cells.rows[row].number)
                }
                continue
            }
            if spans.count == start { spans.append(contentsOf: repeatElement(0, count: width * 2)) }
            if isBlank { isBlank = isBlankText(cell) }
            spans[start + place * 2] = cell.start
            spans[start + place * 2 + 1] = cell.end
        }
        guard !isBlank else { return spans.removeLast(spans.count - start) }
        for (to, from) in borrowed {
            spans[start + to * 2] = spans[start + from * 2]
            spans[start + to * 2 + 1] = spans[start + from * 2 + 1]
        }
        lines.append(cells.rows[row].number)
    }

    private func isBlankText(_ cell: SheetCells.Cell) -> Bool {
        bytes[Int(cell.start)] <= 0x20 && bytes[Int(cell.start)..<Int(cell.end)].allSatisfy { $0 <= 0x20 }
    }
}
