import PostgreSQL
import Validation

/// The change of state that makes loaded facts count.
struct Acceptance {
    let job: ClaimedJob
    let year: Int
    let result: CheckResult

    func accept(_ rows: [String: Int], _ session: Session) throws -> LoadReport {
        try FindingStore.keep(result, of: job.submission, in: session)
        try keep(rows, session)
        try takeTurn(session)
        let later = try laterSubmission(session)
        let instant = try session.row("SELECT clock_timestamp()::text AS instant").get("instant", as: String.self)
        let earlier = later == nil ? try supersede(at: instant, session) : nil
        try mark(at: instant, later: later, session)
        try Audit.record(
            later == nil ? "submission-accepted" : "submission-loaded-as-history",
            "submission:\(job.submission)",
            ["rows": String(rows.values.reduce(0, +)), "supersedes": earlier.map(String.init) ?? ""],
            in: session
        )
        return LoadReport(submission: job.submission, rows: rows, supersedes: earlier, supersededBy: later)
    }

    private var key: [Parameter] {
        [.text(job.returnName), Parameter(year), .text(job.localAuthority), Parameter(job.submission)]
    }

    /// Two submissions of one authority and year are settled one after the other.
    private func takeTurn(_ session: Session) throws {
        _ = try session.query(
            "SELECT pg_advisory_xact_lock(hashtextextended(concat_ws('|', 'submission', $1::text, $2::text, $3::text), 0))",
            Array(key.prefix(3))
        )
    }

    private func laterSubmission(_ session: Session) throws -> Int? {
        try session.query(
            """
            SELECT id FROM intake.submission
            WHERE return_name = $1 AND collection_year = $2 AND la_code = $3 AND state = 'accepted' AND id > $4
            """,
            key
        ).first?.get("id")
    }

    private func supersede(at instant: String, _ session: Session) throws -> Int? {
        try session.query(
            """
            UPDATE intake.submission SET state = 'superseded', superseded_by = $4, valid_to = $5
            WHERE return_name = $1 AND collection_year = $2 AND la_code = $3 AND state = 'accepted'
            RETURNING id
            """,
            key + [.text(instant)]
        ).first?.get("id")
    }

    private func mark(at instant: String, later: Int?, _ session: Session) throws {
        try session.execute(
            """
            UPDATE intake.submission
            SET state = $2, superseded_by = $3, collection_year = $4, valid_from = $5::timestamptz,
                valid_to = CASE WHEN $3::integer IS NULL THEN NULL ELSE $5::timestamptz END
            WHERE id = $1
            """,
            [
                Parameter(job.submission), .text(later == nil ? "accepted" : "superseded"), Parameter(later),
                Parameter(year), .text(instant),
            ]
        )
    }

    private func keep(_ rows: [String: Int], _ session: Session) throws {
        let ordered = rows.sorted { $0.key < $1.key }
        try session.execute(
            """
            INSERT INTO intake.record_count (submission_id, table_name, row_count)
            SELECT $1, t.name, t.count FROM unnest($2::text[], $3::integer[]) AS t (name, count)
            """,
            [
                Parameter(job.submission), Parameter(ordered.map(\.key)),
                Parameter(ordered.map { Int64($0.value) }),
            ]
        )
    }
}
