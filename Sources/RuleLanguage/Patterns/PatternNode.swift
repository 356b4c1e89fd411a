/// A parsed pattern.
///
/// Greedy and lazy repeats are one, as only whether there is a match is asked.
indirect enum PatternNode {
    case set(ScalarSet)
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// No upper bound where `most` is nil.
    case repeated(PatternNode, least: Int, most: Int?)
}

/// What a pattern may ask of a place between two bytes.
enum PatternAssertion: Hashable, Sendable {
    case start, end, wordEdge, noWordEdge

    func holds(between before: PatternEdge, and after: PatternEdge) -> Bool {
        switch self {
        case .start: before == .text
        case .end: after == .text
        case .wordEdge: (before == .word) != (after == .word)
        case .noWordEdge: (before == .word) == (after == .word)
        }
    }

    var seesWords: Bool { self == .wordEdge || self == .noWordEdge }
}

/// What lies on one side of a place: the edge of the text, a byte of a word, or another byte.
enum PatternEdge: Int, Sendable {
    case text, word, other

    init(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            self = .word
        default: self = .other
        }
    }
}
