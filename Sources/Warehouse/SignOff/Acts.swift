import PostgreSQL

/// What officers did to submissions, each act once.
enum Acts {
    enum Act: String {
        case prepared, signed, accepted, withdrawn, reinstated
    }

    static func record(
        _ act: Act,
        of submission: Int,
        by officer: Officer,
        reason: String? = nil,
        at instant: String? = nil,
        in session: Session
    ) throws {
        try session.execute(
            """
            INSERT INTO intake.act (submission_id, act, account_id, person, way, reason, at)
            VALUES ($1, $2, $3, $4, $5, $6, coalesce($7::timestamptz, clock_timestamp()))
            """,
            [
                Parameter(submission), .text(act.rawValue), Parameter(officer.account), .text(officer.name),
                .text(officer.way.rawValue), Parameter(reason), Parameter(instant),
            ]
        )
    }

    /// Who did an act; nil when nobody did.
    static func person(who act: Act, _ submission: Int, in session: Session) throws -> (account: Int?, name: String)? {
        let rows = try session.query(
            "SELECT account_id, person FROM intake.act WHERE submission_id = $1 AND act = $2 ORDER BY id DESC LIMIT 1",
            [Parameter(submission), .text(act.rawValue)]
        )
        return try rows.first.map { (try $0.get("account_id"), try $0.get("person")) }
    }
}
