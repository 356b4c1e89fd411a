import Returns

/// One return before it is written: records in document order, each with a cell for every field of its table.
struct ReturnDraft {
    struct Record {
        /// Index of the table in the schema.
        let table: Int
        /// Index of the parent's record; -1 for the header and the persons under it.
        let parent: Int
        let firstCell: Int
    }

    let layout: ReturnLayout
    private(set) var records: [Record] = []
    var cells: [Cell] = []
    private(set) var text: [UInt8] = []
    /// For each table of the schema, how many fields it has.
    private let widths: [Int]
    private var current = 0

    init(layout: ReturnLayout) {
        self.layout = layout
        widths = layout.schema.tables.map(\.fields.count)
    }

    /// Begins a record; the items put next belong to it.
    ///
    /// - Returns: The record's index.
    @discardableResult
    mutating func begin(_ part: ReturnPart, under parent: Int = -1) -> Int {
        let table = layout.tables[part.rawValue]
        current = cells.count
        records.append(Record(table: table, parent: parent, firstCell: current))
        cells.append(contentsOf: repeatElement(.blank, count: widths[table]))
        return records.count - 1
    }

    /// Puts a value into the record under way; an item that the version does not have is left out.
    mutating func put(_ item: ReturnItem, _ cell: Cell) {
        let slot = layout.slots[item.index]
        guard slot >= 0 else { return }
        cells[current + slot] = cell
    }

    mutating func put(_ item: ReturnItem, text part: some Sequence<UInt8>) {
        put(item, keep(part))
    }

    /// Keeps bytes with the draft.
    mutating func keep(_ part: some Sequence<UInt8>) -> Cell {
        let start = text.count
        text.append(contentsOf: part)
        return .text(UInt32(start), UInt32(text.count))
    }

    func width(_ table: Int) -> Int { widths[table] }

    /// The same return without some records, and with others repeated right after themselves.
    ///
    /// - Parameters:
    ///   - omitted: Records without children.
    ///   - repeated: Records without children.
    /// - Returns: The return, and for each of the records the index it has there; repeats follow it.
    func rebuilt(omitting omitted: Set<Int>, repeating repeated: Set<Int>) -> (draft: ReturnDraft, places: [Int]) {
        var draft = self
        draft.records.removeAll(keepingCapacity: true)
        draft.cells.removeAll(keepingCapacity: true)
        var places = [Int](repeating: -1, count: records.count)
        for (index, record) in records.enumerated() where !omitted.contains(index) {
            places[index] = draft.records.count
            for _ in 0..<(repeated.contains(index) ? 2 : 1) {
                let parent = record.parent < 0 ? -1 : places[record.parent]
                draft.records.append(Record(table: record.table, parent: parent, firstCell: draft.cells.count))
                draft.cells += cells[record.firstCell..<(record.firstCell + widths[record.table])]
            }
        }
        return (draft, places)
    }
}

/// A value of a return, before it takes the form of one file or another.
enum Cell: Hashable {
    case blank
    case integer(Int32)
    case boolean(Bool)
    /// Days since 1 January 1970.
    case date(Int32)
    /// A day, with minutes since midnight.
    case dateTime(Int32, Int32)
    /// Up to eight letters or digits, the first in the lowest byte.
    case code(UInt64)
    /// Where bytes kept with the draft begin and end.
    case text(UInt32, UInt32)

    static func code(_ text: some StringProtocol) -> Cell {
        var packed: UInt64 = 0
        for (place, byte) in text.utf8.prefix(8).enumerated() { packed |= UInt64(byte) << UInt64(place * 8) }
        return .code(packed)
    }
}
