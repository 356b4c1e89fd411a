extension PatternParser {
    enum GroupKind {
        case group
        /// `(?i)`: holds up to the end of the group around it.
        case flagsFromHere
    }

    /// Reads what stands between `(?` and what the group holds.
    mutating func groupKind(_ start: Int) throws(PatternError) -> GroupKind {
        if take(":") { return .group }
        if peek == "=" || peek == "!" { throw lookAround(start) }
        if take("P") {
            if peek == "=" { throw error("A pattern cannot refer back to a group: that takes too long.", at: start) }
            return try name(start)
        }
        if peek == "<" { return try name(start) }
        return try flagLetters(start)
    }

    private func lookAround(_ start: Int) -> PatternError {
        error("A pattern cannot look ahead or behind: write two matches() joined by && or !.", at: start)
    }

    private mutating func name(_ start: Int) throws(PatternError) -> GroupKind {
        guard take("<") else { throw error("After (?P stands a name such as (?P<year>.", at: start) }
        if peek == "=" || peek == "!" { throw lookAround(start) }
        let first = place
        while let next = peek, ScalarSet.wordCharacters.contains(next) { place += 1 }
        guard place > first, take(">") else { throw error("A group's name is letters, digits and _.", at: first) }
        return .group
    }

    private mutating func flagLetters(_ start: Int) throws(PatternError) -> GroupKind {
        var value = true
        while let next = peek {
            switch next {
            case "i": flags.ignoresCase = value
            case "s": flags.dotMatchesNewline = value
            case "-" where value: value = false
            case ":", ")":
                place += 1
                return next == ":" ? .group : .flagsFromHere
            default: throw error("Of flags there are i (any case) and s (. is any character).")
            }
            place += 1
        }
        throw error("This group is not closed.", at: start)
    }
}

extension PatternParser {
    static let mostRepeats = 1_000

    /// Reads a repeat after an atom, where there is one.
    mutating func repeated(_ node: PatternNode) throws(PatternError) -> PatternNode {
        guard let (least, most) = try operatorCounts() else { return node }
        _ = take("?")
        let start = place
        if try operatorCounts() != nil {
            throw error("A repeat cannot repeat: put the part before it in a group.", at: start)
        }
        return .repeated(node, least: least, most: most)
    }

    private mutating func operatorCounts() throws(PatternError) -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        return try counts()
    }

    /// Reads `{2}`, `{2,}` or `{2,5}`; a brace before anything else stands for itself.
    mutating func counts() throws(PatternError) -> (least: Int, most: Int?)? {
        let start = place
        guard take("{"), let least = number() else { return back(to: start) }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}") else { return back(to: start) }
        if least > Self.mostRepeats || (most ?? 0) > Self.mostRepeats {
            throw error("A part repeats at most \(Self.mostRepeats) times.", at: start)
        }
        if let most, most < least { throw error("The first number of {\(least),\(most)} is the larger.", at: start) }
        return (least, most)
    }

    private mutating func back(to start: Int) -> (least: Int, most: Int?)? {
        place = start
        return nil
    }

    /// - Returns: Any number over the limit as one over it.
    private mutating func number() -> Int? {
        let start = place
        var value = 0
        while let next = peek, ScalarSet.digits.contains(next) {
            value = min(value * 10 + Int(next.value) - 0x30, Self.mostRepeats + 1)
            place += 1
        }
        return place > start ? value : nil
    }
}
