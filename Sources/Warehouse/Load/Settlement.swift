import PostgreSQL
import Validation

/// What becomes of a submission when its check has ended without an error that blocks it.
struct Settlement {
    let job: ClaimedJob
    let result: CheckResult

    /// Keeps the findings and counts, and puts the submission into its state.
    ///
    /// - Parameters:
    ///   - rows: Facts loaded, by table.
    ///   - session: The transaction that loaded them.
    /// - Returns: What was done.
    /// - Throws: `WarehouseError.collectionNotOpen`, or a `PostgreSQLError`.
    func settle(_ rows: [String: Int], in session: Session) throws -> LoadReport {
        let signOff = try OpenAtArrival.signOff(of: job, year: result.collectionYear, in: session)
        try turn.take(in: session)
        try FindingStore.keep(result, of: job.submission, in: session)
        try keep(rows, session)
        switch signOff {
        case .nobody: return try accept(rows, session)
        case .twoPeople: return try waitForSignature(rows, session)
        }
    }

    private var turn: SenderTurn {
        SenderTurn(returnName: job.returnName, year: result.collectionYear, sender: job.sender.description)
    }

    private func waitForSignature(_ rows: [String: Int], _ session: Session) throws -> LoadReport {
        let state = try ExplanationState.settle(job.submission, in: session)
        try audit("submission-\(state == .ready ? "ready" : "has-queries")", rows, session)
        return LoadReport(submission: job.submission, rows: rows, state: state, supersedes: nil, supersededBy: nil)
    }

    private func accept(_ rows: [String: Int], _ session: Session) throws -> LoadReport {
        let counting = try turn.counting(in: session)
        let later = counting.flatMap { $0 > job.submission ? $0 : nil }
        let instant = try session.instant()
        let earlier = later == nil ? try turn.supersede(by: job.submission, at: instant, in: session) : nil
        try session.execute(
            """
            UPDATE intake.submission
            SET state = $2, superseded_by = $3, valid_from = $4::timestamptz,
                valid_to = CASE WHEN $3::integer IS NULL THEN NULL ELSE $4::timestamptz END
            WHERE id = $1
            """,
            [
                Parameter(job.submission), .text(later == nil ? "accepted" : "superseded"), Parameter(later),
                .text(instant),
            ]
        )
        try audit(later == nil ? "submission-accepted" : "submission-loaded-as-history", rows, session, earlier)
        return LoadReport(
            submission: job.submission,
            rows: rows,
            state: later == nil ? .accepted : .superseded,
            supersedes: earlier,
            supersededBy: later
        )
    }

    private func audit(_ action: String, _ rows: [String: Int], _ session: Session, _ earlier: Int? = nil) throws {
        try Audit.record(
            action,
            "submission:\(job.submission)",
            ["rows": String(rows.values.reduce(0, +)), "supersedes": earlier.map(String.init) ?? ""],
            in: session
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

extension CheckResult {
    /// Year of the collection that the version belongs to.
    var collectionYear: Int { StandardName(receipt.schema).year ?? 0 }
}
