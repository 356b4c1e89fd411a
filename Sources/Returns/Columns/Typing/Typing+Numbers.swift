extension TypingWork {
    mutating func typeIntegers(minimum: Int32?, maximum: Int32?) {
        let lowest = minimum ?? .min
        let highest = maximum ?? .max
        typeValues { cell, row, tally in
            guard let number = WholeNumber(cell) else { return (CellState.notOfType, 0) }
            guard let small = Int32(exactly: number.value), small >= lowest, small <= highest else {
                return (CellState.outOfBounds, 0)
            }
            if let kind = number.kind { tally.add(kind, row) }
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
            guard let number = WholeNumber(cell), let kind = number.kind, number.value == 0 || number.value == 1 else {
                return (CellState.notOfType, 0)
            }
            tally.add(kind, row)
            return (CellState.value, Int32(number.value))
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

/// A whole number as people and spreadsheets write it.
struct WholeNumber {
    let value: Int64
    /// What was undone to read it; nil when it was written the usual way.
    let kind: Normalisation.Kind?

    /// Reads digits with an optional sign, a spreadsheet's `.0`, or its `1.23E+5` when no digit was lost.
    init?(_ cell: UnsafeBufferPointer<UInt8>) {
        let isNegative = cell[0] == UInt8(ascii: "-")
        let first = isNegative ? 1 : 0
        var place = first
        var digits: Int64 = 0
        while place < cell.count, cell[place] &- 0x30 < 10 {
            guard place - first < 18 else { return nil }
            digits = digits * 10 + Int64(cell[place] &- 0x30)
            place += 1
        }
        guard place > first else { return nil }
        if place == cell.count {
            kind = place - first > 1 && cell[first] == UInt8(ascii: "0") ? .leadingZeros : nil
        } else if Self.isDecimalZero(cell, place) {
            kind = .wholeNumberWithDecimal
        } else if let whole = Self.scientific(cell, digits, place) {
            kind = .scientificNotation
            digits = whole
        } else {
            return nil
        }
        value = isNegative ? -digits : digits
    }

    private static func isDecimalZero(_ cell: UnsafeBufferPointer<UInt8>, _ point: Int) -> Bool {
        let zeros = cell[(point + 1)...]
        return cell[point] == UInt8(ascii: ".") && !zeros.isEmpty && zeros.allSatisfy { $0 == UInt8(ascii: "0") }
    }

    private static func scientific(_ cell: UnsafeBufferPointer<UInt8>, _ lead: Int64, _ point: Int) -> Int64? {
        guard cell[point] == UInt8(ascii: ".") else { return nil }
        var place = point + 1
        var value = lead
        var decimals = 0
        while place < cell.count, cell[place] &- 0x30 < 10 {
            // Eighteen digits always fit an Int64.
            guard point + decimals < 18 else { return nil }
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
