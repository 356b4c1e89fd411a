import PostgreSQL

/// What can be seen of the returns at one instant, and whether each is there whole or not at all.
struct Wholeness: Sendable {
    let accepted: Int
    /// Jobs that wait or are under way.
    let open: Int
    let quarantined: Int
    /// Rows that only ever grow: submissions, files, audit entries, facts.
    let kept: Int
    let facts: Int
    /// Submissions of which something is visible that should not be, or is missing that should be there.
    let halves: Int

    static func find(_ settings: ConnectionSettings) async throws -> Wholeness {
        let connection = try await Connection.open(settings)
        let row = try await connection.perform { try $0.query(statement).first }
        await connection.close()
        guard let row else { throw NoAnswer() }
        return Wholeness(
            accepted: try row.get("accepted"),
            open: try row.get("open"),
            quarantined: try row.get("quarantined"),
            kept: try row.get("kept"),
            facts: try row.get("facts"),
            halves: try row.get("halves")
        )
    }

    struct NoAnswer: Error {}

    /// One statement, so one instant.
    private static let statement: SQL = """
        WITH fact AS (
            SELECT submission_id, 'identity.person' AS name FROM identity.person
            UNION ALL SELECT submission_id, 'warehouse.person' FROM warehouse.person
            UNION ALL SELECT submission_id, 'warehouse.local_authority_answer' FROM warehouse.local_authority_answer
            UNION ALL SELECT submission_id, 'warehouse.request' FROM warehouse.request
            UNION ALL SELECT submission_id, 'warehouse.assessment' FROM warehouse.assessment
            UNION ALL SELECT submission_id, 'warehouse.named_plan' FROM warehouse.named_plan
            UNION ALL SELECT submission_id, 'warehouse.plan_detail' FROM warehouse.plan_detail
            UNION ALL SELECT submission_id, 'warehouse.active_plan' FROM warehouse.active_plan
            UNION ALL SELECT submission_id, 'warehouse.placement_detail' FROM warehouse.placement_detail
            UNION ALL SELECT submission_id, 'warehouse.sen_need' FROM warehouse.sen_need
        ), counted AS (
            SELECT submission_id, name, count(*) AS rows FROM fact GROUP BY submission_id, name
        ), told AS (
            SELECT submission_id, table_name AS name, row_count AS rows FROM intake.record_count WHERE row_count > 0
        ), half AS (
            -- Counted otherwise than told.
            SELECT coalesce(c.submission_id, t.submission_id) AS id
            FROM counted c FULL JOIN told t USING (submission_id, name)
            WHERE c.rows IS DISTINCT FROM t.rows
            UNION
            -- Facts, findings or an end without the state that goes with them, or the state without them.
            SELECT s.id
            FROM intake.submission s JOIN intake.job j ON j.submission_id = s.id
            WHERE (s.state IN ('accepted', 'superseded'))
                <> (EXISTS (SELECT FROM counted c WHERE c.submission_id = s.id))
                OR (j.state = 'done') <> (s.state IN ('accepted', 'superseded', 'has_errors', 'failed'))
                OR (s.state IN ('received', 'checking')
                    AND EXISTS (SELECT FROM intake.finding_count f WHERE f.submission_id = s.id))
                OR (s.state IN ('accepted', 'superseded')) <> EXISTS (
                    SELECT FROM intake.audit a WHERE a.subject = 'submission:' || s.id
                    AND a.action IN ('submission-accepted', 'submission-loaded-as-history')
                )
            UNION
            -- Two that count at once.
            SELECT min(id) FROM intake.submission WHERE state = 'accepted'
            GROUP BY return_name, collection_year, la_code HAVING count(*) > 1
        )
        SELECT
            (SELECT count(*) FROM intake.submission WHERE state = 'accepted') AS accepted,
            (SELECT count(*) FROM intake.job WHERE state IN ('waiting', 'running')) AS open,
            (SELECT count(*) FROM intake.job WHERE state = 'quarantined') AS quarantined,
            (SELECT count(*) FROM intake.submission) + (SELECT count(*) FROM intake.file)
                + (SELECT count(*) FROM intake.audit) + (SELECT count(*) FROM fact) AS kept,
            (SELECT count(*) FROM fact) AS facts,
            (SELECT count(*) FROM half) AS halves
        """
}
