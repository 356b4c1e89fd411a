import Returns
import RuleLanguage

/// One hash for each row, built up column by column.
struct RowHashes {
    private var hashes: [UInt64]

    init(count: Int) {
        hashes = [UInt64](repeating: 0x9E37_79B9_7F4A_7C15, count: count)
    }

    mutating func mix(_ values: [Int32]) {
        for row in hashes.indices { hashes[row] = Self.mixed(hashes[row], UInt64(UInt32(bitPattern: values[row]))) }
    }

    mutating func mix(_ cells: ByteCells) {
        mix(cells.bytes, cells.spans, offset: cells.offset, stride: cells.stride)
    }

    mutating func mix(_ column: FieldColumn) {
        mix(column.bytes, column.spans, offset: column.offset, stride: column.stride)
    }

    private mutating func mix(_ bytes: [UInt8], _ spans: [UInt32], offset: Int, stride: Int) {
        let bytes = bytes.span
        let spans = spans.span
        var place = offset
        for row in hashes.indices {
            let (start, end) = (Int(spans[place]), Int(spans[place + 1]))
            hashes[row] = Self.mixed(hashes[row] ^ UInt64(truncatingIfNeeded: end - start), bytes, start, end)
            place += stride
        }
    }

    /// A cell's bytes mixed into a hash, eight at a time.
    @inline(__always)
    private static func mixed(_ hash: UInt64, _ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
        var hash = hash
        var place = start
        while end - place >= 8 {
            var word: UInt64 = 0
            for next in place..<(place + 8) { word = word << 8 | UInt64(bytes[next]) }
            hash = mixed(hash, word)
            place += 8
        }
        var word: UInt64 = 0
        while place < end {
            word = word << 8 | UInt64(bytes[place])
            place += 1
        }
        return mixed(hash, word)
    }

    /// The hashes, with all bits depending on all others.
    var finished: [UInt64] {
        hashes.map { hash in
            let folded = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
            return folded ^ folded >> 32
        }
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word) &* 0x9FB2_1C65_1E98_DF25
        return product ^ product >> 29
    }
}

/// The first row of each key, in a table with open addressing over hashes made before.
struct FirstRows {
    // Half of the hash beside the row, so that most other keys are told apart without a look at their rows.
    private var slots: [UInt64]
    private let mask: Int
    private static let free = UInt64.max

    init(count: Int) {
        var size = 16
        while size < count * 2 { size *= 2 }
        slots = [UInt64](repeating: Self.free, count: size)
        mask = size - 1
    }

    /// Enters a row.
    ///
    /// - Parameters:
    ///   - row: The row's index.
    ///   - hash: The hash of its key.
    ///   - areEqual: Compares the keys of two rows whose hashes look alike.
    /// - Returns: The row that stands there with an equal key already, which then stays; nil for the first.
    @inline(__always)
    mutating func insert(_ row: Int, hash: UInt64, areEqual: (Int, Int) -> Bool) -> Int? {
        let entry = hash & 0xFFFF_FFFF_0000_0000 | UInt64(UInt32(truncatingIfNeeded: row))
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != Self.free {
            let other = slots[slot]
            if (other ^ entry) >> 32 == 0 {
                let otherRow = Int(other & 0xFFFF_FFFF)
                if areEqual(otherRow, row) { return otherRow }
            }
            slot = (slot + 1) & mask
        }
        slots[slot] = entry
        return nil
    }
}
