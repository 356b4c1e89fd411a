extension TypingWork {
    /// Text keeps its bytes, without the blanks around it.
    mutating func typeText(maximumLength: Int?) {
        rewrite { cell, _, _ in
            guard let maximumLength, cell.count > maximumLength, Self.characters(cell) > maximumLength else {
                return CellState.value
            }
            return CellState.outOfBounds
        }
    }

    /// Goes through the cells of a type kept as bytes; the function may leave other bytes for the cell to be read as.
    @inline(__always)
    mutating func rewrite(
        _ read: (UnsafeBufferPointer<UInt8>, Int, inout Rewriting) -> UInt8
    ) {
        let count = cells.count
        let cells = cells
        var rewriting = Rewriting()
        var spans: [UInt32] = []
        cells.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<count where states[row] == CellState.blank {
                let range = cells.range(row)
                if range.isEmpty { continue }
                let trimmed = Self.trim(bytes, range)
                if trimmed.isEmpty { continue }
                let annexStart = rewriting.annex.count
                states[row] = read(UnsafeBufferPointer(rebasing: bytes[trimmed]), row, &rewriting)
                let isRewritten = rewriting.annex.count > annexStart
                if trimmed.count == range.count, !isRewritten { continue }
                if trimmed.count != range.count { rewriting.tally.add(.trimmed, row) }
                if spans.isEmpty { spans = Self.ownSpans(of: cells) }
                let start = isRewritten ? bytes.count + annexStart : trimmed.lowerBound
                let end = isRewritten ? bytes.count + rewriting.annex.count : trimmed.upperBound
                spans[row * 2] = UInt32(truncatingIfNeeded: start)
                spans[row * 2 + 1] = UInt32(truncatingIfNeeded: end)
            }
        }
        tally = rewriting.tally
        guard !spans.isEmpty else { return }
        let bytes = rewriting.annex.isEmpty ? cells.bytes : cells.bytes + rewriting.annex
        text = ByteCells(bytes: bytes, spans: spans, count: count)
    }

    /// Bytes that cells are read as, where they differ from what came by more than blanks around them.
    struct Rewriting {
        var annex: [UInt8] = []
        var tally = NormalisationTally()
    }

    private static func ownSpans(of cells: ByteCells) -> [UInt32] {
        var spans = [UInt32](repeating: 0, count: cells.count * 2)
        for row in 0..<cells.count {
            let range = cells.range(row)
            spans[row * 2] = UInt32(truncatingIfNeeded: range.lowerBound)
            spans[row * 2 + 1] = UInt32(truncatingIfNeeded: range.upperBound)
        }
        return spans
    }

    private static func characters(_ cell: UnsafeBufferPointer<UInt8>) -> Int {
        cell.reduce(into: 0) { count, byte in count += byte & 0xC0 != 0x80 ? 1 : 0 }
    }
}
