/// The places in a program that may be reached at one place of a text.
struct PatternThreads {
    private let program: PatternProgram
    /// For each instruction, the last round in which it was reached.
    private var rounds: [Int]
    private var round = 0
    private var pending: [Int] = []
    /// Instructions that wait for a byte.
    private var readers: [Int] = []
    /// Visits of instructions so far.
    private(set) var steps = 0

    init(_ program: PatternProgram) {
        self.program = program
        rounds = Array(repeating: 0, count: program.instructions.count)
    }

    /// Follows everything that reads no byte, from the threads given and from a new one, as a match may start anywhere.
    ///
    /// - Returns: Whether the pattern is found.
    mutating func expand(_ threads: [Int], between before: PatternEdge, and after: PatternEdge) -> Bool {
        round += 1
        readers.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        reach(program.start)
        for thread in threads { reach(thread) }
        while let place = pending.popLast() {
            steps += 1
            switch program.instructions[place] {
            case .match: return true
            case .never: break
            case .byte: readers.append(place)
            case .either(let one, let other):
                reach(one)
                reach(other)
            case .assertion(let assertion, let next):
                if assertion.holds(between: before, and: after) { reach(next) }
            }
        }
        return false
    }

    /// The threads that go on after a byte, each once.
    mutating func advance(on byte: UInt8) -> [Int] {
        round += 1
        var next: [Int] = []
        for place in readers {
            guard case .byte(let bytes, let target) = program.instructions[place], bytes.contains(byte),
                rounds[target] != round
            else { continue }
            rounds[target] = round
            next.append(target)
        }
        return next
    }

    private mutating func reach(_ place: Int) {
        guard rounds[place] != round else { return }
        rounds[place] = round
        pending.append(place)
    }
}
