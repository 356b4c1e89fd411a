import PostgreSQL
public import Validation

extension Warehouse {
    /// Loads a checked return: facts, findings, the submission's state, the end of the job and the audit entry, all in
    /// one transaction, which is refused when somebody else holds the job by now.
    ///
    /// The facts do not count before the return is signed, except in a collection that nobody signs: there it counts
    /// at once, and the one that counted is superseded. Nothing is deleted.
    ///
    /// - Parameters:
    ///   - checked: The return.
    ///   - result: The result of the check that made it.
    ///   - job: The job it is done for.
    ///   - atKillPoint: Called at each point of the load; an error stops it there.
    /// - Returns: What was done.
    /// - Throws: `WarehouseError.otherAuthority` when the return is not the sender's own, `collectionNotOpen` when that
    ///   of its year was not open when it came, `leaseLost`, `rowsDiffer`, or a `PostgreSQLError`. Nothing was kept then, but for an error thrown after the commit.
    public func load(
        _ checked: CheckedReturn,
        result: CheckResult,
        job: ClaimedJob,
        atKillPoint: AtKillPoint = { _ in }
    ) async throws -> LoadReport {
        let facts = await Facts(checked, submission: job.submission, pseudonymKey: pseudonymKey)
        guard facts.origin.localAuthority == job.sender.localAuthority else {
            throw WarehouseError.otherAuthority(
                inReturn: facts.origin.localAuthority,
                sender: job.sender.description
            )
        }
        try await transaction { session in
            try session.execute("SELECT warehouse.open_year($1)", [Parameter(facts.origin.year)])
        }
        let report = try await transaction { session in
            try job.hold(in: session)
            let rows = try Self.write(facts, in: session, atKillPoint)
            let report = try Settlement(job: job, result: result).settle(rows, in: session)
            try job.finish(in: session)
            try atKillPoint(.beforeCommit)
            return report
        }
        try atKillPoint(.afterCommit)
        return report
    }

    /// Ends a job whose return has no error left and no tables of facts yet: its findings and counts are kept.
    ///
    /// - Parameters:
    ///   - result: The result of the check.
    ///   - job: The job.
    /// - Returns: What was done; no rows.
    /// - Throws: As `load`.
    public func conclude(_ result: CheckResult, job: ClaimedJob) async throws -> LoadReport {
        if let checked = result.checked, let own = job.localAuthority, "\(checked.localAuthority)" != own {
            throw WarehouseError.otherAuthority(inReturn: "\(checked.localAuthority)", sender: job.sender.description)
        }
        return try await transaction { session in
            try job.hold(in: session)
            let report = try Settlement(job: job, result: result).settle([:], in: session)
            try job.finish(in: session)
            return report
        }
    }

    private static func write(
        _ facts: Facts,
        in session: Session,
        _ atKillPoint: AtKillPoint
    ) throws -> [String: Int] {
        var rows: [String: Int] = [:]
        for table in facts.tables {
            rows[table.name] = try table.load(for: facts.origin, in: session)
            if rows.count == 1 { try atKillPoint(.afterFirstTable) }
        }
        return rows
    }
}
