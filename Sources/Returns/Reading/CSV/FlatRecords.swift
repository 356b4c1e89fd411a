/// The records that stand side by side in the rows of a flat file, row by row.
struct FlatRecords {
    /// For each record, its row.
    private(set) var rows: [Int32] = []
    /// For each record, which of its row's it is; 0 is the first.
    private(set) var kinds: [UInt8] = []

    /// Finds the records: where a cell of one of the columns holds more than blanks.
    ///
    /// - Parameters:
    ///   - index: The file.
    ///   - places: For each record that a row may hold, its columns.
    ///   - unread: Rows whose cells cannot be told apart.
    init(_ index: CSVIndex, places: [[Int]], unread: Set<Int>) {
        let stride = index.width * 2
        for row in 0..<max(0, index.lines.count - 1) {
            let first = (row + 1) * stride
            for (place, columns) in places.enumerated() {
                let isThere = columns.contains { column in
                    let start = Int(index.spans[first + column * 2])
                    let end = Int(index.spans[first + column * 2 + 1])
                    return start < end && index.bytes[start..<end].contains { $0 > 0x20 }
                }
                guard isThere, unread.isEmpty || !unread.contains(row) else { continue }
                rows.append(Int32(truncatingIfNeeded: row))
                kinds.append(UInt8(truncatingIfNeeded: place))
            }
        }
    }

    /// Each record's place in its row, counted from 1, as cells of a column.
    var positions: ByteCells {
        let digits = Array("123456789".utf8)
        var spans: [UInt32] = []
        spans.reserveCapacity(kinds.count * 2)
        for kind in kinds {
            spans.append(UInt32(kind))
            spans.append(UInt32(kind) + 1)
        }
        return ByteCells(bytes: digits, spans: spans, count: kinds.count)
    }
}
