import Returns
import Testing
import Validation

@Suite("Loading rules")
struct RuleLoadingTests {
    @Test("A rule that stands loads, with its logic as real CEL")
    func loads() throws {
        let book = try RuleStandard.book(RuleStandard.rule())
        let rule = try #require(book.rule("plan-ends-before-start"))
        #expect(rule.logic == "this.cease_date >= this.start_date" && rule.when == "has(this.cease_date)")
        #expect(rule.denominator == "named plans where has(this.cease_date)")
        #expect(rule.examples.count == 2 && rule.shape == .assert)
        #expect(book.rules.contains { $0.code == "upn-form-wrong" && $0.shape == .builtIn })
        #expect(book.hash.count == 64)
    }

    @Test(
        "What cannot stand is refused at its place",
        arguments: [
            (["title": "titel: Wrong key"], "titel is not known here", 7),
            (["message": ""], "message is missing here", 2),
            (["shape": "assert: ceased >= start_date"], "ceased", 6),
            (["when": ""], "may be blank", 5),
            (["shape": "assert: cease_date"], "condition", 6),
            (["severity": "severity: fatal"], "A severity is one of", 3),
            (["table": "table: named_plans"], "There is no table named_plans", 4),
            (["code": "code: Plan Ends"], "kebab case", 2),
            (["message": "message: \"It ends on {cease_date.\""], "not closed", 9),
            (["message": "message: \"It ends on {ceased}.\""], "ceased", 9),
            (["evidence": "evidence: I\n    candidate: N145"], "A candidate is", 13),
        ] as [([String: String], String, Int)]
    )
    func refused(changes: [String: String], words: String, line: Int) throws {
        let error = try #require(try RuleStandard.refusal(RuleStandard.rule(changes)))
        #expect(error.sentence.contains(words), "\(error)")
        #expect(error.file == "returns/sen2/rules/test.yaml" && error.line == line, "\(error)")
        #expect(error.description.hasSuffix("^") && error.column > 0)
    }

    @Test("An example names only what its rule reads, and there is one of each kind")
    func examples() throws {
        let unread = RuleStandard.rule([
            "examples":
                "examples: {pass: [{start_date: 2025-01-01}], fail: [{start_date: 2025-01-02, cease_date: 2025-01-01, cease_reason: 1}]}"
        ])
        #expect(try RuleStandard.refusal(unread)?.sentence.contains("does not read named_plan.cease_reason") == true)
        let one = RuleStandard.rule(["examples": "examples: {pass: [{start_date: 2025-01-01}]}"])
        #expect(try RuleStandard.refusal(one)?.sentence.contains("one that fails") == true)
        let unknown = RuleStandard.rule(["examples": "examples: {pass: [{begin: 2025-01-01}], fail: [{}]}"])
        #expect(try RuleStandard.refusal(unknown)?.sentence.contains("knows no begin") == true)
    }

    @Test("A code stands once, and what does not hold in every year says why")
    func codesAndYears() throws {
        let rule = RuleStandard.rule()
        let twice = rule + rule.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
        #expect(try RuleStandard.refusal(twice)?.sentence.contains("plan-ends-before-start stands in") == true)
        let from = RuleStandard.rule(adding: "from: 2025")
        #expect(try RuleStandard.refusal(from)?.sentence.contains("Say in reason") == true)
        let later = RuleStandard.rule(adding: "severityFrom: {2026: warning}\n    reason: \"Made up.\"")
        let standard = try RuleStandard(later)
        defer { standard.remove() }
        #expect(try standard.book("sen2@2025").rule("plan-ends-before-start")?.severity == .error)
        #expect(try standard.book("sen2@2026").rule("plan-ends-before-start")?.severity == .warning)
        #expect(try standard.book("sen2@2025").hash != standard.book("sen2@2026").hash)
    }
}
