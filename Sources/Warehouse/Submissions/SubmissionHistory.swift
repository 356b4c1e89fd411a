import PostgreSQL

/// One thing that was done with a submission.
public struct HistoryEntry: Sendable, Hashable {
    public enum Act: String, Sendable, CaseIterable {
        case prepared, checked, explained, asked, signed, accepted, withdrawn, reinstated
    }

    public let act: Act
    /// In coordinated universal time, as `2025-01-31T14:05:06Z`.
    public let at: String
    /// Who; empty when nobody did it.
    public let person: String
    /// Why, or what was asked; empty where nothing was said.
    public let words: String
    /// How many at once, such as explanations.
    public let count: Int
}

extension Warehouse {
    /// Who did what with a submission and when, the oldest first.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: The entries; explanations that one person gave for one rule at one time are one entry.
    /// - Throws: A `PostgreSQLError`.
    public func history(of submission: Int) async throws -> [HistoryEntry] {
        try await transaction { session in
            try session.query(Self.history, [Parameter(submission)]).map { row in
                guard let act = HistoryEntry.Act(rawValue: try row.get("act")) else { throw WarehouseError.noAnswer }
                return HistoryEntry(
                    act: act,
                    at: try row.get("utc"),
                    person: try row.get("person"),
                    words: try row.get("words"),
                    count: try row.get("number")
                )
            }
        }
    }

    private static let history: SQL = """
        WITH entry AS (
            SELECT act::text AS act, at, person, coalesce(reason, '') AS words, 1::bigint AS number
            FROM intake.act WHERE submission_id = $1
            UNION ALL
            SELECT 'checked', decided_at, '', '', 1 FROM intake.submission
            WHERE id = $1 AND decided_at IS NOT NULL AND error_count IS NOT NULL
            UNION ALL
            SELECT 'explained', max(at), author, rule, count(*) FROM intake.explanation
            WHERE submission_id = $1 GROUP BY author, rule, date_trunc('second', at)
            UNION ALL
            SELECT 'asked', r.at, r.author, r.text, 1 FROM intake.explanation_reply r
            JOIN intake.explanation e ON e.id = r.explanation_id WHERE e.submission_id = $1
        )
        SELECT act, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS utc, person, words, number
        FROM entry ORDER BY at, act
        """
}
