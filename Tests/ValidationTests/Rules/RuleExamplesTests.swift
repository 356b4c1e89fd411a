import Foundation
import Returns
import Support
import Testing
import Validation

/// Every rule of every version of every return, held against its own examples.
@Suite("RuleExamples")
struct RuleExamplesTests {
    static let library = SchemaLibrary(directory: Standard.schemas)
    static let versions = (try? library.versions()) ?? []

    @Test(
        "Every version that inherits a rule loads it, and its examples pass and fail as they say",
        arguments: versions
    )
    func examples(version: String) throws {
        let proof = try RuleProof(Self.library, Self.library.resolve(version))
        for failure in proof.failures() { Issue.record("\(failure)") }
    }

    @Test("Rules speak in short plain sentences that say what to do", arguments: versions)
    func style(version: String) throws {
        let proof = try RuleProof(Self.library, Self.library.resolve(version))
        for fault in proof.styleFaults() { Issue.record("\(fault)") }
    }

    @Test("SEN2 holds its rules in every year")
    func counts() throws {
        #expect(Self.versions.contains("sen2@2025"))
        let proof = try RuleProof(Self.library, Self.library.resolve("sen2@2025"))
        #expect(proof.counts.rules >= 180 && proof.counts.examples >= 2 * proof.counts.rules - 20)
    }
}
