/// The rows of a flat file by the record they share: rows with the same bytes in some columns are one group.
///
/// Rows of one group mostly stand together, so each is first held against the row before it.
struct FlatGroups {
    /// For each row, its group.
    private(set) var groupOfRow: [Int32] = []
    /// For each group, its first row.
    private(set) var firstRows: [Int] = []

    private let index: CSVIndex
    private let columns: [Int]
    private var slots = [Int32](repeating: -1, count: 64)

    /// Finds the groups.
    ///
    /// - Parameters:
    ///   - index: The file.
    ///   - columns: The columns whose values make a group.
    ///   - unread: Rows whose cells cannot be told apart; they stay with the row before them.
    init(_ index: CSVIndex, columns: [Int], unread: Set<Int>) {
        self.index = index
        self.columns = columns
        let count = max(0, index.lines.count - 1)
        groupOfRow.reserveCapacity(count)
        var last = -1
        for row in 0..<count {
            guard last < 0 || !unread.contains(row) else {
                groupOfRow.append(groupOfRow[last])
                continue
            }
            groupOfRow.append(last >= 0 && areEqual(row, last) ? groupOfRow[last] : group(of: row))
            last = row
        }
    }

    private mutating func group(of row: Int) -> Int32 {
        if firstRows.count * 2 >= slots.count { grow() }
        let mask = slots.count - 1
        var slot = hash(row) & mask
        while slots[slot] >= 0 {
            if areEqual(row, firstRows[Int(slots[slot])]) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(truncatingIfNeeded: firstRows.count)
        firstRows.append(row)
        return slots[slot]
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        let mask = slots.count - 1
        for (group, row) in firstRows.enumerated() {
            var slot = hash(row) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: group)
        }
    }

    private func range(_ row: Int, _ column: Int) -> Range<Int> {
        let place = ((row + 1) * index.width + column) * 2
        return Int(index.spans[place])..<Int(index.spans[place + 1])
    }

    private func areEqual(_ left: Int, _ right: Int) -> Bool {
        for column in columns {
            let one = range(left, column)
            let other = range(right, column)
            guard one.count == other.count else { return false }
            for step in 0..<one.count where index.bytes[one.lowerBound + step] != index.bytes[other.lowerBound + step] {
                return false
            }
        }
        return true
    }

    private func hash(_ row: Int) -> Int {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for column in columns {
            for place in range(row, column) { value = (value ^ UInt64(index.bytes[place])) &* 0x0100_0000_01B3 }
            value = (value ^ 0xFF) &* 0x0100_0000_01B3
        }
        value ^= value >> 32
        return Int(truncatingIfNeeded: value & 0x7FFF_FFFF_FFFF_FFFF)
    }
}
