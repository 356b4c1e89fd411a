import PostgreSQL

extension Warehouse {
    /// A submission whose job was set aside.
    public struct SetAside: Sendable, Hashable {
        /// Number of the submission.
        public let submission: Int
        /// Who sent it, such as `la:301`.
        public let sender: String
        /// What stopped its last start, in plain words.
        public let reason: String
    }

    /// Sets one job aside that was started three times and never finished: the submission is quarantined.
    ///
    /// - Returns: The submission, or nil when there is none such.
    /// - Throws: A `PostgreSQLError`.
    public func setAside() async throws -> SetAside? {
        try await transaction { session in
            let rows = try session.query(
                """
                WITH exhausted AS MATERIALIZED (
                    SELECT j.id FROM intake.job j
                    WHERE j.state IN ('waiting', 'running') AND j.attempts >= $1 AND intake.may_be_taken(j)
                    ORDER BY j.id
                    FOR UPDATE SKIP LOCKED
                    LIMIT 1
                ), ended AS (
                    UPDATE intake.job j
                    SET state = 'quarantined', lease_until = NULL, ended_at = clock_timestamp(),
                        reason = coalesce(j.reason || ' ', '')
                            || 'It was started ' || j.attempts || ' times and never finished.'
                    FROM exhausted WHERE j.id = exhausted.id
                    RETURNING j.submission_id, j.reason
                )
                UPDATE intake.submission s
                SET state = 'quarantined', reason = ended.reason, decided_at = clock_timestamp()
                FROM ended WHERE s.id = ended.submission_id
                RETURNING s.id, s.sender, s.reason
                """,
                [Parameter(Self.startLimit)]
            )
            guard let row = rows.first else { return nil }
            let one = SetAside(
                submission: try row.get("id"),
                sender: try row.get("sender"),
                reason: try row.get("reason")
            )
            try Audit.record("submission-quarantined", "submission:\(one.submission)", in: session)
            return one
        }
    }
}
