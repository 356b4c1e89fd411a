import Returns

/// Loops over a column's states that the compiler can run many cells at a time.
struct StateScan {
    private let states: [UInt8]
    // Small enough that a byte counts a block's matches.
    private static let block = 240

    init(_ states: [UInt8]) {
        self.states = states
    }

    /// Which failing states occur at all, as a set of bits: bit `n` for state `n`, and bit 0 for blank.
    ///
    /// A clean column costs one look at each byte.
    func statesPresent() -> UInt64 {
        var present: UInt64 = 0
        var start = 0
        let span = states.span
        while start < span.count {
            let end = min(start + Self.block, span.count)
            var unusual: UInt8 = 0
            for row in start..<end { unusual |= span[row] ^ CellState.value }
            if unusual != 0 {
                for row in start..<end { present |= 1 &<< UInt64(span[row]) }
            }
            start = end
        }
        return present
    }

    func count(of state: UInt8) -> Int {
        var count = 0
        var start = 0
        let span = states.span
        while start < span.count {
            let end = min(start + Self.block, span.count)
            var matches: UInt8 = 0
            for row in start..<end { matches &+= span[row] == state ? 1 : 0 }
            count += Int(matches)
            start = end
        }
        return count
    }

    func rows(of state: UInt8, atMost limit: Int) -> [Int32] {
        var rows: [Int32] = []
        guard limit > 0 else { return rows }
        let span = states.span
        for row in 0..<span.count where span[row] == state {
            rows.append(Int32(truncatingIfNeeded: row))
            if rows.count == limit { break }
        }
        return rows
    }
}
