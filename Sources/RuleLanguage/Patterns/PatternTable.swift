/// A program's every set of threads worked out beforehand: one look-up for each byte of a text.
struct PatternTable: Sendable {
    /// The kind of each byte; the pattern treats bytes of one kind alike.
    private let kinds: [UInt8]
    /// Kinds of bytes, and one more for the end of the text.
    private let width: Int
    /// For each state and kind, the next state.
    private let next: [UInt16]

    static let largestSize = 1 << 18
    /// States whose answer no further byte changes.
    static let never: UInt16 = 0
    static let found: UInt16 = 1
    static let start: UInt16 = 2

    /// Works out the table; nil where it would be too large, or take too long to work out.
    ///
    /// - Parameters:
    ///   - program: The pattern's program.
    ///   - limit: The most entries that it may have.
    init?(_ program: PatternProgram, limit: Int) {
        let alphabet = PatternAlphabet(program)
        var builder = PatternTableBuilder(program, alphabet, limit: limit)
        guard let next = builder.build() else { return nil }
        kinds = alphabet.kinds
        width = alphabet.count + 1
        self.next = next
    }

    func search(_ bytes: [UInt8], _ range: Range<Int>) -> (isFound: Bool, steps: Int) {
        let next = next
        let kinds = kinds
        var state = Int(Self.start)
        for index in range {
            state = Int(next[state &* width &+ Int(kinds[Int(bytes[index])])])
            if state < Self.start { return (state == Self.found, index &- range.lowerBound &+ 1) }
        }
        return (next[state &* width &+ width &- 1] == Self.found, range.count + 1)
    }
}

/// The kinds of bytes that a program tells apart.
struct PatternAlphabet {
    let kinds: [UInt8]
    /// A byte of each kind.
    let samples: [UInt8]
    var count: Int { samples.count }

    init(_ program: PatternProgram) {
        var starts = Set<Int>([0])
        for case .byte(let bytes, _) in program.instructions {
            starts.insert(Int(bytes.lowerBound))
            starts.insert(Int(bytes.upperBound) + 1)
        }
        if program.seesWords {
            for range in ScalarSet.wordCharacters.ranges {
                starts.insert(Int(range.lowerBound))
                starts.insert(Int(range.upperBound) + 1)
            }
        }
        samples = starts.filter { $0 < 256 }.sorted().map { UInt8($0) }
        var kind = 0
        kinds = (0..<256).map { byte in
            if byte > 0, starts.contains(byte) { kind += 1 }
            return UInt8(kind)
        }
    }
}
