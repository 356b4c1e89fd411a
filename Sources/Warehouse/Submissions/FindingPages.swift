import PostgreSQL

/// Which findings of a rule somebody wants to see.
public struct FindingFilter: Sendable, Hashable {
    /// In this file.
    public var file: String?
    /// With this text in the record's key or the cell, whatever its letters' case.
    public var text: String?
    /// Queries that stand so.
    public var status: QueryExplanation.Status?

    public init(file: String? = nil, text: String? = nil, status: QueryExplanation.Status? = nil) {
        self.file = file
        self.text = text
        self.status = status
    }
}

/// A finding with its number in the submission.
public struct NumberedFinding: Sendable, Hashable {
    public let number: Int
    public let finding: StoredFinding
    /// How a query stands; nil for what is none.
    public let status: QueryExplanation.Status?
}

extension Warehouse {
    /// How often each rule found something in a submission, in the order of the findings.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: The counts.
    /// - Throws: A `PostgreSQLError`.
    public func ruleCounts(of submission: Int) async throws -> [StoredRuleCount] {
        try await transaction { session in
            try session.query(
                """
                SELECT c.*, coalesce(s.summary, '') AS summary
                FROM intake.finding_count c
                LEFT JOIN intake.finding_summary s USING (submission_id, rule, severity)
                WHERE c.submission_id = $1
                ORDER BY c.count_number, c.rule, c.severity
                """,
                [Parameter(submission)]
            ).map(StoredRuleCount.init)
        }
    }

    /// Some of a rule's findings in a submission.
    ///
    /// - Parameters:
    ///   - submission: Number of the submission.
    ///   - rule: Code of the rule.
    ///   - filter: Which.
    ///   - offset: How many of them to pass over.
    ///   - limit: At most so many.
    /// - Returns: The findings in their order, and how many the filter lets through.
    /// - Throws: A `PostgreSQLError`.
    public func findings(
        of submission: Int,
        rule: String,
        filter: FindingFilter = FindingFilter(),
        offset: Int = 0,
        limit: Int = 25
    ) async throws -> (findings: [NumberedFinding], total: Int) {
        try await transaction { session in
            let which: [Parameter] = [
                Parameter(submission), .text(rule), Parameter(filter.file), Parameter(filter.text?.lowercased()),
                Parameter(filter.status?.rawValue),
            ]
            let total: Int = try session.row(Self.counted, which).get("total")
            let rows = try session.query(Self.paged, which + [Parameter(limit), Parameter(offset)])
            return (
                try rows.map { row in
                    NumberedFinding(
                        number: try row.get("finding_number"),
                        finding: try StoredFinding(row: row),
                        status: try row.get("status", as: String?.self).flatMap(QueryExplanation.Status.init)
                    )
                }, total
            )
        }
    }

    /// The numbers of all findings of a rule that a filter lets through, for explaining them together.
    ///
    /// - Parameters:
    ///   - submission: Number of the submission.
    ///   - rule: Code of the rule.
    ///   - filter: Which.
    /// - Returns: Their numbers.
    /// - Throws: A `PostgreSQLError`.
    public func findingNumbers(of submission: Int, rule: String, filter: FindingFilter) async throws -> [Int] {
        try await findings(of: submission, rule: rule, filter: filter, limit: Int(Int32.max)).findings.map(\.number)
    }

    /// The files in which a rule found something.
    ///
    /// - Parameters:
    ///   - submission: Number of the submission.
    ///   - rule: Code of the rule.
    /// - Returns: Their names in order.
    /// - Throws: A `PostgreSQLError`.
    public func findingFiles(of submission: Int, rule: String) async throws -> [String] {
        try await transaction { session in
            try session.query(
                """
                SELECT DISTINCT file_name FROM intake.finding
                WHERE submission_id = $1 AND rule = $2 AND file_name <> '' ORDER BY file_name
                """,
                [Parameter(submission), .text(rule)]
            ).map { try $0.get("file_name") }
        }
    }

    private static let counted: SQL = """
        SELECT count(*) AS total FROM intake.finding f
        LEFT JOIN intake.query_status q
            ON $5::text IS NOT NULL AND q.submission_id = $1 AND q.finding_number = f.finding_number
        WHERE f.submission_id = $1 AND f.rule = $2 AND ($3::text IS NULL OR f.file_name = $3)
            AND ($4::text IS NULL OR position($4 IN lower(f.record_key)) > 0 OR position($4 IN lower(f.found)) > 0)
            AND ($5::text IS NULL OR q.status = $5)
        """

    private static let paged: SQL = """
        SELECT f.*, q.status FROM intake.finding f
        LEFT JOIN intake.query_status q
            ON f.severity = 'query' AND q.submission_id = $1 AND q.finding_number = f.finding_number
        WHERE f.submission_id = $1 AND f.rule = $2 AND ($3::text IS NULL OR f.file_name = $3)
            AND ($4::text IS NULL OR position($4 IN lower(f.record_key)) > 0 OR position($4 IN lower(f.found)) > 0)
            AND ($5::text IS NULL OR q.status = $5)
        ORDER BY f.finding_number LIMIT $6 OFFSET $7
        """
}
