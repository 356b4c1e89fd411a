extension PatternParser {
    /// Reads `[…]`.
    mutating func characterClass() throws(PatternError) -> ScalarSet {
        let start = place
        place += 1
        let isNegated = take("^")
        var set = ScalarSet([ClosedRange<UInt32>]())
        var isFirst = true
        while let next = peek, isFirst || next != "]" {
            isFirst = false
            set = set.union(try classItem())
        }
        guard take("]") else { throw error("This class is not closed; write \\[ for the character itself.", at: start) }
        return isNegated ? set.complement : set
    }

    private mutating func classItem() throws(PatternError) -> ScalarSet {
        let start = place
        if peek == "[", place + 1 < scalars.count, scalars[place + 1] == ":" {
            throw error("Classes with names are not known here; write the ranges, such as A-Za-z.")
        }
        if peek == "\\", let set = try knownSet() { return set }
        let first = try classScalar()
        guard peek == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else { return literal(first) }
        place += 1
        if peek == "\\", try knownSet() != nil {
            throw error("A range goes from one character to another.", at: start)
        }
        let last = try classScalar()
        guard first.value <= last.value else { throw error("This range runs backwards.", at: start) }
        let set = ScalarSet([first...last])
        return flags.ignoresCase ? set.ignoringCase : set
    }

    private mutating func classScalar() throws(PatternError) -> Unicode.Scalar {
        guard let next = peek else { throw error("This class is not closed.") }
        if next == "\\" { return try escapedScalar() }
        place += 1
        return next
    }
}

extension PatternParser {
    /// Reads an escape outside a class.
    mutating func escape() throws(PatternError) -> PatternNode {
        if let set = try knownSet() { return .set(set) }
        let assertions: [Unicode.Scalar: PatternAssertion] = [
            "A": .start, "z": .end, "b": .wordEdge, "B": .noWordEdge,
        ]
        if place + 1 < scalars.count, let assertion = assertions[scalars[place + 1]] {
            place += 2
            return .assertion(assertion)
        }
        return .set(literal(try escapedScalar()))
    }

    /// Reads `\d` and its like, where one stands.
    private mutating func knownSet() throws(PatternError) -> ScalarSet? {
        guard place + 1 < scalars.count else { return nil }
        let set: ScalarSet
        switch scalars[place + 1] {
        case "d": set = .digits
        case "D": set = ScalarSet.digits.complement
        case "w": set = .wordCharacters
        case "W": set = ScalarSet.wordCharacters.complement
        case "s": set = .spaces
        case "S": set = ScalarSet.spaces.complement
        case "p", "P": throw error("Classes of Unicode are not known here; write the ranges, such as À-ÿ.")
        default: return nil
        }
        place += 2
        return set
    }

    private mutating func escapedScalar() throws(PatternError) -> Unicode.Scalar {
        let start = place
        guard place + 1 < scalars.count else {
            throw error("Nothing stands after this \\; write \\\\ for the sign itself.")
        }
        let letter = scalars[place + 1]
        place += 2
        switch letter {
        case "a": return "\u{07}"
        case "f": return "\u{0c}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0b}"
        case "x": return try hexadecimal(start)
        case "1"..."9", "k", "g":
            throw error("A pattern cannot refer back to a group: that takes too long.", at: start)
        case "Z": throw error("Write \\z for the end of the text.", at: start)
        default:
            guard letter.isASCII, letter.value >= 0x20, !ScalarSet.wordCharacters.contains(letter) else {
                throw error("\\\(letter) has no meaning here.", at: start)
            }
            return letter
        }
    }

    /// Reads the digits of `\x41` or `\x{1F600}`.
    private mutating func hexadecimal(_ start: Int) throws(PatternError) -> Unicode.Scalar {
        let isBraced = take("{")
        var digits = ""
        while let next = peek, next.properties.isASCIIHexDigit, digits.count < (isBraced ? 8 : 2) {
            digits.unicodeScalars.append(next)
            place += 1
        }
        guard isBraced ? take("}") : digits.count == 2, let value = UInt32(digits, radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw error("Write a code point as \\x41 or \\x{1F600}.", at: start) }
        return scalar
    }
}

extension ScalarSet {
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) }
    }
}
