/// Finds the row whose key has given bytes; open addressing over hashes, with no allocation per key.
public struct KeyIndex: Sendable {
    private let cells: ByteCells
    private var slots: [Int32]
    private let mask: Int

    /// Makes an index for the keys of one column.
    ///
    /// - Parameter cells: The keys.
    public init(_ cells: ByteCells) {
        self.cells = cells
        var size = 16
        while size < cells.count * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
    }

    /// Enters a row under its key.
    ///
    /// - Parameter row: The row's index.
    /// - Returns: The row that stands there under an equal key already, which then stays; nil when this is the first.
    public mutating func insert(_ row: Int) -> Int? {
        let range = cells.range(row)
        var slot = Self.hash(cells.bytes, range) & mask
        while slots[slot] >= 0 {
            let other = Int(slots[slot])
            if Self.areEqual(cells.bytes, cells.range(other), cells.bytes, range) { return other }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(truncatingIfNeeded: row)
        return nil
    }

    /// Finds the row with the same key as a cell of another column.
    ///
    /// - Parameters:
    ///   - key: The other column's cells.
    ///   - row: The row's index in the other column.
    /// - Returns: The row of the index, or nil when no key is equal.
    public func find(_ key: ByteCells, _ row: Int) -> Int? {
        let range = key.range(row)
        var slot = Self.hash(key.bytes, range) & mask
        while slots[slot] >= 0 {
            let other = Int(slots[slot])
            if Self.areEqual(cells.bytes, cells.range(other), key.bytes, range) { return other }
            slot = (slot + 1) & mask
        }
        return nil
    }

    // FNV-1a with a last mixing step, since slots are taken from the low bits.
    private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in range {
            value = (value ^ UInt64(bytes[place])) &* 0x0100_0000_01B3
        }
        value ^= value >> 32
        return Int(truncatingIfNeeded: value & 0x7FFF_FFFF_FFFF_FFFF)
    }

    private static func areEqual(
        _ left: [UInt8],
        _ leftRange: Range<Int>,
        _ right: [UInt8],
        _ rightRange: Range<Int>
    ) -> Bool {
        guard leftRange.count == rightRange.count else { return false }
        var place = leftRange.lowerBound
        for other in rightRange {
            if left[place] != right[other] { return false }
            place += 1
        }
        return true
    }
}
