import Returns

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
        let bytes = cells.bytes.span
        for row in hashes.indices {
            var hash = hashes[row]
            var word: UInt64 = 0
            var count = 0
            for place in cells.range(row) {
                word = word << 8 | UInt64(bytes[place])
                count += 1
                if count & 7 == 0 { hash = Self.mixed(hash, word) }
            }
            hashes[row] = Self.mixed(hash ^ UInt64(count), word)
        }
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
    private let hashes: [UInt64]
    private var slots: [Int32]
    private let mask: Int

    init(hashes: [UInt64]) {
        self.hashes = hashes
        var size = 16
        while size < hashes.count * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
    }

    /// Enters a row.
    ///
    /// - Parameters:
    ///   - row: The row's index.
    ///   - areEqual: Compares two rows whose hashes are equal.
    /// - Returns: The row that stands there with an equal key already, which then stays; nil for the first.
    mutating func insert(_ row: Int, areEqual: (Int, Int) -> Bool) -> Int? {
        let hash = hashes[row]
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 {
            let other = Int(slots[slot])
            if hashes[other] == hash, areEqual(other, row) { return other }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(truncatingIfNeeded: row)
        return nil
    }
}
