import PostgreSQL
import Testing
import Validation
import Warehouse

/// Officers and short cuts of the tests of signing.
enum Office {
    static let preparer = Officer(commandLine: "Pat Preparer")
    static let approver = Officer(commandLine: "Ann Approver")
    static let nation = Officer(commandLine: "Nat Nation")
    static let key = try! ReceiptKey([UInt8](repeating: 5, count: ReceiptKey.byteCount))
    static let reason = "Three plans came from other areas in January; their needs follow with the papers."

    /// Uploads a sample, checks and loads it.
    static func upload(_ sample: SampleReturn, to warehouse: Warehouse) async throws -> Int {
        let id = try await handIn(sample, to: warehouse)
        let job = try #require(try await warehouse.claimJob(lease: 60))
        #expect(job.submission == id)
        try await finish(job, sample, warehouse)
        return id
    }

    static func handIn(_ sample: SampleReturn, to warehouse: Warehouse) async throws -> Int {
        try await warehouse.submit(
            files: [SubmittedFile(name: "return.xml", bytes: Array("\(sample.year) \(sample.variant)".utf8))],
            from: Sender("la:\(sample.localAuthority)"),
            return: "sen2@\(sample.year)",
            by: preparer
        ).id
    }

    static func finish(_ job: ClaimedJob, _ sample: SampleReturn, _ warehouse: Warehouse) async throws {
        let result = try sample.result
        _ = try await warehouse.load(try #require(result.checked), result: result, job: job)
    }

    /// Explains every query of a submission.
    static func explainAll(_ id: Int, _ warehouse: Warehouse) async throws {
        for rule in try await warehouse.queryProgress(of: id) where rule.missing + rule.checkAgain > 0 {
            let new = NewExplanation(rule: rule.rule, scope: .all, reason: .lateRecord, text: reason)
            try await warehouse.explain(new, in: id, by: preparer)
        }
    }

    /// Uploads, explains and signs.
    static func sign(_ sample: SampleReturn, _ warehouse: Warehouse) async throws -> Int {
        let id = try await upload(sample, to: warehouse)
        try await explainAll(id, warehouse)
        _ = try await warehouse.sign(id, by: approver, key: key)
        return id
    }

    static func state(_ id: Int, _ warehouse: Warehouse) async throws -> Submission.State {
        try await warehouse.submission(id).state
    }
}
