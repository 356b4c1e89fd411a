import PostgreSQL

/// Where one sender stands in a collection.
public struct BoardRow: Sendable, Hashable {
    /// As the national team calls it.
    public enum State: String, Sendable, CaseIterable {
        case notStarted = "Not started"
        case checking = "Checking"
        case hasErrors = "Has errors"
        case queriesToExplain = "Queries to explain"
        case readyToSign = "Ready to sign"
        case signed = "Signed"
        case accepted = "Accepted"
        /// The day it was due has passed, and it is not signed.
        case late = "Late"
    }

    /// As `la:301`.
    public let sender: String
    public let name: String
    public let state: State
    /// The same without regard to the day it is due.
    public let step: State
    /// In the newest upload; nil before it was checked.
    public let errors: Int?
    public let queries: Int?
    /// Queries that wait for an explanation.
    public let unexplained: Int
    /// In coordinated universal time; nil when nothing was uploaded.
    public let lastUpload: String?
    /// The newest upload that was not withdrawn.
    public let newest: Int?
    /// The submission that counts.
    public let counting: Int?
    /// Days in London between the day it is due and the signing, or today; 0 when in time.
    public let daysLate: Int
}

extension Warehouse {
    /// Where each sender stands in a collection, by the database's clock: the view `intake.collection_board`.
    ///
    /// - Parameters:
    ///   - name: The return.
    ///   - year: Year of the collection.
    /// - Returns: A row for each that is expected or has sent something, in the order of their codes.
    /// - Throws: `WarehouseError.collectionUnknown`, or a `PostgreSQLError`.
    public func collectionBoard(return name: String, year: Int) async throws -> [BoardRow] {
        try await transaction { session in
            guard try Self.collection(name, year, session) != nil else {
                throw WarehouseError.collectionUnknown(name: "\(name) \(year)")
            }
            return try session.query(
                """
                SELECT *, to_char(last_upload AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS uploaded
                FROM intake.collection_board
                WHERE return_name = $1 AND collection_year = $2
                ORDER BY sender
                """,
                [.text(name), Parameter(year)]
            ).map(BoardRow.init)
        }
    }

    /// What rules that are only measured found in the newest uploads of a collection: for the national team alone.
    ///
    /// - Parameters:
    ///   - name: The return.
    ///   - year: Year of the collection.
    /// - Returns: For each rule how many findings it made in how many returns, in the order of the codes.
    /// - Throws: A `PostgreSQLError`.
    public func measuredRules(return name: String, year: Int) async throws -> [MeasuredRule] {
        try await transaction { session in
            try session.query(
                """
                SELECT m.rule, max(m.title) AS title, sum(m.found_count)::bigint AS found, count(*) AS returns
                FROM intake.measured_count m
                JOIN intake.collection_board b ON b.newest_id = m.submission_id
                WHERE b.return_name = $1 AND b.collection_year = $2
                GROUP BY m.rule
                ORDER BY m.rule
                """,
                [.text(name), Parameter(year)]
            ).map { row in
                MeasuredRule(
                    rule: try row.get("rule"),
                    title: try row.get("title"),
                    found: try row.get("found"),
                    returns: try row.get("returns")
                )
            }
        }
    }
}

/// What a rule that is only measured would have found.
public struct MeasuredRule: Sendable, Hashable {
    public let rule: String
    public let title: String
    public let found: Int
    /// In how many returns.
    public let returns: Int

    /// Names what was measured.
    public init(rule: String, title: String, found: Int, returns: Int) {
        self.rule = rule
        self.title = title
        self.found = found
        self.returns = returns
    }
}

extension BoardRow {
    init(row: Row) throws {
        guard let state = State(rawValue: try row.get("state")), let step = State(rawValue: try row.get("step")) else {
            throw WarehouseError.noAnswer
        }
        self.init(
            sender: try row.get("sender"),
            name: try row.get("sender_name"),
            state: state,
            step: step,
            errors: try row.get("errors"),
            queries: try row.get("queries"),
            unexplained: try row.get("unexplained"),
            lastUpload: try row.get("uploaded"),
            newest: try row.get("newest_id"),
            counting: try row.get("counting_id"),
            daysLate: try row.get("days_late")
        )
    }
}
