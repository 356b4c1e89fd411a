import PostgreSQL
public import Validation

extension Warehouse {
    /// Ends a job whose return has errors: the findings are kept for the sender, no fact is.
    ///
    /// - Parameters:
    ///   - result: The result of the check.
    ///   - job: The job.
    /// - Throws: `WarehouseError.leaseLost`, `collectionNotOpen`, or a `PostgreSQLError`; nothing was kept then.
    public func reject(_ result: CheckResult, job: ClaimedJob) async throws {
        try await transaction { session in
            try job.hold(in: session)
            _ = try OpenAtArrival.signOff(of: job, year: result.collectionYear, in: session)
            try FindingStore.keep(result, of: job.submission, in: session)
            try session.execute(
                "UPDATE intake.submission SET state = 'has_errors' WHERE id = $1",
                [Parameter(job.submission)]
            )
            try job.finish(in: session)
            try Audit.record(
                "submission-has-errors",
                "submission:\(job.submission)",
                ["errors": String(result.count(of: .error))],
                in: session
            )
        }
    }

    /// Ends a job whose files cannot be read as a return, or are not what their sender may send.
    ///
    /// - Parameters:
    ///   - job: The job.
    ///   - reason: One sentence in plain words: what is wrong and what to do, holding no child's data.
    /// - Throws: `WarehouseError.leaseLost`, or a `PostgreSQLError`.
    public func fail(_ job: ClaimedJob, reason: String) async throws {
        try await transaction { session in
            try job.hold(in: session)
            try session.execute(
                """
                UPDATE intake.submission SET state = 'failed', reason = $2, decided_at = clock_timestamp()
                WHERE id = $1
                """,
                [Parameter(job.submission), .text(reason)]
            )
            try job.finish(in: session)
            try Audit.record("submission-failed", "submission:\(job.submission)", in: session)
        }
    }
}
