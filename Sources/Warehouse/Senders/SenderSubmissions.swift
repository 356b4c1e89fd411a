import PostgreSQL

extension Warehouse {
    /// What a sender has uploaded, the newest first.
    ///
    /// - Parameters:
    ///   - sender: As `la:301`.
    ///   - name: Only of this return.
    ///   - year: Only of this collection year.
    ///   - limit: At most so many.
    ///   - before: Only those with lower numbers.
    /// - Returns: The submissions.
    /// - Throws: A `PostgreSQLError`.
    public func submissions(
        of sender: String,
        return name: String? = nil,
        year: Int? = nil,
        limit: Int = 50,
        before: Int? = nil
    ) async throws -> [Submission] {
        try await transaction { session in
            try session.query(
                """
                SELECT id, sender, return_name, schema_version, collection_year, state, reason, superseded_by,
                    to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS received_at,
                    to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS decided_at,
                    error_count, query_count, warning_count, schema_hash,
                    (SELECT a.person FROM intake.act a WHERE a.submission_id = submission.id AND a.act = 'prepared')
                        AS preparer
                FROM intake.submission
                WHERE sender = $1 AND ($2::text IS NULL OR return_name = $2)
                    AND ($3::integer IS NULL OR collection_year = $3) AND ($5::integer IS NULL OR id < $5)
                ORDER BY id DESC LIMIT $4
                """,
                [.text(sender), Parameter(name), Parameter(year), Parameter(limit), Parameter(before)]
            ).map { row in
                let id: Int = try row.get("id")
                return try Submission(id: id, row: row, files: FileStore.files(of: id, in: session))
            }
        }
    }
}
