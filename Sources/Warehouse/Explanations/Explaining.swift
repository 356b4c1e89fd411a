import PostgreSQL

/// An explanation that somebody gives.
public struct NewExplanation: Sendable, Hashable {
    /// Which of the rule's queries it is for.
    public enum Scope: Sendable, Hashable {
        case record(String)
        /// Those that a filter chose, by their numbers in the findings.
        case findings([Int])
        /// All of the rule, also those beyond the stored ones.
        case all

        var name: String {
            switch self {
            case .record: "record"
            case .findings: "filter"
            case .all: "all"
            }
        }
    }

    /// Kinds of reasons.
    public enum Reason: String, Sendable, CaseIterable {
        case realChange = "real_change"
        case oneOff = "one_off"
        case lateRecord = "late_record"
        case localPractice = "local_practice"
        case systemChange = "system_change"
        case other

        /// The reason as a person chooses it.
        public var words: String {
            switch self {
            case .realChange: "Something really changed"
            case .oneOff: "It happened once"
            case .lateRecord: "It was recorded late"
            case .localPractice: "It is how we work here"
            case .systemChange: "Our system or recording changed"
            case .other: "Another reason"
            }
        }
    }

    public let rule: String
    public let scope: Scope
    public let reason: Reason
    public let text: String
    /// The author says that what looks like an identifier is none.
    public let isConfirmed: Bool

    public init(rule: String, scope: Scope, reason: Reason, text: String, isConfirmed: Bool = false) {
        self.rule = rule
        self.scope = scope
        self.reason = reason
        self.text = text
        self.isConfirmed = isConfirmed
    }

    /// Makes sure that it says enough and, unless confirmed, nothing that looks like an identifier.
    fileprivate func requireQuality() throws -> Bool {
        switch ExplanationQuality.judge(text) {
        case .accepted: return false
        case .refused(let help): throw WarehouseError.explanationRefused(help)
        case .looksLikeIdentifier(let kind):
            guard isConfirmed else { throw WarehouseError.explanationRefused(kind.warning) }
            return true
        }
    }
}

extension Warehouse {
    /// Explains queries of a submission that is not signed yet.
    ///
    /// Each record gets an explanation of its own.
    ///
    /// - Parameters:
    ///   - new: The explanation.
    ///   - submission: Number of the submission.
    ///   - officer: A preparer or approver of its sender.
    /// - Returns: How many queries it explains, and where the submission stands now.
    /// - Throws: `WarehouseError.explanationRefused`, `nothingToExplain`, `submissionUnknown`, `SignOffError`, or a
    ///   `PostgreSQLError`.
    @discardableResult
    public func explain(
        _ new: NewExplanation,
        in submission: Int,
        by officer: Officer
    ) async throws -> (queries: Int, state: Submission.State) {
        let isIdentifierConfirmed = try new.requireQuality()
        return try await transaction { session in
            let acted = try ActedSubmission(submission, in: session)
            try acted.requirePreparer(officer, in: session)
            guard [.hasErrors, .hasQueries, .ready].contains(acted.state) else {
                throw SignOffError.notReady(acted.state)
            }
            let author = Author(officer: officer, isIdentifierConfirmed: isIdentifierConfirmed)
            var queries = try author.explainStored(new, submission, session)
            if new.scope == .all { queries += try author.explainRest(new, submission, session) }
            guard queries > 0 else { throw WarehouseError.nothingToExplain(rule: new.rule) }
            try acted.audit("queries-explained", officer, ["rule": new.rule, "queries": "\(queries)"], in: session)
            guard acted.state != .hasErrors else { return (queries, acted.state) }
            return (queries, try ExplanationState.settle(submission, in: session))
        }
    }
}

/// Who explains, and how the rows are written.
private struct Author {
    let officer: Officer
    let isIdentifierConfirmed: Bool

    func explainStored(_ new: NewExplanation, _ submission: Int, _ session: Session) throws -> Int {
        let (record, numbers): (String?, [Int]?) =
            switch new.scope {
            case .record(let key): (key, nil)
            case .findings(let numbers): (nil, numbers)
            case .all: (nil, nil)
            }
        return try session.row(
            """
            WITH chosen AS (
                SELECT f.rule, f.record_key, f.facts_hash FROM intake.finding f
                WHERE f.submission_id = $1 AND f.rule = $2 AND f.severity = 'query' AND f.facts_hash IS NOT NULL
                    AND ($8::text IS NULL OR f.record_key = $8)
                    AND ($9::integer[] IS NULL OR f.finding_number = ANY ($9))
            ), written AS (
                INSERT INTO intake.explanation (
                    sender, return_name, collection_year, submission_id, rule, rule_hash, record_key, facts_hash,
                    reason_code, text, scope, confirmed_identifier, account_id, author
                )
                SELECT s.sender, s.return_name, s.collection_year, s.id, f.rule, c.rule_hash, f.record_key,
                    f.facts_hash, $3, $4, $5, $6, $7, $10
                FROM (SELECT DISTINCT * FROM chosen) AS f
                JOIN intake.submission s ON s.id = $1
                JOIN intake.finding_count c ON c.submission_id = s.id AND c.rule = f.rule AND c.severity = 'query'
                ORDER BY f.record_key, f.facts_hash
            )
            SELECT count(*) AS count FROM chosen
            """,
            values(new, submission) + [
                Parameter(record), numbers.map { Parameter($0.map { Int64($0) }) } ?? .null, .text(officer.name),
            ]
        ).get("count")
    }

    /// Explains the queries beyond those that are stored, which are one fact: how many there are.
    func explainRest(_ new: NewExplanation, _ submission: Int, _ session: Session) throws -> Int {
        let rows = try session.query(
            """
            INSERT INTO intake.explanation (
                sender, return_name, collection_year, submission_id, rule, rule_hash, record_key, facts_hash,
                reason_code, text, scope, confirmed_identifier, account_id, author
            )
            SELECT s.sender, s.return_name, s.collection_year, s.id, c.rule, c.rule_hash, $8, c.facts_hash, $3, $4,
                $5, $6, $7, $9
            FROM intake.submission s
            JOIN intake.finding_count c ON c.submission_id = s.id AND c.rule = $2 AND c.severity = 'query'
            WHERE s.id = $1 AND c.found_count > (
                SELECT count(*) FROM intake.finding f
                WHERE f.submission_id = $1 AND f.rule = $2 AND f.severity = 'query'
            )
            RETURNING (SELECT c.found_count - (
                SELECT count(*) FROM intake.finding f
                WHERE f.submission_id = $1 AND f.rule = $2 AND f.severity = 'query'
            ) FROM intake.finding_count c
            WHERE c.submission_id = $1 AND c.rule = $2 AND c.severity = 'query') AS rest
            """,
            values(new, submission) + [.text(FactsHash.rest), .text(officer.name)]
        )
        return try rows.first?.get("rest") ?? 0
    }

    private func values(_ new: NewExplanation, _ submission: Int) -> [Parameter] {
        [
            Parameter(submission), .text(new.rule), .text(new.reason.rawValue), .text(new.text),
            .text(new.scope.name), Parameter(isIdentifierConfirmed), Parameter(officer.account),
        ]
    }
}
