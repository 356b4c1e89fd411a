extension Column {
    /// States, values and, cell after cell, the text as it was read.
    func packed() -> [UInt8] {
        var cells: [UInt8] = []
        var ends = [UInt32](repeating: 0, count: text.count)
        for row in 0..<text.count {
            let range = text.range(row)
            if !range.isEmpty { cells.append(contentsOf: text.bytes[range]) }
            ends[row] = UInt32(truncatingIfNeeded: cells.count)
        }
        var writer = PackedWriter()
        writer.reserve(32 + states.count + values.count * 4 + ends.count * 4 + cells.count)
        writer.add(states)
        writer.add(values)
        writer.add(ends)
        writer.add(cells)
        return writer.bytes
    }

    init(packed reader: inout PackedReader, type: FieldType, rows: Int, in version: ResolvedSchema) throws(PackedError)
    {
        let states = try reader.array(of: UInt8.self)
        let values = try reader.array(of: Int32.self)
        let ends = try reader.array(of: UInt32.self)
        let bytes = try reader.array(of: UInt8.self)
        guard states.count == rows, values.count == (type.keepsBytes ? 0 : rows), ends.count == rows,
            Self.areWithin(values, states, type, version)
        else { throw PackedError() }
        let cells = ByteCells(bytes: bytes, spans: try Self.spans(ends, length: bytes.count), count: rows)
        self.init(states: states, values: values, raw: cells, text: cells, lines: [], normalisations: [])
    }

    private static func spans(_ ends: [UInt32], length: Int) throws(PackedError) -> [UInt32] {
        var spans = [UInt32](repeating: 0, count: ends.count * 2)
        var start: UInt32 = 0
        for row in ends.indices {
            guard ends[row] >= start else { throw PackedError() }
            spans[row * 2] = start
            spans[row * 2 + 1] = ends[row]
            start = ends[row]
        }
        guard Int(start) == length else { throw PackedError() }
        return spans
    }

    /// Whether each value is one that a reader makes: a code of the list, a day of a four-digit year.
    private static func areWithin(
        _ values: [Int32],
        _ states: [UInt8],
        _ type: FieldType,
        _ version: ResolvedSchema
    ) -> Bool {
        let bounds: ClosedRange<Int32>
        switch type {
        case .code(let list):
            guard let codes = version.codeLists[list], !codes.codes.isEmpty else { return true }
            bounds = 0...Int32(clamping: codes.codes.count - 1)
        case .date: bounds = -719_162...2_932_896
        default: return true
        }
        for row in values.indices where states[row] == CellState.value && !bounds.contains(values[row]) { return false }
        return true
    }
}
