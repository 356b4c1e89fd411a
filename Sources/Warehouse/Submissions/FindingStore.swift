import Foundation
import PostgreSQL
import Validation

/// The findings of a submission in the database, written once, when checking it ends.
enum FindingStore {
    /// Keeps findings, their exact counts and the hashes they are a function of.
    static func keep(_ result: CheckResult, of submission: Int, in session: Session) throws {
        try keepReceipt(result, of: submission, in: session)
        let counts = result.counts.filter { $0.count > 0 }
        try keepCounts(counts, of: submission, in: session)
        try keepFindings(result.findings, counts, of: submission, in: session)
        try CountStore.keep(result, of: submission, in: session)
        try ReadingStore.keep(result, of: submission, in: session)
    }

    private static func keepReceipt(_ result: CheckResult, of submission: Int, in session: Session) throws {
        let version = result.receipt.schema.split(separator: "@", maxSplits: 1).dropFirst().first.map(String.init)
        try session.execute(
            """
            UPDATE intake.submission
            SET schema_version = $2, schema_hash = $3, reference_hash = $4, error_count = $5, query_count = $6,
                warning_count = $7, collection_year = $8, rules_hash = $9, previous_hash = $10,
                decided_at = clock_timestamp(), reason = NULL
            WHERE id = $1
            """,
            [
                Parameter(submission), Parameter(version), .text(result.receipt.schemaHash),
                .text(result.receipt.referenceHash), Parameter(result.count(of: .error)),
                Parameter(result.count(of: .query)), Parameter(result.count(of: .warning)),
                Parameter(result.collectionYear), .text(result.receipt.rulesHash),
                .text(ListedFiles.hash(result.receipt.previousFiles)),
            ]
        )
    }

    private static func keepCounts(
        _ counts: [CheckResult.RuleCount],
        of submission: Int,
        in session: Session
    ) throws {
        try session.execute(
            """
            INSERT INTO intake.finding_count (
                submission_id, rule, severity, title, found_count, unit, total_count, fix, rule_hash, facts_hash,
                unit_of_one, count_number
            )
            SELECT $1, c.rule, c.severity, c.title, c.found, c.unit, nullif(c.total, -1), c.fix, c.rule_hash,
                decode(c.facts_hash, 'hex'), c.unit_of_one, c.number
            FROM unnest(
                $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bigint[], $8::text[], $9::text[],
                $10::text[], $11::text[]
            ) WITH ORDINALITY AS c (
                rule, severity, title, found, unit, total, fix, rule_hash, facts_hash, unit_of_one, number
            )
            """,
            [
                Parameter(submission), Parameter(counts.map(\.rule)), Parameter(counts.map(\.severity.rawValue)),
                Parameter(counts.map(\.title)), Parameter(counts.map { Int64($0.count) }),
                Parameter(counts.map(\.unit)), Parameter(counts.map { Int64($0.total ?? -1) }),
                Parameter(counts.map(\.fix)), Parameter(counts.map(\.ruleHash)),
                Parameter(counts.map(FactsHash.ofRest)), Parameter(counts.map(\.unitOfOne)),
            ]
        )
        try session.execute(
            """
            INSERT INTO intake.finding_summary (submission_id, rule, severity, summary)
            SELECT $1, c.* FROM unnest($2::text[], $3::text[], $4::text[]) AS c
            """,
            [
                Parameter(submission), Parameter(counts.map(\.rule)), Parameter(counts.map(\.severity.rawValue)),
                Parameter(counts.map { storable($0.summary) }),
            ]
        )
    }

    private static func keepFindings(
        _ findings: [Finding],
        _ counts: [CheckResult.RuleCount],
        of submission: Int,
        in session: Session
    ) throws {
        let hashes = Dictionary(counts.map { ($0.rule, $0.ruleHash) }) { first, _ in first }
        func texts(_ part: (Finding) -> String) -> Parameter { Parameter(findings.map { storable(part($0)) }) }
        func numbers(_ part: (Finding) -> Int) -> Parameter { Parameter(findings.map { Int64(part($0)) }) }
        try session.execute(
            """
            INSERT INTO intake.finding (
                submission_id, rule, severity, table_name, record_key, file_name, row_number, line_number, column_name,
                found, expected, message, related, facts_hash, previous, finding_number
            )
            SELECT $1, f.rule, f.severity, f.table_name, f.record_key, f.file_name, f.row_number, f.line_number,
                f.column_name, f.found, f.expected, f.message, f.related, decode(f.facts_hash, 'hex'),
                CASE WHEN f.previous <> '' THEN substr(f.previous, 2) END, f.number
            FROM unnest(
                $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::integer[], $9::text[],
                $10::text[], $11::text[], $12::text[], $13::jsonb[], $14::text[], $15::text[]
            ) WITH ORDINALITY AS f (
                rule, severity, table_name, record_key, file_name, row_number, line_number, column_name, found,
                expected, message, related, facts_hash, previous, number
            )
            """,
            [
                Parameter(submission), texts(\.rule), texts(\.severity.rawValue), texts(\.table), texts(\.recordKey),
                texts(\.file), numbers(\.row), numbers(\.line), texts(\.column), texts(\.found), texts(\.expected),
                texts(\.message), texts { (try? relatedJSON($0.related)) ?? "[]" },
                texts { FactsHash.of($0, ruleHash: hashes[$0.rule] ?? "") },
                // Nothing and an empty value are told apart by the sign in front.
                texts { $0.previous.map { "=" + $0 } ?? "" },
            ]
        )
    }

    /// PostgreSQL's text has no NUL, which a cell may hold.
    static func storable(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacingOccurrences(of: "\0", with: "\u{FFFD}") : text
    }

    private static func relatedJSON(_ places: [Finding.Place]) throws -> String {
        let stored = places.map {
            RelatedCell(file: $0.file, row: $0.row, line: $0.line, column: $0.column, found: storable($0.found))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(stored), as: UTF8.self)
    }
}

struct RelatedCell: Codable {
    let file: String
    let row: Int
    let line: Int
    let column: String
    let found: String
}
