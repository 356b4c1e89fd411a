import PostgreSQL

/// A rule that was found to be wrong: what it finds holds nobody up while it is set aside.
public struct KnownIssue: Sendable, Hashable {
    public let rule: String
    /// What senders are told.
    public let notice: String
    /// In coordinated universal time, as `2025-01-31T14:05:06Z`.
    public let since: String
    /// When the rule was put back; nil while it is set aside.
    public let liftedAt: String?
}

extension Warehouse {
    /// Sets a rule aside in one collection.
    ///
    /// Its queries need no explanation from now on. Its errors keep no return from being loaded that is checked from
    /// now on: what was held up by them alone is uploaded again.
    ///
    /// - Parameters:
    ///   - rule: Code of the rule.
    ///   - name: The return.
    ///   - year: Year of the collection.
    ///   - notice: What senders are told.
    ///   - officer: Who sets it aside.
    /// - Throws: `SignOffError.notNationalTeam`, `reasonMissing`, `WarehouseError.collectionUnknown`,
    ///   `knownIssueUnchanged`, or a `PostgreSQLError`.
    public func knownIssue(
        rule: String,
        return name: String,
        year: Int,
        notice: String,
        by officer: Officer
    ) async throws {
        guard notice.contains(where: { !$0.isWhitespace }) else { throw SignOffError.reasonMissing }
        try await transaction { session in
            try officer.requireNationalTeam(in: session)
            guard try Self.collection(name, year, session) != nil else {
                throw WarehouseError.collectionUnknown(name: "\(name) \(year)")
            }
            let isNew = try session.execute(
                """
                INSERT INTO intake.known_issue (return_name, collection_year, rule, notice, set_by)
                VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (return_name, collection_year, rule) WHERE lifted_at IS NULL DO NOTHING
                """,
                [.text(name), Parameter(year), .text(rule), .text(notice), .text(officer.name)]
            )
            guard isNew == 1 else { throw WarehouseError.knownIssueUnchanged(rule: rule) }
            try Self.settle(rule, name, year, "rule-set-aside", session)
        }
    }

    /// Puts a rule back that was set aside.
    ///
    /// What is signed by then stays signed; what is not, and has its errors or unexplained queries, is held up by them.
    ///
    /// - Parameters:
    ///   - rule: Code of the rule.
    ///   - name: The return.
    ///   - year: Year of the collection.
    ///   - officer: Who puts it back.
    /// - Throws: `SignOffError.notNationalTeam`, `WarehouseError.knownIssueUnchanged`, or a `PostgreSQLError`.
    public func liftKnownIssue(rule: String, return name: String, year: Int, by officer: Officer) async throws {
        try await transaction { session in
            try officer.requireNationalTeam(in: session)
            let lifted = try session.execute(
                """
                UPDATE intake.known_issue SET lifted_at = clock_timestamp(), lifted_by = $4
                WHERE return_name = $1 AND collection_year = $2 AND rule = $3 AND lifted_at IS NULL
                """,
                [.text(name), Parameter(year), .text(rule), .text(officer.name)]
            )
            guard lifted == 1 else { throw WarehouseError.knownIssueUnchanged(rule: rule) }
            try Self.settle(rule, name, year, "rule-put-back", session)
        }
    }

    /// The rules of a collection that are or were set aside.
    ///
    /// - Parameters:
    ///   - name: The return.
    ///   - year: Year of the collection.
    /// - Returns: Them all, the newest first.
    /// - Throws: A `PostgreSQLError`.
    public func knownIssues(return name: String, year: Int) async throws -> [KnownIssue] {
        try await transaction { session in
            try session.query(
                """
                SELECT rule, notice, to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since,
                    to_char(lifted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS lifted_at
                FROM intake.known_issue
                WHERE return_name = $1 AND collection_year = $2
                ORDER BY id DESC
                """,
                [.text(name), Parameter(year)]
            ).map { row in
                KnownIssue(
                    rule: try row.get("rule"),
                    notice: try row.get("notice"),
                    since: try row.get("since"),
                    liftedAt: try row.get("lifted_at")
                )
            }
        }
    }

    /// Codes of the rules that are set aside now, for whoever checks a return.
    ///
    /// - Parameters:
    ///   - name: The return.
    ///   - year: Year of the collection.
    /// - Returns: The codes.
    /// - Throws: A `PostgreSQLError`.
    public func knownIssueRules(return name: String, year: Int) async throws -> Set<String> {
        Set(try await knownIssues(return: name, year: year).filter { $0.liftedAt == nil }.map(\.rule))
    }

    /// Puts the submissions that have queries of the rule into the state they have now.
    private static func settle(
        _ rule: String,
        _ name: String,
        _ year: Int,
        _ action: String,
        _ session: Session
    ) throws {
        let held = try session.query(
            """
            SELECT s.id, s.sender FROM intake.submission s
            JOIN intake.finding_count c ON c.submission_id = s.id AND c.rule = $3 AND c.severity = 'query'
            WHERE s.return_name = $1 AND s.collection_year = $2 AND s.state IN ('has_queries', 'ready')
            ORDER BY s.sender, s.id
            """,
            [.text(name), Parameter(year), .text(rule)]
        )
        for row in held {
            try SenderTurn(returnName: name, year: year, sender: row.get("sender")).take(in: session)
            _ = try ExplanationState.settle(row.get("id"), in: session)
        }
        try Audit.record(action, "collection:\(name) \(year)", ["rule": rule, "settled": "\(held.count)"], in: session)
    }
}
