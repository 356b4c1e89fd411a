import ArgumentParser
import Foundation
import Returns
import Validation

extension SchemaCommand {
    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run the examples of the rules, and hold their words against the house's style.",
            discussion: """
                Examples:
                  sendstat schema test
                  sendstat schema test sen2@2025 --survivors
                """
        )

        @Argument(help: "The version, such as sen2@2025; without one, all versions.")
        var version: String?

        @Flag(help: "Also change each rule a little, and list the changes that no example notices.")
        var survivors = false

        func run() throws {
            let library = try Installation.library()
            var faults = 0
            for version in try version.map({ [$0] }) ?? library.versions() {
                faults += try run(library, library.resolve(version))
            }
            if faults > 0 { throw Failure.findings }
        }

        private func run(_ library: SchemaLibrary, _ schema: ResolvedSchema) throws -> Int {
            let (proof, errors) = try RuleProof.loading(library, schema)
            let failures = proof.failures() + proof.styleFaults()
            for error in errors { Talk.print(error.description) }
            for failure in failures { Talk.print(failure.description) }
            let (rules, examples) = proof.counts
            Talk.print(
                "\(schema.identifier)  \(rules) rules load, \(errors.count) do not; \(examples) examples, "
                    + "\(failures.count) faults in examples and words"
            )
            return errors.count + failures.count
        }
    }
}
