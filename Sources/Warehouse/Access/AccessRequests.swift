import PostgreSQL

/// Somebody's wish for a role.
public struct AccessRequest: Sendable, Hashable {
    public let id: Int
    public let account: Account
    public let membership: Membership
    /// UTC, like `2026-11-26T09:30:00Z`.
    public let askedAt: String
    /// Monday to Friday since then, by the database's clock; public holidays count as days.
    public let workingDays: Int
    /// Who can decide it: the organisation's approvers, or the national team where there are none.
    public let deciders: [Account]
}

extension Warehouse {
    /// Asks for a role.
    ///
    /// Asking again for what is already asked for gives the same request.
    ///
    /// - Parameters:
    ///   - membership: The role and the organisation.
    ///   - account: Number of the account that asks.
    /// - Returns: The request, with who can decide it; nil when the role is held already.
    /// - Throws: `AccessError.accountUnknown`, `accountClosed`, or a `PostgreSQLError`.
    public func requestAccess(_ membership: Membership, account: Int) async throws -> AccessRequest? {
        try await transaction { session in
            try Account.hold(account, session)
            guard try !Membership.current(of: account, session).contains(membership) else { return nil }
            let made = try session.query(
                """
                INSERT INTO access.request (account_id, organisation, role) VALUES ($1, $2, $3)
                ON CONFLICT (account_id, organisation, role) WHERE decision IS NULL DO NOTHING RETURNING id
                """,
                [Parameter(account)] + membership.parameters
            )
            if let id = try made.first?.get("id", as: Int.self) {
                try Audit.record("access-requested", "request:\(id)", membership.detail, by: account, in: session)
            }
            return try Self.openRequests(session).first {
                $0.account.id == account && $0.membership == membership
            }
        }
    }

    /// Decides a request; when it is granted, the person holds the role from then on.
    ///
    /// - Parameters:
    ///   - id: Number of the request.
    ///   - isGranted: Whether the person gets the role.
    ///   - author: Number of the account that decides; nil for the command line.
    /// - Throws: `AccessError.requestUnknown`, `requestDecided`, `mayNotDecide`, `accountClosed`, or a
    ///   `PostgreSQLError`.
    public func decideAccess(_ id: Int, isGranted: Bool, by author: Int? = nil) async throws {
        try await transaction { session in
            let rows = try session.query("SELECT * FROM access.request WHERE id = $1 FOR UPDATE", [Parameter(id)])
            guard let row = rows.first else { throw AccessError.requestUnknown }
            guard try row.get("decision", as: String?.self) == nil else { throw AccessError.requestDecided }
            let account: Int = try row.get("account_id")
            let membership = try Membership(row)
            if let author {
                let mayDecide = try author != account && Self.decides(author, membership, session)
                guard mayDecide else { throw AccessError.mayNotDecide }
            }
            try session.execute(
                """
                UPDATE access.request SET decision = $2, decided_at = clock_timestamp(), decided_by = $3 WHERE id = $1
                """,
                [Parameter(id), .text(isGranted ? "granted" : "refused"), Parameter(author)]
            )
            let action = isGranted ? "access-granted" : "access-refused"
            try Audit.record(action, "request:\(id)", membership.detail, by: author, in: session)
            if isGranted { _ = try Self.grant(membership, to: account, by: author, session) }
        }
    }

    /// The requests that wait, the oldest first.
    ///
    /// - Parameter account: Number of the account that could decide them; nil for all.
    /// - Returns: The requests.
    /// - Throws: A `PostgreSQLError`.
    public func openRequests(for account: Int? = nil) async throws -> [AccessRequest] {
        try await transaction { session in
            try Self.openRequests(session).filter { request in
                guard let account else { return true }
                return try request.account.id != account && Self.decides(account, request.membership, session)
            }
        }
    }

    /// Whether a person's roles let them decide who gets a role.
    ///
    /// The nation's roles are the national team's to give.
    private static func decides(_ account: Int, _ membership: Membership, _ session: Session) throws -> Bool {
        try session.row(
            "SELECT access.holds($1, $2, 'approver') OR access.holds($1, 'national', 'national_team') AS decides",
            [Parameter(account), .text(membership.organisation.description)]
        ).get("decides")
    }

    private static func openRequests(_ session: Session) throws -> [AccessRequest] {
        try session.query(
            """
            SELECT r.id AS request_id, r.organisation, r.role, access.utc(r.asked_at) AS asked,
                access.working_days(r.asked_at) AS working_days, a.*
            FROM access.request r JOIN access.account a ON a.id = r.account_id
            WHERE r.decision IS NULL AND a.state = 'active'
            ORDER BY r.asked_at, r.id
            """
        ).map { row in
            let account = try Account(row)
            let membership = try Membership(row)
            return AccessRequest(
                id: try row.get("request_id"),
                account: account,
                membership: membership,
                askedAt: try row.get("asked"),
                workingDays: try row.get("working_days"),
                deciders: try deciders(membership, session).filter { $0.id != account.id }
            )
        }
    }

    private static func deciders(_ membership: Membership, _ session: Session) throws -> [Account] {
        try session.query(
            """
            WITH able AS (
                SELECT a.*, m.role = 'approver' AS is_own
                FROM access.membership m JOIN access.account a ON a.id = m.account_id
                WHERE m.revoked_at IS NULL AND a.state = 'active'
                    AND ((m.organisation = $1 AND m.role = 'approver') OR m.role = 'national_team')
            )
            SELECT DISTINCT id, email, name, state FROM able
            WHERE is_own OR NOT EXISTS (SELECT FROM able WHERE is_own) ORDER BY name, id
            """,
            [.text(membership.organisation.description)]
        ).map(Account.init)
    }
}
