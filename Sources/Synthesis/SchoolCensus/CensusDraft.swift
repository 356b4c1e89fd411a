import Returns

/// The return of one school before it is written: for each table its rows, each with a cell for every field.
struct CensusDraft {
    struct Table {
        let width: Int
        var parents: [Int] = []
        var cells: [Cell] = []

        var count: Int { parents.count }
    }

    let layout: CensusLayout
    /// In the schema's order.
    private(set) var tables: [Table]
    private(set) var text: [UInt8] = []

    init(layout: CensusLayout) {
        self.layout = layout
        tables = layout.schema.tables.map { Table(width: $0.fields.count) }
    }

    /// Begins a record; items put next for its table belong to it.
    ///
    /// - Returns: The record's row.
    @discardableResult
    mutating func begin(_ table: CensusTable, under parent: Int = -1) -> Int {
        let index = layout.index(table)
        tables[index].parents.append(parent)
        tables[index].cells.append(contentsOf: repeatElement(.blank, count: tables[index].width))
        return tables[index].parents.count - 1
    }

    /// Puts a value into the last record of the item's table.
    mutating func put(_ item: CensusItem, _ cell: Cell) {
        let slot = layout.slots[item.place]
        let first = tables[slot.table].cells.count - tables[slot.table].width
        tables[slot.table].cells[first + slot.field] = cell
    }

    mutating func put(_ item: CensusItem, text part: some Sequence<UInt8>) {
        let start = text.count
        text.append(contentsOf: part)
        guard text.count > start else { return }
        put(item, .text(UInt32(start), UInt32(text.count)))
    }

    func cell(_ table: Int, _ row: Int, _ field: Int) -> Cell { tables[table].cells[row * tables[table].width + field] }

    /// The rows of a table below one row of its parent: they stand together.
    func children(of row: Int, in table: Int, from start: Int) -> Range<Int> {
        var end = start
        while end < tables[table].count, tables[table].parents[end] == row { end += 1 }
        return start..<end
    }
}
