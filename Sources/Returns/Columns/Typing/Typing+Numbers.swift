extension TypingWork {
    mutating func typeIntegers(minimum: Int32?, maximum: Int32?) {
        let lowest = minimum ?? .min
        let highest = maximum ?? .max
        typeValues { cell, row, tally in
            guard let value = WholeNumber.read(cell, row, &tally) else { return (CellState.notOfType, 0) }
            guard let small = Int32(exactly: value), small >= lowest, small <= highest else {
                return (CellState.outOfBounds, 0)
            }
            return (CellState.value, small)
        }
    }

    /// `values` become 0 or 1.
    mutating func typeBooleans(form: SourceFile.Form) {
        typeValues { cell, row, tally in
            if cell.count == 1, cell[0] == UInt8(ascii: "0") || cell[0] == UInt8(ascii: "1") {
                return (CellState.value, Int32(cell[0] & 1))
            }
            if let word = BooleanWord(cell) {
                if !word.isLowerCase || form != .csv { tally.add(.booleanForm, row) }
                return (CellState.value, word.isTrue ? 1 : 0)
            }
            // A spreadsheet turns 1 into 1.0 when the column has blanks.
            guard cell.count > 1, let number = WholeNumber.read(cell, row, &tally), number == 0 || number == 1 else {
                return (CellState.notOfType, 0)
            }
            return (CellState.value, Int32(number))
        }
    }
}

/// `true` or `false` in any letter case.
private struct BooleanWord {
    let isTrue: Bool
    let isLowerCase: Bool

    init?(_ cell: UnsafeBufferPointer<UInt8>) {
        switch cell.count {
        case 4 where Self.matches(cell, "true"): isTrue = true
        case 5 where Self.matches(cell, "false"): isTrue = false
        default: return nil
        }
        isLowerCase = cell.allSatisfy { $0 & 0x20 != 0 }
    }

    private static func matches(_ cell: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { letters in
            zip(cell, letters).allSatisfy { $0 | 0x20 == $1 }
        }
    }
}

/// Whole numbers as people and spreadsheets write them.
enum WholeNumber {
    /// Reads digits with an optional sign, a spreadsheet's `.0`, or its `1.23E+5` when no digit was lost.
    static func read(
        _ cell: UnsafeBufferPointer<UInt8>,
        _ row: Int,
        _ tally: inout NormalisationTally
    ) -> Int64? {
        let isNegative = cell[0] == UInt8(ascii: "-")
        var place = isNegative ? 1 : 0
        var value: Int64 = 0
        let first = place
        while place < cell.count, cell[place] &- 0x30 < 10 {
            guard place - first < 18 else { return nil }
            value = value * 10 + Int64(cell[place] &- 0x30)
            place += 1
        }
        guard place > first else { return nil }
        if place == cell.count { return isNegative ? -value : value }
        guard cell[place] == UInt8(ascii: ".") else { return nil }
        if let whole = withDecimal(cell, value, place) {
            tally.add(.wholeNumberWithDecimal, row)
            return isNegative ? -whole : whole
        }
        guard let whole = scientific(cell, value, place) else { return nil }
        tally.add(.scientificNotation, row)
        return isNegative ? -whole : whole
    }

    private static func withDecimal(_ cell: UnsafeBufferPointer<UInt8>, _ value: Int64, _ point: Int) -> Int64? {
        let zeros = cell[(point + 1)...]
        return !zeros.isEmpty && zeros.allSatisfy { $0 == UInt8(ascii: "0") } ? value : nil
    }

    private static func scientific(_ cell: UnsafeBufferPointer<UInt8>, _ lead: Int64, _ point: Int) -> Int64? {
        var place = point + 1
        var value = lead
        var decimals = 0
        while place < cell.count, cell[place] &- 0x30 < 10 {
            guard decimals < 16 else { return nil }
            value = value * 10 + Int64(cell[place] &- 0x30)
            decimals += 1
            place += 1
        }
        guard place + 1 < cell.count, cell[place] | 0x20 == UInt8(ascii: "e") else { return nil }
        place += 1
        if cell[place] == UInt8(ascii: "+") { place += 1 }
        var exponent = 0
        guard place < cell.count else { return nil }
        while place < cell.count {
            guard cell[place] &- 0x30 < 10, exponent < 10 else { return nil }
            exponent = exponent * 10 + Int(cell[place] &- 0x30)
            place += 1
        }
        // With more power than decimals, digits were dropped, and no one can tell which they were.
        return exponent == decimals ? value : nil
    }
}
