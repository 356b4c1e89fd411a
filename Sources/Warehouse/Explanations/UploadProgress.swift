import PostgreSQL
public import Validation

/// What became of the findings of one rule from one upload to the next.
public struct RuleProgress: Sendable, Hashable {
    public let rule: String
    public let severity: Severity
    public let title: String
    /// There before and not now.
    public let fixed: Int
    public let stillThere: Int
    /// There now and not before.
    public let new: Int
    /// Whether all findings of both uploads were compared record by record; with very many only the first were.
    public let isExact: Bool
}

extension Warehouse {
    /// Compares a submission with the one its sender uploaded before it in the same collection, rule by rule.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: Every rule that found something in either; all of them new when there was no earlier upload.
    /// - Throws: A `PostgreSQLError`.
    public func progress(of submission: Int) async throws -> [RuleProgress] {
        try await transaction { session in
            try session.query(Self.compared, [Parameter(submission)]).map { row in
                guard let severity = Severity(rawValue: try row.get("severity")) else { throw WarehouseError.noAnswer }
                let (now, before): (Int, Int) = (try row.get("now"), try row.get("before"))
                let still = min(try row.get("still"), now, before)
                return RuleProgress(
                    rule: try row.get("rule"),
                    severity: severity,
                    title: try row.get("title"),
                    fixed: before - still,
                    stillThere: still,
                    new: now - still,
                    isExact: try row.get("is_exact")
                )
            }
        }
    }

    /// The upload that `progress(of:)` compares a submission with.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: The newest before it of the same sender and collection that was checked; nil when it is the first.
    /// - Throws: A `PostgreSQLError`.
    public func uploadBefore(_ submission: Int) async throws -> Int? {
        try await transaction { session in
            try session.query(
                """
                SELECT max(e.id) AS before FROM intake.submission s
                JOIN intake.submission e ON e.sender = s.sender AND e.return_name = s.return_name
                    AND e.collection_year = s.collection_year AND e.id < s.id AND e.error_count IS NOT NULL
                WHERE s.id = $1
                """,
                [Parameter(submission)]
            ).first?.get("before")
        }
    }

    private static let compared: SQL = """
        WITH pair AS (
            SELECT s.id AS this, (
                SELECT max(e.id) FROM intake.submission e
                WHERE e.sender = s.sender AND e.return_name = s.return_name
                    AND e.collection_year = s.collection_year AND e.id < s.id AND e.error_count IS NOT NULL
            ) AS before
            FROM intake.submission s WHERE s.id = $1
        ), counted AS (
            SELECT c.rule, c.severity, max(c.title) AS title,
                coalesce(sum(c.found_count) FILTER (WHERE c.submission_id = pair.this), 0)::bigint AS now,
                coalesce(sum(c.found_count) FILTER (WHERE c.submission_id = pair.before), 0)::bigint AS before
            FROM pair JOIN intake.finding_count c ON c.submission_id IN (pair.this, pair.before)
            GROUP BY c.rule, c.severity
        ), record AS (
            SELECT f.rule, f.severity, f.record_key,
                count(*) FILTER (WHERE f.submission_id = pair.this) AS now,
                count(*) FILTER (WHERE f.submission_id = pair.before) AS before
            FROM pair JOIN intake.finding f ON f.submission_id IN (pair.this, pair.before)
            GROUP BY f.rule, f.severity, f.record_key
        ), stored AS (
            SELECT rule, severity, sum(now)::bigint AS now, sum(before)::bigint AS before,
                sum(least(now, before))::bigint AS still
            FROM record GROUP BY rule, severity
        )
        SELECT c.rule, c.severity, c.title, c.now, c.before, coalesce(s.still, 0) AS still,
            coalesce(s.now, 0) = c.now AND coalesce(s.before, 0) = c.before AS is_exact
        FROM counted c LEFT JOIN stored s ON s.rule = c.rule AND s.severity = c.severity
        ORDER BY array_position(ARRAY['error', 'query', 'warning'], c.severity::text), c.rule
        """
}
