public import PostgreSQL

/// A job that runs again and again, such as the reminders or the backup.
public struct RegularJob: Sendable, Hashable {
    public let name: String
    /// How long apart its runs should be, in seconds.
    public let period: Int
    /// When it last succeeded, in seconds since the beginning of 1970; nil when it never did.
    public let succeededAt: Int?
    /// When the run under way began, in seconds since the beginning of 1970.
    public let runningSince: Int?
    /// Why the last run did not do all it should.
    public let lastFailure: String?
}

extension Warehouse {
    /// Runs a job that must never run twice at once, and keeps when it ran and what came of it.
    ///
    /// - Parameters:
    ///   - name: Lower-case letters, digits and dashes, at most 40.
    ///   - period: How long apart its runs should be, in seconds.
    ///   - settings: Where the database is, for the run's sign of life.
    ///   - body: The job.
    /// - Returns: What the body returns.
    /// - Throws: `WarehouseError.jobRuns` when it is under way elsewhere, `jobMisnamed`; what the body throws.
    public func run<R>(
        job name: String,
        every period: Int,
        settings: ConnectionSettings,
        _ body: () async throws -> R
    ) async throws -> R {
        guard name.wholeMatch(of: /[a-z][a-z0-9-]{0,39}/) != nil, period > 0 else {
            throw WarehouseError.jobMisnamed(name)
        }
        let presence = try await WorkerPresence(settings: settings)
        do {
            let run = try await begin(name, period, presence)
            let result: R
            do {
                result = try await body()
            } catch {
                // Errors of ours carry no value of a return; of others nothing is known, so nothing is repeated.
                try? await end(
                    run,
                    failure: error is WarehouseError ? "\(error)" : "It ended with an error. Its log says which."
                )
                throw error
            }
            try await end(run, failure: nil)
            await presence.end()
            return result
        } catch {
            await presence.end()
            throw error
        }
    }

    private func begin(_ name: String, _ period: Int, _ presence: WorkerPresence) async throws -> Int {
        try await transaction { session in
            _ = try session.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [.text("job \(name)")])
            let running = try session.query(
                """
                SELECT to_char(running_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
                FROM intake.regular_job WHERE name = $1 AND running_since IS NOT NULL
                """,
                [.text(name)]
            )
            if let since = try running.first?.get("since", as: String.self) {
                throw WarehouseError.jobRuns(name: name, since: since)
            }
            try session.execute(
                """
                UPDATE intake.job_run SET ended_at = clock_timestamp(), failure = 'It was killed.'
                WHERE name = $1 AND ended_at IS NULL
                """,
                [.text(name)]
            )
            return try session.row(
                "INSERT INTO intake.job_run (name, period_seconds, worker_number) VALUES ($1, $2, $3) RETURNING id",
                [.text(name), Parameter(period), Parameter(presence.number)]
            ).get("id")
        }
    }

    private func end(_ run: Int, failure: String?) async throws {
        try await transaction { session in
            _ = try session.execute(
                "UPDATE intake.job_run SET ended_at = clock_timestamp(), failure = $2 WHERE id = $1",
                [Parameter(run), Parameter(failure)]
            )
        }
    }

    /// Keeps that a job which runs elsewhere, such as a backup, has done all it should, by the database's clock.
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
                "INSERT INTO intake.job_run (name, period_seconds, ended_at) VALUES ($1, $2, clock_timestamp())",
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
            SELECT name, period_seconds, extract(epoch FROM succeeded_at)::bigint AS succeeded_at,
                extract(epoch FROM running_since)::bigint AS running_since, last_failure
            FROM intake.regular_job ORDER BY name
            """
        ).map { row in
            RegularJob(
                name: try row.get("name"),
                period: try row.get("period_seconds"),
                succeededAt: try row.get("succeeded_at", as: Int?.self),
                runningSince: try row.get("running_since", as: Int?.self),
                lastFailure: try row.get("last_failure", as: String?.self)
            )
        }
    }
}
