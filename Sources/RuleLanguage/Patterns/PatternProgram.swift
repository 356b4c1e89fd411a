/// A pattern as instructions over bytes, which threads walk side by side.
///
/// After Thompson, "Regular Expression Search Algorithm", 1968, and Cox, "Regular Expression Matching: the Virtual
/// Machine Approach", 2009.
struct PatternProgram: Sendable {
    enum Instruction: Hashable, Sendable {
        case match
        case never
        case byte(ClosedRange<UInt8>, next: Int)
        case either(Int, Int)
        case assertion(PatternAssertion, next: Int)
    }

    private(set) var instructions: [Instruction] = [.match]
    private(set) var start = 0
    private(set) var seesWords = false
    private var known: [Instruction: Int] = [:]
    private var work = 0

    static let largest = 10_000
    private static let mostWork = 100_000

    init(_ node: PatternNode) throws(PatternError) {
        start = try entry(node, to: 0)
        known = [:]
    }

    /// Compiles from the end to the start: what comes after is known already, and equal tails are shared.
    private mutating func entry(_ node: PatternNode, to next: Int) throws(PatternError) -> Int {
        // Counts also what leaves no instruction, such as an empty group that repeats.
        work += 1
        if work > Self.mostWork { throw tooLarge }
        switch node {
        case .set(let set): return try entry(set, to: next)
        case .assertion(let assertion):
            seesWords = seesWords || assertion.seesWords
            return try add(.assertion(assertion, next: next))
        case .sequence(let nodes):
            var place = next
            for node in nodes.reversed() { place = try entry(node, to: place) }
            return place
        case .choice(let nodes):
            var places: [Int] = []
            for node in nodes { places.append(try entry(node, to: next)) }
            return try either(places)
        case .repeated(let node, let least, let most):
            return try entry(repeating: node, least, most, to: next)
        }
    }

    private mutating func entry(
        repeating node: PatternNode,
        _ least: Int,
        _ most: Int?,
        to next: Int
    ) throws(PatternError) -> Int {
        var place = next
        var needed = least
        if let most {
            for _ in least..<max(least, most) { place = try either([try entry(node, to: place), next]) }
        } else {
            let loop = instructions.count
            try append(.never)
            let body = try entry(node, to: loop)
            instructions[loop] = .either(body, next)
            place = least == 0 ? loop : body
            needed = max(0, least - 1)
        }
        for _ in 0..<needed { place = try entry(node, to: place) }
        return place
    }

    private mutating func entry(_ set: ScalarSet, to next: Int) throws(PatternError) -> Int {
        var places: [Int] = []
        for range in set.ranges {
            for sequence in ByteSequences(range).sequences {
                var place = next
                for bytes in sequence.reversed() { place = try add(.byte(bytes, next: place)) }
                places.append(place)
            }
        }
        return try either(places)
    }

    private mutating func either(_ places: [Int]) throws(PatternError) -> Int {
        guard var place = places.last else { return try add(.never) }
        for other in places.dropLast().reversed() where other != place { place = try add(.either(other, place)) }
        return place
    }

    private mutating func add(_ instruction: Instruction) throws(PatternError) -> Int {
        if let place = known[instruction] { return place }
        known[instruction] = instructions.count
        try append(instruction)
        return instructions.count - 1
    }

    private mutating func append(_ instruction: Instruction) throws(PatternError) {
        if instructions.count >= Self.largest { throw tooLarge }
        instructions.append(instruction)
    }

    private var tooLarge: PatternError {
        PatternError(offset: 0, sentence: "This pattern is too large: repeat less, or ask for the length by size().")
    }
}

extension PatternProgram {
    /// Searches without a table: at most one visit of each instruction for each byte.
    func search(_ bytes: [UInt8], _ range: Range<Int>) -> (isFound: Bool, steps: Int) {
        var threads = PatternThreads(self)
        var waiting: [Int] = []
        var before = PatternEdge.text
        for index in range {
            let after = PatternEdge(bytes[index])
            if threads.expand(waiting, between: before, and: after) { return (true, threads.steps) }
            waiting = threads.advance(on: bytes[index])
            before = after
        }
        let isFound = threads.expand(waiting, between: before, and: .text)
        return (isFound, threads.steps)
    }
}
