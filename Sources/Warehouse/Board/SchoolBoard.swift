import PostgreSQL

extension Warehouse {
    /// Where each school of an authority stands in a collection, also those that sent nothing.
    ///
    /// - Parameters:
    ///   - authority: As `la:301`.
    ///   - name: The return.
    ///   - year: Year of the collection.
    /// - Returns: A row for each school of the reference data that is open, and each that sent something, by name.
    /// - Throws: A `PostgreSQLError`.
    public func schoolBoard(of authority: String, return name: String, year: Int) async throws -> [BoardRow] {
        try await transaction { session in
            try session.query(
                """
                WITH school AS (
                    SELECT 'school:' || urn AS sender, name FROM reference.establishment
                    WHERE 'la:' || la_code = $1 AND valid_to IS NULL AND close_date IS NULL
                ), board AS MATERIALIZED (
                    SELECT * FROM intake.collection_board WHERE return_name = $2 AND collection_year = $3
                )
                SELECT s.sender, s.name AS sender_name, coalesce(b.state, 'Not started') AS state,
                    coalesce(b.step, 'Not started') AS step, b.errors, b.queries,
                    coalesce(b.unexplained, 0) AS unexplained, b.newest_id, b.counting_id,
                    coalesce(b.days_late, 0) AS days_late,
                    to_char(b.last_upload AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS uploaded
                FROM school s LEFT JOIN board b ON b.sender = s.sender
                ORDER BY s.name, s.sender
                """,
                [.text(authority), .text(name), Parameter(year)]
            ).map(BoardRow.init)
        }
    }
}
