import Foundation
import Pipeline
import Returns
import Support
import Synthesis
import Testing
import Warehouse

extension PortalUnderTest {
    /// A made-up SEN2 return of one authority, without faults and with some.
    struct MadeUpReturns {
        let good: URL
        let spoilt: URL
        private let folder: TemporaryFolder

        init(authority: Int = 301, year: Int = 2025, scale: Double = 0.05) async throws {
            folder = try TemporaryFolder()
            var files: [URL] = []
            for (name, rate) in [("good", 0.0), ("spoilt", 0.05)] {
                let recipe = NationRecipe(
                    years: [year],
                    scale: scale,
                    seed: 3,
                    localAuthorities: [authority],
                    errorRate: rate
                )
                let nation = try SyntheticNation(
                    recipe: recipe,
                    library: library,
                    reference: Repository.root.appending(path: "Schemas/reference")
                )
                let place = folder.url.appending(path: name)
                _ = try await nation.write(to: place, concurrency: 1)
                files.append(place.appending(path: "\(year)/\(authority)/sen2-\(year)-\(authority).xml"))
            }
            (good, spoilt) = (files[0], files[1])
        }
    }

    /// Checks and loads what waits, as workers do.
    @discardableResult
    func work() async throws -> [Worker.Outcome] {
        let worker = Worker(warehouse: owner, line: Line(library: Self.library, reference: nil))
        return try await worker.workUntilEmpty(concurrency: 1, settings: settings)
    }

    /// Hands a file in as somebody.
    func handIn(_ file: URL, from sender: String = "la:301", by person: Person) async throws -> Int {
        try await warehouse.submit(
            files: [SubmittedFile(file: file)],
            from: Sender(sender),
            return: "sen2@2025",
            by: person.officer
        ).id
    }

    /// Explains all queries of a submission.
    func explainAll(_ submission: Int, by person: Person) async throws {
        for rule in try await warehouse.queryProgress(of: submission) where rule.missing + rule.checkAgain > 0 {
            let text = "Three plans came from other areas in January; their needs follow with the papers."
            let new = NewExplanation(rule: rule.rule, scope: .all, reason: .oneOff, text: text)
            try await warehouse.explain(new, in: submission, by: person.officer)
        }
    }
}

extension Submission {
    /// Where its pages are.
    var path: String { "/senders/\(sender)/submissions/\(id)" }
}
