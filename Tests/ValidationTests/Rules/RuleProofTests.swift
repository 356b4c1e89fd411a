import Returns
import Testing
import Validation

@Suite("Proving rules")
struct RuleProofTests {
    @Test("An example that does not do what it says is told at its line")
    func failures() throws {
        let turned = RuleStandard.rule([
            "examples":
                "examples: {pass: [{start_date: 2025-01-02, cease_date: 2025-01-01}], fail: [{start_date: 2025-01-01, cease_date: 2025-01-01}]}"
        ])
        let failures = try Self.proof(turned).failures()
        #expect(failures.count == 2 && failures.allSatisfy { $0.line == 13 })
        let empty = RuleStandard.rule([
            "examples":
                "examples: {pass: [{cease_date: 2025-01-01}], fail: [{start_date: 2025-01-02, cease_date: 2025-01-01}]}"
        ])
        #expect(try Self.proof(empty).failures().first?.sentence.contains("passes only because") == true)
    }

    @Test("A change that no example notices survives, and a boundary example kills it")
    func survivors() throws {
        let boundary = try Self.proof(RuleStandard.rule()).mutants()
        #expect(boundary.count >= 3)
        #expect(!boundary.survivors.contains { $0.text == "cease_date > start_date" })
        let loose = RuleStandard.rule([
            "examples":
                "examples: {pass: [{start_date: 2025-01-01, cease_date: 2025-03-01}], fail: [{start_date: 2025-01-02, cease_date: 2025-01-01}]}"
        ])
        #expect(try Self.proof(loose).mutants().survivors.contains { $0.text == "cease_date > start_date" })
    }

    @Test("Words are held against the style of the house")
    func style() throws {
        let faults = try Self.proof(RuleStandard.rule(["fix": "fix: Please enter a valid date"])).styleFaults()
        #expect(
            faults.map(\.sentence).sorted() == [
                "The fix does not end in a full stop.", "The fix says “please”.", "The fix says “valid”.",
            ]
        )
    }

    private static func proof(_ rules: String) throws -> RuleProof {
        let standard = try RuleStandard(rules)
        defer { standard.remove() }
        return try RuleProof(standard.library, standard.library.resolve("sen2@2025"))
    }
}
