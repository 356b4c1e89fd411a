extension TypingWork {
    /// `values` become indices into the code list.
    mutating func typeCodes(_ table: CodeTable) {
        typeValues { cell, row, tally in
            let (packed, wasLowerCase) = CodeTable.pack(cell)
            switch table.find(packed) {
            case .valid(let index):
                if wasLowerCase { tally.add(.upperCased, row) }
                return (CellState.value, index)
            case .notValidOnDate:
                return (CellState.outOfBounds, 0)
            case .unknown:
                return Self.withoutDecimal(cell, row, &tally, table) ?? Self.withZeros(cell, row, &tally, table)
                    ?? (CellState.notOfType, 0)
            }
        }
    }

    /// A spreadsheet turns the code 05 into 5: the one code that is the digits with zeros in front is meant.
    private static func withZeros(
        _ cell: UnsafeBufferPointer<UInt8>,
        _ row: Int,
        _ tally: inout NormalisationTally,
        _ table: CodeTable
    ) -> (UInt8, Int32)? {
        guard cell.count < 8, cell.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        var digits = Array(cell)
        var found: Int32?
        while digits.count < 8 {
            digits.insert(UInt8(ascii: "0"), at: 0)
            guard case .valid(let index) = table.find(digits.withUnsafeBufferPointer { CodeTable.pack($0).packed })
            else { continue }
            if found != nil { return nil }
            found = index
        }
        guard let found else { return nil }
        tally.add(.lostLeadingZeros, row)
        return (CellState.value, found)
    }

    /// A spreadsheet turns the code 1 into 1.0.
    private static func withoutDecimal(
        _ cell: UnsafeBufferPointer<UInt8>,
        _ row: Int,
        _ tally: inout NormalisationTally,
        _ table: CodeTable
    ) -> (UInt8, Int32)? {
        guard cell.count > 2, cell[cell.count - 2] == UInt8(ascii: "."), cell[cell.count - 1] == UInt8(ascii: "0"),
            case .valid(let index) = table.find(CodeTable.pack(UnsafeBufferPointer(rebasing: cell.dropLast(2))).packed)
        else { return nil }
        tally.add(.wholeNumberWithDecimal, row)
        return (CellState.value, index)
    }
}

/// A code list as a hash table over codes of at most eight bytes, packed into a word.
struct CodeTable: Sendable {
    enum Match {
        case valid(Int32), notValidOnDate, unknown
    }

    private var keys: [UInt64]
    private var indices: [Int32]
    private let mask: Int

    static let empty = CodeTable(CodeList(name: "", codes: [], otherCodes: [], isUnconfirmed: true))

    init(_ list: CodeList) {
        let all = list.codes.map(\.code) + list.otherCodes.map(\.code)
        var size = 8
        while size < all.count * 4 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        indices = [Int32](repeating: -1, count: size)
        mask = size - 1
        for (index, code) in all.enumerated() {
            let key = Array(code.utf8).withUnsafeBufferPointer { Self.pack($0).packed }
            var slot = Self.slot(key, mask)
            while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
            guard keys[slot] == 0 else { continue }
            keys[slot] = key
            indices[slot] = index < list.codes.count ? Int32(index) : -1
        }
    }

    /// The bytes in upper case as one word, and whether any was in lower case; 0 for more than eight bytes.
    @inline(__always)
    static func pack(_ cell: UnsafeBufferPointer<UInt8>) -> (packed: UInt64, wasLowerCase: Bool) {
        guard cell.count <= 8 else { return (0, false) }
        var word: UInt64 = 0
        var wasLowerCase = false
        for byte in cell {
            let isLowerCase = byte &- 0x61 < 26
            wasLowerCase = wasLowerCase || isLowerCase
            word = word << 8 | UInt64(isLowerCase ? byte & 0xDF : byte)
        }
        return (word, wasLowerCase)
    }

    @inline(__always)
    func find(_ packed: UInt64) -> Match {
        guard packed != 0 else { return .unknown }
        var slot = Self.slot(packed, mask)
        while keys[slot] != 0 {
            if keys[slot] == packed { return indices[slot] >= 0 ? .valid(indices[slot]) : .notValidOnDate }
            slot = (slot + 1) & mask
        }
        return .unknown
    }

    @inline(__always)
    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
    }
}
