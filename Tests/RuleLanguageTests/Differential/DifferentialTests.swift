import Foundation
import RuleLanguage
import Support
import Testing

@Suite("Two implementations of one language")
struct DifferentialTests {
    /// With SENDSTAT_TEST_ALL many more expressions are tried.
    static let seeds: [UInt64] =
        ProcessInfo.processInfo.environment["SENDSTAT_TEST_ALL"] == "1" ? Array(1...40) : [1, 2]
    private static let count = 700

    @Test(
        "Expressions made at random have the same values and errors in cel-python",
        .enabled(if: OtherEvaluator.isExpected, "SENDSTAT_PYTHON names a Python with cel-python; ops/test sets it"),
        arguments: seeds
    )
    func same(seed: UInt64) async throws {
        let records = SampleRecords(seed: seed)
        let made = try Self.made(seed)
        let answers = try await onThread {
            try OtherEvaluator.answers(
                made.map { OtherEvaluator.Question(expression: $0.expression.canonicalText, record: $0.record) },
                records
            )
        }
        var tally: [Character: Int] = [:]
        for (sample, theirs) in zip(made, answers) {
            let ours = sample.answers(records)
            for word in ours { tally[word.first ?? "?", default: 0] += 1 }
            guard ours != theirs else { continue }
            let row = ours.indices.first { $0 >= theirs.count || ours[$0] != theirs[$0] } ?? 0
            Issue.record("\(sample.shown(row, records))\nwe: \(ours[row])\nthey: \(theirs.dropFirst(row).first ?? "")")
        }
        print("seed \(seed): \(made.count) expressions; values by kind \(tally.sorted { $0.key < $1.key })")
        // Neither always an error nor never one, and both truths.
        for kind: Character in ["!", "b", "i", "s", "D", "d", "["] { #expect(tally[kind, default: 0] > 20, "\(kind)") }
    }

    private static func made(_ seed: UInt64) throws -> [Sample] {
        try (0..<count).map { index in
            let record = [
                SampleVocabulary.person, SampleVocabulary.plan, SampleVocabulary.person, SampleVocabulary.header,
            ][
                index % 4
            ]
            var maker = ExpressionMaker(record: record, seed: seed &* 1_000_003 &+ UInt64(index))
            return try Sample(maker.expression(), record)
        }
    }
}

/// An expression made at random.
private struct Sample {
    let text: String
    let record: Int
    let expression: RuleLanguage.Expression

    init(_ text: String, _ record: Int) throws {
        self.text = text
        self.record = record
        let origin = TextOrigin(file: "made", line: 1, column: 1)
        expression = try RuleLanguage.Expression(text, at: origin, of: record, in: SampleVocabulary.vocabulary)
    }

    func answers(_ records: SampleRecords) -> [String] {
        let rows = Array(0..<records.rowCount(of: record))
        let all = expression.values(records, rows: rows).map { $0?.written ?? "!" }
        // A row has its value by itself, whatever rows it is looked at with.
        let values = zip(rows, all).map { row, together in
            let alone = expression.values(records, rows: [row])[0]?.written ?? "!"
            return alone == together ? together : "alone \(alone), together \(together)"
        }
        guard expression.type == .bool else { return values }
        // The loop that decides rules must say the same as the one that fills in messages.
        let words = ["bfalse", "btrue", "!"]
        let verdicts = expression.verdicts(records).map { words[Int($0)] }
        return verdicts == values ? values : zip(verdicts, values).map { $0 == $1 ? $0 : "verdict \($0), value \($1)" }
    }

    func shown(_ row: Int, _ records: SampleRecords) -> String {
        "\(text)\ncanonical: \(expression.canonicalText)\nrow: \(records.described(record, row: row))"
    }
}
