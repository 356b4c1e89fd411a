import PostgreSQL

/// A query of a submission with what was said about it.
public struct QueryExplanation: Sendable, Hashable {
    public enum Status: String, Sendable, CaseIterable {
        case explained
        /// The same record was explained with other facts.
        case checkAgain = "check_again"
        /// Not explained, or not well enough: see the replies.
        case missing
    }

    /// Number of the finding in the submission.
    public let finding: Int
    public let rule: String
    public let recordKey: String
    public let status: Status
    /// The newest explanation of these facts, otherwise of this record; nil when there never was one.
    public let explanation: Explanation?

    public struct Explanation: Sendable, Hashable {
        public let id: Int
        public let reason: String
        public let text: String
        public let author: String
        /// In coordinated universal time, as `2025-01-31T14:05:06Z`.
        public let at: String
        /// What statisticians asked back, the oldest first.
        public let replies: [Reply]
    }

    public struct Reply: Sendable, Hashable {
        public let text: String
        public let author: String
        public let at: String
    }
}

/// How far the queries of one rule are explained, those beyond the stored ones included.
public struct QueryProgress: Sendable, Hashable {
    public let rule: String
    public let title: String
    public let found: Int
    public let explained: Int
    public let checkAgain: Int
    public let missing: Int
    /// Why the rule holds nobody up; nil when it does.
    public let notice: String?
}

extension Warehouse {
    /// The stored queries of a submission, each with its newest explanation.
    ///
    /// - Parameters:
    ///   - submission: Number of the submission.
    ///   - rule: Only of this rule.
    /// - Returns: The queries in the order of the findings.
    /// - Throws: A `PostgreSQLError`.
    public func explanations(of submission: Int, rule: String? = nil) async throws -> [QueryExplanation] {
        try await transaction { session in
            let replies = try Self.replies(submission, session)
            return try session.query(Self.queries, [Parameter(submission), Parameter(rule)]).map { row in
                guard let status = QueryExplanation.Status(rawValue: try row.get("status")) else {
                    throw WarehouseError.noAnswer
                }
                let id = try row.get("id", as: Int?.self)
                return QueryExplanation(
                    finding: try row.get("finding_number"),
                    rule: try row.get("rule"),
                    recordKey: try row.get("record_key"),
                    status: status,
                    explanation: try id.map { try .init(id: $0, row: row, replies: replies[$0] ?? []) }
                )
            }
        }
    }

    /// How far the queries of each rule of a submission are explained.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: The rules in the order of their codes.
    /// - Throws: A `PostgreSQLError`.
    public func queryProgress(of submission: Int) async throws -> [QueryProgress] {
        try await transaction { session in
            try session.query(
                "SELECT * FROM intake.query_progress WHERE submission_id = $1 ORDER BY rule",
                [Parameter(submission)]
            ).map { row in
                QueryProgress(
                    rule: try row.get("rule"),
                    title: try row.get("title"),
                    found: try row.get("found_count"),
                    explained: try row.get("explained"),
                    checkAgain: try row.get("check_again"),
                    missing: try row.get("missing"),
                    notice: try row.get("notice")
                )
            }
        }
    }

    /// Asks back: the explanation is not enough until a newer one is given.
    ///
    /// - Parameters:
    ///   - explanation: Number of the explanation.
    ///   - text: What is asked, without a child's data.
    ///   - officer: Somebody of the national team.
    /// - Throws: `SignOffError.notNationalTeam`, `reasonMissing`, `WarehouseError.explanationUnknown`, or a
    ///   `PostgreSQLError`.
    public func reply(to explanation: Int, _ text: String, by officer: Officer) async throws {
        guard text.contains(where: { !$0.isWhitespace }) else { throw SignOffError.reasonMissing }
        try await transaction { session in
            try officer.requireNationalTeam(in: session)
            let rows = try session.query(
                "SELECT sender, return_name, collection_year FROM intake.explanation WHERE id = $1",
                [Parameter(explanation)]
            )
            guard let row = rows.first else { throw WarehouseError.explanationUnknown(id: explanation) }
            let turn = SenderTurn(
                returnName: try row.get("return_name"),
                year: try row.get("collection_year"),
                sender: try row.get("sender")
            )
            try turn.take(in: session)
            try session.execute(
                """
                INSERT INTO intake.explanation_reply (explanation_id, text, account_id, author)
                VALUES ($1, $2, $3, $4)
                """,
                [Parameter(explanation), .text(text), Parameter(officer.account), .text(officer.name)]
            )
            for id in try turn.unsigned(in: session) { _ = try ExplanationState.settle(id, in: session) }
            try Audit.record("explanation-asked-about", "explanation:\(explanation)", in: session)
        }
    }

    private static func replies(_ submission: Int, _ session: Session) throws -> [Int: [QueryExplanation.Reply]] {
        var replies: [Int: [QueryExplanation.Reply]] = [:]
        try session.forEachRow(
            """
            SELECT r.explanation_id, r.text, r.author,
                to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
            FROM intake.submission s
            JOIN intake.explanation e ON e.sender = s.sender AND e.return_name = s.return_name
                AND e.collection_year = s.collection_year
            JOIN intake.explanation_reply r ON r.explanation_id = e.id
            WHERE s.id = $1
            ORDER BY r.id
            """,
            [Parameter(submission)]
        ) { row in
            let reply = QueryExplanation.Reply(
                text: try row.get("text"),
                author: try row.get("author"),
                at: try row.get("at")
            )
            replies[try row.get("explanation_id"), default: []].append(reply)
        }
        return replies
    }

    private static let queries: SQL = """
        SELECT q.finding_number, q.rule, q.record_key, q.status, e.id, e.reason_code, e.text, e.author,
            to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
        FROM intake.query_status q
        JOIN intake.finding f ON f.submission_id = q.submission_id AND f.finding_number = q.finding_number
        JOIN intake.submission s ON s.id = q.submission_id
        LEFT JOIN LATERAL (
            SELECT * FROM intake.explanation e
            WHERE e.sender = s.sender AND e.return_name = s.return_name AND e.collection_year = s.collection_year
                AND e.rule = q.rule AND md5(e.record_key) = md5(q.record_key)
            ORDER BY e.facts_hash = f.facts_hash DESC, e.id DESC
            LIMIT 1
        ) AS e ON true
        WHERE q.submission_id = $1 AND ($2::text IS NULL OR q.rule = $2)
        ORDER BY q.finding_number
        """
}

extension QueryExplanation.Explanation {
    init(id: Int, row: Row, replies: [QueryExplanation.Reply]) throws {
        self.init(
            id: id,
            reason: try row.get("reason_code"),
            text: try row.get("text"),
            author: try row.get("author"),
            at: try row.get("at"),
            replies: replies
        )
    }
}

extension SenderTurn {
    /// Checked submissions that are not signed.
    func unsigned(in session: Session) throws -> [Int] {
        try session.query(
            """
            SELECT id FROM intake.submission
            WHERE return_name = $1 AND collection_year = $2 AND sender = $3 AND state IN ('has_queries', 'ready')
            ORDER BY id
            """,
            [.text(returnName), Parameter(year), .text(sender)]
        ).map { try $0.get("id") }
    }
}
