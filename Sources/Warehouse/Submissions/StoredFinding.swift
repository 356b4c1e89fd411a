import Foundation
import PostgreSQL
public import Validation

/// A finding of a submission, as it was when checking ended; for the sender's eyes, as it holds cells' values.
public struct StoredFinding: Sendable, Hashable {
    public let rule: String
    public let severity: Severity
    /// Empty when the whole file is meant.
    public let table: String
    public let recordKey: String
    public let file: String
    /// The row as a person counts it; 0 when no record is meant.
    public let row: Int
    /// The line of the file; 0 when the whole file is meant.
    public let line: Int
    public let column: String
    public let found: String
    public let expected: String
    public let message: String
    public let related: [Related]
    /// The value in last year's return; nil when nothing was compared.
    public let previous: String?

    /// Another cell that the check read.
    public struct Related: Sendable, Hashable {
        public let file: String
        public let row: Int
        public let line: Int
        public let column: String
        public let found: String
    }

    init(row: Row) throws {
        guard let severity = Severity(rawValue: try row.get("severity")) else { throw WarehouseError.noAnswer }
        self.severity = severity
        rule = try row.get("rule")
        table = try row.get("table_name")
        recordKey = try row.get("record_key")
        file = try row.get("file_name")
        self.row = try row.get("row_number")
        line = try row.get("line_number")
        column = try row.get("column_name")
        found = try row.get("found")
        expected = try row.get("expected")
        message = try row.get("message")
        previous = try row.get("previous")
        let cells = try JSONDecoder().decode([RelatedCell].self, from: Data(row.get("related", as: String.self).utf8))
        related = cells.map { Related(file: $0.file, row: $0.row, line: $0.line, column: $0.column, found: $0.found) }
    }
}

/// How often a rule found something in a submission, also beyond the findings that are stored.
public struct StoredRuleCount: Sendable, Hashable {
    public let rule: String
    public let severity: Severity
    public let title: String
    public let count: Int
    /// What is counted, in the plural; empty when the whole return is meant.
    public let unit: String
    /// The same in the singular.
    public let unitOfOne: String
    /// How many of these the rule looked at; nil when that was not counted.
    public let total: Int?
    /// The rule's words for this many.
    public let summary: String
    /// How to mend it.
    public let fix: String

    init(row: Row) throws {
        guard let severity = Severity(rawValue: try row.get("severity")) else { throw WarehouseError.noAnswer }
        self.severity = severity
        rule = try row.get("rule")
        title = try row.get("title")
        count = try row.get("found_count")
        unit = try row.get("unit")
        unitOfOne = try row.get("unit_of_one")
        total = try row.get("total_count")
        summary = try row.get("summary")
        fix = try row.get("fix")
    }
}

extension Warehouse {
    /// The findings of a submission, in their fixed order.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: The stored findings, and how often each rule found something.
    /// - Throws: A `PostgreSQLError`.
    public func findings(
        of submission: Int
    ) async throws -> (findings: [StoredFinding], counts: [StoredRuleCount]) {
        try await transaction { session in
            let findings = try session.query(
                "SELECT * FROM intake.finding WHERE submission_id = $1 ORDER BY finding_number",
                [Parameter(submission)]
            )
            let counts = try session.query(
                """
                SELECT c.*, coalesce(s.summary, '') AS summary
                FROM intake.finding_count c
                LEFT JOIN intake.finding_summary s USING (submission_id, rule, severity)
                WHERE c.submission_id = $1
                ORDER BY c.count_number, c.rule, c.severity
                """,
                [Parameter(submission)]
            )
            return (try findings.map(StoredFinding.init), try counts.map(StoredRuleCount.init))
        }
    }
}
