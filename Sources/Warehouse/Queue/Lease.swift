import PostgreSQL

extension Warehouse {
    /// Holds a job for longer; to be called well before the lease runs out.
    ///
    /// - Parameters:
    ///   - job: The job.
    ///   - seconds: How long from now.
    /// - Returns: False when it is done, or somebody else holds it by now: stop working on it.
    /// - Throws: A `PostgreSQLError`.
    public func renew(_ job: ClaimedJob, lease seconds: Int) async throws -> Bool {
        // One statement of its own: a worker stopped between BEGIN and COMMIT would keep the row from every other.
        try await pool.withConnection { connection in
            try await connection.perform { session in
                try session.execute(
                    """
                    UPDATE intake.job SET lease_until = clock_timestamp() + make_interval(secs => $3)
                    WHERE id = $1 AND lease_number = $2 AND state = 'running'
                    """,
                    [Parameter(job.id), Parameter(job.leaseNumber), Parameter(seconds)]
                )
            }
        } == 1
    }

    /// Puts a job back, to be tried again: for a failure that lies with us, such as a full disk.
    ///
    /// - Parameters:
    ///   - job: The job.
    ///   - reason: What went wrong, in plain words, holding no child's data; kept if it is set aside later.
    /// - Throws: `WarehouseError.leaseLost`, or a `PostgreSQLError`.
    public func release(_ job: ClaimedJob, reason: String) async throws {
        try await transaction { session in
            try job.hold(in: session)
            try session.execute(
                "UPDATE intake.job SET state = 'waiting', lease_until = NULL, worker_number = NULL, reason = $2 WHERE id = $1",
                [Parameter(job.id), .text(reason)]
            )
            try session.execute(
                "UPDATE intake.submission SET state = 'received' WHERE id = $1",
                [Parameter(job.submission)]
            )
        }
    }

    /// How many jobs are not done, whoever holds them.
    ///
    /// - Returns: The jobs that wait or are under way.
    /// - Throws: A `PostgreSQLError`.
    public func openJobs() async throws -> Int {
        try await transaction { session in
            try session.row("SELECT count(*) AS open FROM intake.job WHERE state IN ('waiting', 'running')").get("open")
        }
    }
}

extension ClaimedJob {
    /// Makes sure that the job is still ours, and keeps it so until the transaction ends.
    func hold(in session: Session) throws {
        let held = try session.query(
            "SELECT FROM intake.job WHERE id = $1 AND lease_number = $2 AND state = 'running' FOR UPDATE",
            [Parameter(id), Parameter(leaseNumber)]
        )
        guard held.count == 1 else { throw WarehouseError.leaseLost(job: id) }
    }

    /// Ends the job in the transaction that does what it was for.
    func finish(in session: Session) throws {
        let finished = try session.execute(
            """
            UPDATE intake.job SET state = 'done', lease_until = NULL, ended_at = clock_timestamp()
            WHERE id = $1 AND lease_number = $2 AND state = 'running'
            """,
            [Parameter(id), Parameter(leaseNumber)]
        )
        guard finished == 1 else { throw WarehouseError.leaseLost(job: id) }
    }
}
