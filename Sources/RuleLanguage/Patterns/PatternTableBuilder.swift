/// Works out a table state by state: each is a set of threads and what lies before them.
struct PatternTableBuilder {
    private struct State: Hashable {
        let threads: [Int]
        let before: PatternEdge
    }

    private let program: PatternProgram
    private let alphabet: PatternAlphabet
    private let limit: Int
    private var threads: PatternThreads
    private var numbers: [State: UInt16] = [:]
    private var states: [State] = []
    private var next: [UInt16] = []

    private static let mostSteps = 2_000_000
    private var width: Int { alphabet.count + 1 }

    init(_ program: PatternProgram, _ alphabet: PatternAlphabet, limit: Int) {
        self.program = program
        self.alphabet = alphabet
        self.limit = limit
        threads = PatternThreads(program)
    }

    mutating func build() -> [UInt16]? {
        next = Array(repeating: PatternTable.never, count: width)
        next += Array(repeating: PatternTable.found, count: width)
        _ = number(State(threads: [], before: .text))
        var done = 0
        while done < states.count {
            guard next.count + width <= limit, states.count < Int(UInt16.max) - 2, threads.steps < Self.mostSteps
            else { return nil }
            addRow(states[done])
            done += 1
        }
        settle()
        return next
    }

    private mutating func addRow(_ state: State) {
        let row = next.count
        next += Array(repeating: PatternTable.found, count: width)
        for edge in program.seesWords ? [PatternEdge.word, .other] : [.other]
        where !threads.expand(state.threads, between: state.before, and: edge) {
            for (kind, byte) in alphabet.samples.enumerated() where !program.seesWords || PatternEdge(byte) == edge {
                next[row + kind] = number(State(threads: threads.advance(on: byte).sorted(), before: edge))
            }
        }
        let isFound = threads.expand(state.threads, between: state.before, and: .text)
        next[row + width - 1] = isFound ? PatternTable.found : PatternTable.never
    }

    private mutating func number(_ state: State) -> UInt16 {
        if let number = numbers[state] { return number }
        let number = UInt16(states.count) + PatternTable.start
        numbers[state] = number
        states.append(state)
        return number
    }

    /// Lets a search stop where no further byte can bring it to a match.
    private mutating func settle() {
        var sources: [[Int]] = Array(repeating: [], count: states.count + 2)
        for (entry, target) in next.enumerated() { sources[Int(target)].append(entry / width) }
        var canMatch = Array(repeating: false, count: states.count + 2)
        var pending = [Int(PatternTable.found)]
        canMatch[Int(PatternTable.found)] = true
        while let state = pending.popLast() {
            for source in sources[state] where !canMatch[source] {
                canMatch[source] = true
                pending.append(source)
            }
        }
        for entry in next.indices where !canMatch[Int(next[entry])] { next[entry] = PatternTable.never }
    }
}
