import PostgreSQL

extension Warehouse {
    /// How many returns will be taken before a submission's, with itself counted.
    ///
    /// The number that is told never grows. It can stand still, since a sender who has nothing waiting goes before
    /// another's second return.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: 1 when it is next; 0 while it is checked; nil when it does not wait.
    /// - Throws: A `PostgreSQLError`.
    public func place(of submission: Int) async throws -> Int? {
        try await transaction { session in
            try session.query(
                """
                WITH own AS (
                    SELECT id, turn, state FROM intake.job
                    WHERE submission_id = $1 AND state IN ('waiting', 'running')
                ), place AS (
                    SELECT own.id, CASE own.state WHEN 'running' THEN 0 ELSE (
                        SELECT count(*)::integer FROM intake.job j
                        WHERE j.state = 'waiting' AND (j.turn, j.id) <= (own.turn, own.id)
                    ) END AS place
                    FROM own
                )
                UPDATE intake.job j
                SET place_told = CASE WHEN place.place = 0 THEN j.place_told ELSE least(place.place, j.place_told) END
                FROM place WHERE j.id = place.id
                RETURNING least(place.place, j.place_told) AS place
                """,
                [Parameter(submission)]
            ).first?.get("place")
        }
    }
}
