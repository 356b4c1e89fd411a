/// A small table of comma-separated values with a row of names (RFC 4180), UTF-8.
struct PanelTable {
    let file: String
    let rows: [[String]]
    private let columns: [String: Int]

    init(_ bytes: [UInt8], file: String) throws(PanelError) {
        var lines = Self.records(bytes)
        guard let names = lines.first, !names.isEmpty else { throw PanelError(file, "There is nothing in it.") }
        lines.removeFirst()
        self.file = file
        columns = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        rows = lines
        for (index, row) in rows.enumerated() where row.count != names.count {
            throw PanelError(file, index + 2, "It has \(row.count) cells where the first line names \(names.count).")
        }
    }

    func column(_ name: String) throws(PanelError) -> Int {
        guard let column = columns[name] else {
            let known = columns.keys.sorted().joined(separator: ", ")
            throw PanelError(file, "It has no column \(name). It has: \(known).")
        }
        return column
    }

    /// Cells of records; quoted ones may hold commas, line ends and doubled quotes.
    private static func records(_ bytes: [UInt8]) -> [[String]] {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        var records: [[String]] = []
        var record: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        func text() -> String { String(decoding: cell, as: UTF8.self) }
        var previous: UInt8 = 0
        for byte in bytes {
            defer { previous = byte }
            switch byte {
            case UInt8(ascii: "\""):
                // The second of two quotes inside a quoted cell is a quote.
                if !isQuoted, previous == byte { cell.append(byte) }
                isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted:
                record.append(text())
                cell.removeAll(keepingCapacity: true)
            case UInt8(ascii: "\n") where !isQuoted:
                record.append(text())
                cell.removeAll(keepingCapacity: true)
                if record != [""] { records.append(record) }
                record.removeAll(keepingCapacity: true)
            case UInt8(ascii: "\r") where !isQuoted: break
            default: cell.append(byte)
            }
        }
        if !cell.isEmpty || !record.isEmpty { records.append(record + [text()]) }
        return records
    }
}
