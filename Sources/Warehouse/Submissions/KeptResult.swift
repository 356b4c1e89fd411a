import PostgreSQL
public import Returns
public import Validation

extension Warehouse {
    /// The result of the check as it was when checking ended, to be written in every form as `validate` writes it.
    ///
    /// It can be read and never loaded.
    ///
    /// - Parameters:
    ///   - submission: Number of the submission.
    ///   - schema: The version that judged it.
    /// - Returns: The result.
    /// - Throws: `WarehouseError.submissionUnknown`, or a `PostgreSQLError`.
    public func result(of submission: Int, judgedBy schema: ResolvedSchema) async throws -> CheckResult {
        let kept = try await findings(of: submission)
        return try await transaction { session in
            let rows = try session.query(
                """
                SELECT coalesce(rules_hash, '') AS rules, coalesce(reference_hash, '') AS reference
                FROM intake.submission WHERE id = $1
                """,
                [Parameter(submission)]
            )
            guard let row = rows.first else { throw WarehouseError.submissionUnknown(id: submission) }
            let records = try session.query(
                "SELECT table_name, row_count FROM intake.sent_count WHERE submission_id = $1 ORDER BY table_number",
                [Parameter(submission)]
            )
            return CheckResult(
                keptOf: schema,
                findings: kept.findings.map(Finding.init(_:)),
                counts: kept.counts.map(CheckResult.RuleCount.init(_:)),
                readAs: try ReadingStore.readAs(submission, session),
                records: try records.map { (try $0.get("table_name"), try $0.get("row_count")) },
                hashes: (try row.get("rules"), try row.get("reference")),
                files: try ReadingStore.files(submission, isPrevious: false, session),
                previousFiles: try ReadingStore.files(submission, isPrevious: true, session)
            )
        }
    }
}

extension Finding {
    init(_ stored: StoredFinding) {
        self.init(
            keptOf: stored.rule,
            stored.severity,
            table: stored.table,
            recordKey: stored.recordKey,
            at: Finding.keptPlace(
                file: stored.file,
                row: stored.row,
                line: stored.line,
                column: stored.column,
                found: stored.found
            ),
            expected: stored.expected,
            message: stored.message,
            related: stored.related.map {
                Finding.keptPlace(file: $0.file, row: $0.row, line: $0.line, column: $0.column, found: $0.found)
            }
        )
        previous = stored.previous
    }
}

extension CheckResult.RuleCount {
    init(_ stored: StoredRuleCount) {
        self.init(keptOf: stored.rule, stored.severity, title: stored.title, count: stored.count)
        unit = stored.unit
        unitOfOne = stored.unitOfOne
        total = stored.total
        summary = stored.summary
        fix = stored.fix
    }
}
