import Testing

@Suite("CEL's own conformance cases")
struct ConformanceTests {
    /// The least number of cases within the language, by file: none may fall out unseen.
    static let least: [String: Int] = [:]

    @Test(
        "Every case has its expected value or error, or lies outside for a reason that its text shows",
        .enabled(if: ConformanceFiles.areExpected, "run ops/install test to fetch the conformance cases")
    )
    func cases() throws {
        var tally = ConformanceTally()
        for file in try ConformanceFiles.names {
            for test in try ConformanceFiles.cases(file) {
                let outcome = ConformanceRun.outcome(test)
                tally.add(outcome, file)
                if case .wrong(let sentence) = outcome {
                    Issue.record("\(test.name): \(test.expression): \(sentence)")
                }
            }
        }
        print(tally.table)
        for (file, least) in Self.least {
            #expect(tally.within[file, default: 0] >= least, "\(file) has fewer cases within the language")
        }
    }
}

/// Cases within the language and outside, by file and reason.
struct ConformanceTally {
    private(set) var within: [String: Int] = [:]
    private var outside: [String: [OutsideReason: Int]] = [:]
    private var files: [String] = []

    mutating func add(_ outcome: ConformanceRun.Outcome, _ file: String) {
        if files.last != file { files.append(file) }
        guard case .outside(let reason) = outcome else {
            within[file, default: 0] += 1
            return
        }
        outside[file, default: [:]][reason, default: 0] += 1
    }

    var table: String {
        var lines = ["cases in, out, of them by reason"]
        for file in files {
            let reasons = (outside[file] ?? [:]).sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            let out = reasons.reduce(0) { $0 + $1.value }
            let words = reasons.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
            lines.append("\(file): \(within[file, default: 0]) in, \(out) out. \(words)")
        }
        let all = outside.values.reduce(into: [OutsideReason: Int]()) { $0.merge($1, uniquingKeysWith: +) }
        for reason in OutsideReason.allCases { lines.append("out for \(reason.rawValue): \(all[reason] ?? 0)") }
        lines.append("all: \(within.values.reduce(0, +)) in, \(all.values.reduce(0, +)) out")
        return lines.joined(separator: "\n")
    }
}
