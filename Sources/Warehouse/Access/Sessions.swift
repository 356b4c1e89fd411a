import PostgreSQL

/// How long a session lasts.
public enum SessionLimits {
    /// Minutes without a page after which it ends.
    public static let idleMinutes = 30
    /// Hours after signing in at which it ends in any case.
    public static let hours = 12
}

/// A person with a session, and what they may do.
public struct SignedInPerson: Sendable, Hashable {
    /// Where the person stands with the second factor.
    public enum SecondFactor: Sendable, Hashable {
        /// None of the person's roles needs one, and none is set up.
        case notNeeded
        /// A role needs one, and the person has still to set it up.
        case toBeSetUp
        /// It is set up and must be shown in this session.
        case toBeShown
        case shown
    }

    public let account: Account
    /// Everything the person holds, also what waits for the second factor.
    public let memberships: [Membership]
    public let secondFactor: SecondFactor

    /// Whether nothing stands between the person and their roles.
    public var isComplete: Bool { secondFactor == .notNeeded || secondFactor == .shown }

    /// Says whether the person may act in a role now; while a second factor is due, in none.
    ///
    /// - Parameters:
    ///   - role: The role.
    ///   - organisation: For whom.
    /// - Returns: Whether they hold it and have shown what it needs.
    public func may(_ role: Role, for organisation: Organisation) -> Bool {
        isComplete && memberships.contains { $0.role == role && $0.organisation == organisation }
    }

    /// Says whether the person may see an organisation's things: by any role of it, or of the national team.
    ///
    /// - Parameter organisation: Whose things.
    /// - Returns: Whether they may; an operator keeps accounts and sees no return.
    public func maySee(_ organisation: Organisation) -> Bool {
        isComplete
            && memberships.contains { held in
                held.role == .nationalTeam || (held.organisation == organisation && held.role != .operator)
            }
    }
}

extension Warehouse {
    /// Opens a session for a person who showed who they are.
    ///
    /// - Parameter person: From `authenticate` or `recognise`.
    /// - Returns: The secret for the cookie; it is kept nowhere else.
    /// - Throws: `AccessError.accountUnknown`, `accountClosed`, or a `PostgreSQLError`.
    public func openSession(for person: RecognisedPerson) async throws -> Secret {
        let secret = Secret()
        try await transaction { session in
            try Account.hold(person.account.id, session)
            try session.execute(
                "INSERT INTO access.session (token_hash, account_id) VALUES ($1, $2)",
                [.bytes(secret.hash), Parameter(person.account.id)]
            )
            let subject = "account:\(person.account.id)"
            try Audit.record("signed-in", subject, ["way": person.way], by: person.account.id, in: session)
        }
        return secret
    }

    /// Finds who a session belongs to, and marks it as used.
    ///
    /// - Parameter token: The cookie's secret.
    /// - Returns: The person with the roles of this moment; nil when the session ended, sat idle or never was.
    /// - Throws: A `PostgreSQLError`.
    public func session(token: String) async throws -> SignedInPerson? {
        try await transaction { session in
            guard let live = try LiveSession.find(token, session) else { return nil }
            return try live.person(session)
        }
    }

    /// Ends a session; one that has ended already stays so.
    ///
    /// - Parameter token: The cookie's secret.
    /// - Throws: A `PostgreSQLError`.
    public func endSession(token: String) async throws {
        try await transaction { session in
            let ended = try session.query(
                """
                UPDATE access.session SET ended_at = clock_timestamp()
                WHERE token_hash = $1 AND ended_at IS NULL RETURNING account_id
                """,
                [.bytes(Secret.hash(token))]
            )
            guard let account = try ended.first?.get("account_id", as: Int.self) else { return }
            try Audit.record("signed-out", "account:\(account)", by: account, in: session)
        }
    }

    static func endSessions(of account: Int, _ session: Session) throws {
        try session.execute(
            "UPDATE access.session SET ended_at = clock_timestamp() WHERE account_id = $1 AND ended_at IS NULL",
            [Parameter(account)]
        )
    }
}

/// A session that has not ended, within a transaction.
struct LiveSession {
    let account: Account
    private let isSecondFactorShown: Bool

    static func find(_ token: String, _ session: Session) throws -> LiveSession? {
        let rows = try session.query(
            """
            SELECT a.*, s.second_factor_at IS NOT NULL AS shown,
                s.last_seen_at < clock_timestamp() - interval '1 minute' AS is_stale
            FROM access.session s JOIN access.account a ON a.id = s.account_id
            WHERE s.token_hash = $1 AND s.ended_at IS NULL AND a.state = 'active'
                AND s.last_seen_at > clock_timestamp() - make_interval(mins => $2::integer)
                AND s.opened_at > clock_timestamp() - make_interval(hours => $3::integer)
            """,
            [.bytes(Secret.hash(token)), Parameter(SessionLimits.idleMinutes), Parameter(SessionLimits.hours)]
        )
        guard let row = rows.first else { return nil }
        if try row.get("is_stale") {
            try session.execute(
                "UPDATE access.session SET last_seen_at = clock_timestamp() WHERE token_hash = $1",
                [.bytes(Secret.hash(token))]
            )
        }
        return LiveSession(account: try Account(row), isSecondFactorShown: try row.get("shown"))
    }

    func person(_ session: Session) throws -> SignedInPerson {
        let memberships = try Membership.current(of: account.id, session)
        let confirmed = try session.query(
            "SELECT FROM access.second_factor WHERE account_id = $1 AND confirmed_at IS NOT NULL",
            [Parameter(account.id)]
        )
        let factor: SignedInPerson.SecondFactor =
            if isSecondFactorShown {
                .shown
            } else if !confirmed.isEmpty {
                .toBeShown
            } else {
                memberships.contains(where: \.role.needsSecondFactor) ? .toBeSetUp : .notNeeded
            }
        return SignedInPerson(account: account, memberships: memberships, secondFactor: factor)
    }
}
