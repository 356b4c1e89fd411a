import PostgreSQL
import Validation

/// What was counted of a submission beside its findings: its records, and what rules found that are only measured.
enum CountStore {
    static func keep(_ result: CheckResult, of submission: Int, in session: Session) throws {
        try session.execute(
            """
            INSERT INTO intake.sent_count (submission_id, table_name, row_count, table_number)
            SELECT $1, t.* FROM unnest($2::text[], $3::integer[]) WITH ORDINALITY AS t
            """,
            [
                Parameter(submission), Parameter(result.recordCounts.map(\.table)),
                Parameter(result.recordCounts.map { Int64($0.count) }),
            ]
        )
        let measured = result.measured.filter { $0.count > 0 }
        try session.execute(
            """
            INSERT INTO intake.measured_count (submission_id, rule, title, found_count, total_count)
            SELECT $1, m.rule, m.title, m.found, nullif(m.total, -1)
            FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS m (rule, title, found, total)
            """,
            [
                Parameter(submission), Parameter(measured.map(\.rule)), Parameter(measured.map(\.title)),
                Parameter(measured.map { Int64($0.count) }), Parameter(measured.map { Int64($0.total ?? -1) }),
            ]
        )
    }
}
