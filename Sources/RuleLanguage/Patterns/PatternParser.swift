/// Reads a pattern by recursive descent, never deeper than a fixed number of groups.
struct PatternParser {
    var scalars: [Unicode.Scalar]
    var place = 0
    var flags = Flags()
    private var depth = 0

    struct Flags {
        var ignoresCase = false
        var dotMatchesNewline = false
    }

    static let deepest = 50
    static let longest = 2_000

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func parse() throws(PatternError) -> PatternNode {
        if scalars.count > Self.longest {
            throw error("A pattern has at most \(Self.longest) characters.", at: Self.longest)
        }
        let node = try choice()
        if place < scalars.count { throw error("This ) closes no group; write \\) for the character itself.") }
        return node
    }

    private mutating func choice() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest { throw error("Groups stand at most \(Self.deepest - 1) deep in each other.") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var pieces: [PatternNode] = []
        while let next = peek, next != "|", next != ")" {
            if let piece = try atom() { pieces.append(try repeated(piece)) }
        }
        return .sequence(pieces)
    }

    /// - Returns: nil for flags such as `(?i)`, which match nothing themselves.
    private mutating func atom() throws(PatternError) -> PatternNode? {
        let start = place
        switch peek {
        case "(": return try group()
        case "[": return .set(try characterClass())
        case "\\": return try escape()
        case ".":
            place += 1
            return .set(flags.dotMatchesNewline ? .everything : ScalarSet.newline.complement)
        case "^", "$":
            place += 1
            return .assertion(scalars[start] == "^" ? .start : .end)
        case "*", "+", "?":
            throw error("Nothing stands before this \(scalars[start]) that could repeat.")
        default:
            if try counts() != nil { throw error("Nothing stands before this { that could repeat.", at: start) }
            place = start + 1
            return .set(literal(scalars[start]))
        }
    }

    func literal(_ scalar: Unicode.Scalar) -> ScalarSet {
        let set = ScalarSet([scalar...scalar])
        return flags.ignoresCase ? set.ignoringCase : set
    }

    private mutating func group() throws(PatternError) -> PatternNode? {
        let start = place
        place += 1
        let outer = flags
        if take("?"), try groupKind(start) == .flagsFromHere { return nil }
        let node = try choice()
        if !take(")") { throw error("This group is not closed; write \\( for the character itself.", at: start) }
        flags = outer
        return node
    }
}

extension PatternParser {
    var peek: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        place += 1
        return true
    }

    func error(_ sentence: String, at place: Int? = nil) -> PatternError {
        let before = scalars.prefix(place ?? self.place)
        return PatternError(offset: before.reduce(0) { $0 + UTF8.width($1) }, sentence: sentence)
    }
}
