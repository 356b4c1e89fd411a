import PostgreSQL

/// A job that runs again and again, such as the reminders or the backup.
public struct RegularJob: Sendable, Hashable {
    public let name: String
    /// How long apart its runs should be, in seconds.
    public let period: Int
    /// When it last succeeded, in seconds since the beginning of 1970.
    public let succeededAt: Int
}

extension Warehouse {
    /// Keeps that a job has done all it should, by the database's clock.
    ///
    /// - Parameters:
    ///   - name: Lower-case letters, digits and dashes, at most 40.
    ///   - period: How long apart its runs should be, in seconds.
    /// - Throws: `WarehouseError.jobMisnamed`; a `PostgreSQLError`.
    public func recordSuccess(of name: String, every period: Int) async throws {
        guard name.wholeMatch(of: /[a-z][a-z0-9-]{0,39}/) != nil, period > 0 else {
            throw WarehouseError.jobMisnamed(name)
        }
        try await transaction { session in
            _ = try session.execute(
                """
                INSERT INTO intake.regular_job AS j (name, period_seconds) VALUES ($1, $2)
                ON CONFLICT (name) DO UPDATE SET
                    period_seconds = excluded.period_seconds,
                    succeeded_at = greatest(j.succeeded_at, excluded.succeeded_at)
                """,
                [.text(name), Parameter(period)]
            )
        }
    }

    /// Reads when each job last succeeded.
    ///
    /// - Returns: The jobs, by name.
    /// - Throws: A `PostgreSQLError`.
    public func regularJobs() async throws -> [RegularJob] {
        try await transaction { try RegularJob.all(in: $0) }
    }
}

extension RegularJob {
    static func all(in session: Session) throws -> [RegularJob] {
        try session.query(
            """
            SELECT name, period_seconds, extract(epoch FROM succeeded_at)::bigint AS succeeded_at
            FROM intake.regular_job ORDER BY name
            """
        ).map { row in
            RegularJob(
                name: try row.get("name"),
                period: try row.get("period_seconds"),
                succeededAt: try row.get("succeeded_at")
            )
        }
    }
}
