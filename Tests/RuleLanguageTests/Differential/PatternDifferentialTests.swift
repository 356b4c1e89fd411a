import RuleLanguage
import Support
import Testing

@Suite("Patterns and RE2")
struct PatternDifferentialTests {
    private static let texts = [
        "", "a", "b", "ab", "abc", "aab", "ba b", "A", "Ab1", "12", "a1_b", "é", "aé", "É", "😀", "a\nb", "a-b", "x{2}",
        "(a)",
        "SW1A 1AA", "zz.", "-",
    ]

    @Test(
        "Patterns of the tables and made at random are found in the same texts as by RE2",
        .enabled(if: OtherEvaluator.isExpected, "SENDSTAT_PYTHON names a Python with cel-python; ops/test sets it")
    )
    func same() async throws {
        var random = Seeded(7)
        var patterns = PatternTests.cases.map(\.0)
        for _ in 0..<400 {
            let pattern = Self.made(3, &random)
            if (try? Pattern(pattern)) != nil { patterns.append(pattern) }
        }
        #expect(patterns.count > 350)
        let origin = TextOrigin(file: "made", line: 1, column: 1)
        let expressions = try patterns.map { pattern in
            let text =
                "[\(Self.texts.map(Self.quoted).joined(separator: ", "))].map(t, t.matches(\(Self.quoted(pattern))))"
            return try Expression(text, at: origin, of: SampleVocabulary.school, in: SampleVocabulary.vocabulary)
        }
        let records = SampleRecords(seed: 1)
        let answers = try await onThread {
            try OtherEvaluator.answers(
                expressions.map { .init(expression: $0.canonicalText, record: SampleVocabulary.school) },
                records
            )
        }
        for (pattern, (expression, theirs)) in zip(patterns, zip(expressions, answers)) {
            let ours = expression.values(records, rows: [0])[0]?.written
            #expect(ours == theirs.first, "\(pattern)")
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\", "\"": "\\\(scalar)"
            case "\n": "\\n"
            default: "\(scalar)"
            }
        }
        return "\"" + escaped.joined() + "\""
    }

    private static func made(_ depth: Int, _ random: inout Seeded) -> String {
        let atoms = [
            "a", "b", "1", "é", ".", #"\d"#, #"\w"#, #"\W"#, #"\s"#, "[a-c]", "[^a]", #"[\d_é]"#, "[^😀-😂]", "^", "$",
            #"\b"#,
            #"\B"#, "-", #"\("#, "A",
        ]
        guard depth > 0, Int.random(in: 0..<100, using: &random) < 75 else {
            return atoms.randomElement(using: &random) ?? ""
        }
        let one = made(depth - 1, &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1, 2: return one + made(depth - 1, &random)
        case 3: return "(\(one)|\(made(depth - 1, &random)))"
        case 4:
            return "(?:\(one))" + (["*", "+", "?", "{2}", "{1,2}", "*?", "{0,1}"].randomElement(using: &random) ?? "")
        case 5: return "(?i)\(one)"
        default: return "(\(one))"
        }
    }
}
