import PostgreSQL

/// A return as the database has it at the end.
struct KeptReturn: Sendable, Hashable {
    let submission: Int
    let sender, sha256, state: String
    /// How often its check was started.
    let attempts: Int
    /// From its arrival to the end of its check; nil when it did not end.
    let checkSeconds: Double?

    var isChecked: Bool { !["received", "checking", "failed", "quarantined"].contains(state) && checkSeconds != nil }

    /// Reads all of them.
    ///
    /// - Parameter pool: Connections to the database that the portal worked on.
    /// - Returns: The returns, a row for each of their files.
    /// - Throws: A `PostgreSQLError`.
    static func all(in pool: Pool) async throws -> [KeptReturn] {
        let rows = try await pool.withConnection { connection in
            try await connection.perform { try $0.query(reading) }
        }
        return try rows.map { row in
            KeptReturn(
                submission: try row.get("id"),
                sender: try row.get("sender"),
                sha256: try row.get("sha256"),
                state: try row.get("state"),
                attempts: try row.get("attempts"),
                checkSeconds: try row.get("milliseconds", as: Int?.self).map { Double($0) / 1000 }
            )
        }
    }

    private static let reading: SQL = """
        SELECT s.id, s.sender, s.state, j.attempts, encode(f.sha256, 'hex') AS sha256,
            (extract(epoch FROM j.ended_at - s.received_at) * 1000)::bigint AS milliseconds
        FROM intake.submission s
        JOIN intake.job j ON j.submission_id = s.id
        JOIN intake.submission_file f ON f.submission_id = s.id
        ORDER BY s.id
        """
}
