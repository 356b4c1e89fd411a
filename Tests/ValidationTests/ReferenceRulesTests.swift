import Returns
import Testing
import Validation

@Suite("The rules of the provision and capacity returns")
struct ReferenceRulesTests {
    private static let library = SchemaLibrary(directory: Register.standards)

    private func proof(_ identifier: String) throws -> RuleProof {
        try RuleProof(Self.library, Self.library.resolve(identifier))
    }

    @Test("All rules load, and their examples do what they say", arguments: ["provision@2026", "capacity@2026"])
    func examples(_ identifier: String) throws {
        let (proof, errors) = try RuleProof.loading(Self.library, Self.library.resolve(identifier))
        for error in errors { Issue.record("\(error)") }
        for failure in proof.failures() { Issue.record("\(failure)") }
        #expect(proof.counts.rules >= 70)
    }

    @Test("Their words are plain and say what to do", arguments: ["provision@2026", "capacity@2026"])
    func words(_ identifier: String) throws {
        for fault in try proof(identifier).styleFaults() { Issue.record("\(fault)") }
    }

    @Test("Examples notice nearly every change of a rule", arguments: ["provision@2026", "capacity@2026"])
    func mutants(_ identifier: String) throws {
        let (count, survivors) = try proof(identifier).mutants()
        #expect(count > 500)
        #expect(survivors.count * 50 <= count, "\(survivors.map(\.description).joined(separator: "\n"))")
    }
}
