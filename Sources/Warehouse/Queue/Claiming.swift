import PostgreSQL

extension Warehouse {
    /// How often a job is started before it is set aside.
    public static let startLimit = 3

    /// Takes the oldest job that waits or was left by a dead worker; starts are counted here.
    ///
    /// Jobs that were started three times and never finished are set aside first, with their reason.
    ///
    /// - Parameters:
    ///   - seconds: How long nobody else takes it, unless renewed; by the database's clock.
    ///   - worker: The worker's sign of life; without one only the lease tells that it died.
    /// - Returns: The job, or nil when there is none to take.
    /// - Throws: A `PostgreSQLError`.
    public func claimJob(lease seconds: Int, worker: WorkerPresence? = nil) async throws -> ClaimedJob? {
        try await transaction { session in
            try Self.quarantineExhausted(session)
            // MATERIALIZED and LIMIT 1: under another plan a subquery could lock, and so take, several.
            let rows = try session.query(
                """
                WITH next AS MATERIALIZED (
                    SELECT j.id FROM intake.job j
                    WHERE j.state IN ('waiting', 'running') AND intake.may_be_taken(j)
                    ORDER BY j.id
                    FOR UPDATE SKIP LOCKED
                    LIMIT 1
                ), taken AS (
                    UPDATE intake.job j
                    SET state = 'running', attempts = j.attempts + 1, lease_number = j.lease_number + 1,
                        lease_until = clock_timestamp() + make_interval(secs => $1), worker_number = $2
                    FROM next WHERE j.id = next.id
                    RETURNING j.id, j.submission_id, j.lease_number, j.attempts
                ), marked AS (
                    UPDATE intake.submission s SET state = 'checking'
                    FROM taken WHERE s.id = taken.submission_id
                    RETURNING s.id, s.sender, s.la_code, s.return_name, s.schema_version
                )
                SELECT t.id, t.submission_id, t.lease_number, t.attempts, m.sender, m.la_code, m.return_name,
                    m.schema_version
                FROM taken t JOIN marked m ON m.id = t.submission_id
                """,
                [Parameter(seconds), Parameter(worker?.number)]
            )
            return try rows.first.map { row in
                try ClaimedJob(row: row, files: FileStore.files(of: row.get("submission_id"), in: session))
            }
        }
    }

    private static func quarantineExhausted(_ session: Session) throws {
        let rows = try session.query(
            """
            WITH exhausted AS MATERIALIZED (
                SELECT j.id FROM intake.job j
                WHERE j.state IN ('waiting', 'running') AND j.attempts >= $1 AND intake.may_be_taken(j)
                FOR UPDATE SKIP LOCKED
            ), ended AS (
                UPDATE intake.job j
                SET state = 'quarantined', lease_until = NULL, ended_at = clock_timestamp(),
                    reason = coalesce(j.reason, 'It was started ' || j.attempts || ' times and never finished.')
                FROM exhausted WHERE j.id = exhausted.id
                RETURNING j.submission_id, j.reason
            )
            UPDATE intake.submission s
            SET state = 'quarantined', reason = ended.reason, decided_at = clock_timestamp()
            FROM ended WHERE s.id = ended.submission_id
            RETURNING s.id
            """,
            [Parameter(startLimit)]
        )
        for row in rows {
            try Audit.record("submission-quarantined", "submission:\(row.get("id", as: Int.self))", in: session)
        }
    }
}

extension ClaimedJob {
    init(row: Row, files: [StoredFile]) throws {
        self.init(
            id: try row.get("id"),
            submission: try row.get("submission_id"),
            leaseNumber: try row.get("lease_number"),
            attempt: try row.get("attempts"),
            sender: try Sender(row.get("sender")),
            localAuthority: try row.get("la_code"),
            returnName: try row.get("return_name"),
            schemaVersion: try row.get("schema_version"),
            files: files
        )
    }
}
