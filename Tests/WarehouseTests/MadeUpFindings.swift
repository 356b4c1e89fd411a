import Foundation
import PostgreSQL
import Returns
import Testing
import Validation
import Warehouse

/// Queries as a check would make them, put together by a test.
struct MadeUpQuery: Hashable {
    var rule = "one-rule"
    var ruleHash = "v1"
    var record: Int
    var value: Int
    var severity = Severity.query

    var key: String { "record \(record)" }

    /// Uploads a return with these findings and no facts.
    static func upload(
        _ queries: [MadeUpQuery],
        beyondStored rest: Int = 0,
        from authority: Int = 301,
        to warehouse: Warehouse
    ) async throws -> Int {
        let file = SubmittedFile(name: "return.xml", bytes: Array("\(queries) \(rest)".utf8))
        let sender = try Sender("la:\(authority)")
        let id = try await warehouse.submit(files: [file], from: sender, return: "sen2@2025", by: Office.preparer).id
        let job = try #require(try await warehouse.claimJob(lease: 60))
        _ = try await warehouse.conclude(try result(queries, rest), job: job)
        return id
    }

    private static let library = SchemaLibrary(directory: MigratedWarehouse.migrations.deletingLastPathComponent())

    static func result(_ queries: [MadeUpQuery], _ rest: Int = 0) throws -> CheckResult {
        let counts = Dictionary(grouping: queries, by: \.rule).sorted { $0.key < $1.key }.map { rule, found in
            var count = CheckResult.RuleCount(
                keptOf: rule,
                found[0].severity,
                title: "Made up",
                count: found.count + rest
            )
            count.ruleHash = found[0].ruleHash
            return count
        }
        return CheckResult(
            keptOf: try library.resolve("sen2@2025"),
            findings: queries.filter { $0.severity != .shadow }.map(\.finding),
            counts: counts.filter { $0.severity != .shadow },
            measured: counts.filter { $0.severity == .shadow }
        )
    }

    private var finding: Finding {
        let place = Finding.keptPlace(file: "return.xml", row: 1, line: 1, column: "A", found: "\(value)")
        return Finding(
            keptOf: rule,
            severity,
            table: "person",
            recordKey: key,
            at: place,
            expected: "another",
            message: "Is this right?",
            related: []
        )
    }
}
