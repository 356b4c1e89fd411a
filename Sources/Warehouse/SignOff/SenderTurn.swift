import PostgreSQL

/// What is done about the returns of one sender and collection is done one after the other.
///
/// Take it before any row of a submission is locked, and after the row of its job.
struct SenderTurn {
    let returnName: String
    let year: Int
    let sender: String

    /// Waits until it is our turn; it ends with the transaction.
    func take(in session: Session) throws {
        _ = try session.query(
            "SELECT pg_advisory_xact_lock(hashtextextended(concat_ws('|', 'submission', $1::text, $2::text, $3::text), 0))",
            key
        )
    }

    /// The submission that counts, if there is one.
    func counting(in session: Session) throws -> Int? {
        try session.query(
            """
            SELECT id FROM intake.submission
            WHERE return_name = $1 AND collection_year = $2 AND sender = $3 AND state IN ('signed', 'accepted')
            """,
            key
        ).first?.get("id")
    }

    /// Ends the one that counts in favour of another.
    ///
    /// - Returns: The one that counted.
    func supersede(by submission: Int, at instant: String, in session: Session) throws -> Int? {
        try session.query(
            """
            UPDATE intake.submission SET state = 'superseded', superseded_by = $4, valid_to = $5::timestamptz
            WHERE return_name = $1 AND collection_year = $2 AND sender = $3 AND state IN ('signed', 'accepted')
            RETURNING id
            """,
            key + [Parameter(submission), .text(instant)]
        ).first?.get("id")
    }

    /// The newest upload after a submission that might still be signed.
    func newer(than submission: Int, in session: Session) throws -> Int? {
        try session.query(
            """
            SELECT max(id) AS id FROM intake.submission
            WHERE return_name = $1 AND (collection_year = $2 OR collection_year IS NULL) AND sender = $3 AND id > $4
                AND state NOT IN ('withdrawn', 'failed', 'quarantined')
            """,
            key + [Parameter(submission)]
        ).first?.get("id")
    }

    private var key: [Parameter] { [.text(returnName), Parameter(year), .text(sender)] }
}

extension Session {
    /// The instant that several rows of one change share.
    func instant() throws -> String {
        try row("SELECT clock_timestamp()::text AS instant").get("instant")
    }
}
