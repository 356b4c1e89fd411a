import PostgreSQL
public import Validation

extension Warehouse {
    /// Loads a checked return: facts, findings, the submission's state, the end of the job and the audit entry, all in
    /// one transaction, which is refused when somebody else holds the job by now.
    ///
    /// An accepted submission of the same return, authority and year is superseded; nothing is deleted.
    ///
    /// - Parameters:
    ///   - checked: The return.
    ///   - result: The result of the check that made it.
    ///   - job: The job it is done for.
    ///   - atKillPoint: Called at each point of the load; an error stops it there.
    /// - Returns: What was done.
    /// - Throws: `WarehouseError.otherAuthority` when the return is not the sender's own, `leaseLost`, `rowsDiffer`,
    ///   or a `PostgreSQLError`. Nothing was kept then, but for an error thrown after the commit.
    public func load(
        _ checked: CheckedReturn,
        result: CheckResult,
        job: ClaimedJob,
        atKillPoint: AtKillPoint = { _ in }
    ) async throws -> LoadReport {
        let facts = await Facts(checked, submission: job.submission, pseudonymKey: pseudonymKey)
        guard facts.origin.localAuthority == job.localAuthority else {
            throw WarehouseError.otherAuthority(
                inReturn: facts.origin.localAuthority,
                sender: "la:\(job.localAuthority)"
            )
        }
        try await transaction { session in
            try session.execute("SELECT warehouse.open_year($1)", [Parameter(facts.origin.year)])
        }
        let report = try await transaction { session in
            try job.hold(in: session)
            let rows = try Self.write(facts, in: session, atKillPoint)
            let report = try Acceptance(job: job, year: Int(facts.origin.year), result: result).accept(rows, session)
            try job.finish(in: session)
            try atKillPoint(.beforeCommit)
            return report
        }
        try atKillPoint(.afterCommit)
        return report
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
