import PostgreSQL

/// The states that change with explanations alone: has_queries and ready.
enum ExplanationState {
    /// Puts a checked submission that is not signed into the state that its explanations give it.
    ///
    /// - Returns: `hasQueries` or `ready`.
    static func settle(_ submission: Int, in session: Session) throws -> Submission.State {
        let open = try unexplained(of: submission, in: session).reduce(0) { $0 + $1.missing + $1.checkAgain }
        let state: Submission.State = open > 0 ? .hasQueries : .ready
        try session.execute(
            """
            UPDATE intake.submission SET state = $2, unexplained_count = $3
            WHERE id = $1 AND state IN ('checking', 'has_queries', 'ready')
                AND (state, unexplained_count) IS DISTINCT FROM ($2, $3::bigint)
            """,
            [Parameter(submission), .text(state.rawValue), Parameter(open)]
        )
        return state
    }

    /// The rules whose queries hold a submission up.
    static func unexplained(of submission: Int, in session: Session) throws -> [SignOffError.Unexplained] {
        try session.query(
            """
            SELECT rule, title, missing, check_again FROM intake.query_progress
            WHERE submission_id = $1 AND notice IS NULL AND missing + check_again > 0
            ORDER BY rule
            """,
            [Parameter(submission)]
        ).map { row in
            SignOffError.Unexplained(
                rule: try row.get("rule"),
                title: try row.get("title"),
                missing: try row.get("missing"),
                checkAgain: try row.get("check_again")
            )
        }
    }
}
