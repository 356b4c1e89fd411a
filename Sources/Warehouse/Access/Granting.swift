import PostgreSQL

extension Warehouse {
    /// Gives a person a role; the person's sessions end, so that the next one has it.
    ///
    /// - Parameters:
    ///   - membership: The role and the organisation.
    ///   - account: Number of the person's account.
    ///   - author: Number of the account that gives it; nil for the command line.
    /// - Returns: Whether it is new; a role held already stays as it is.
    /// - Throws: `AccessError.accountUnknown`, `accountClosed`, or a `PostgreSQLError`.
    @discardableResult
    public func grant(_ membership: Membership, to account: Int, by author: Int? = nil) async throws -> Bool {
        try await transaction { session in try Self.grant(membership, to: account, by: author, session) }
    }

    static func grant(
        _ membership: Membership,
        to account: Int,
        by author: Int?,
        _ session: Session
    ) throws -> Bool {
        try Account.hold(account, session)
        let added = try session.execute(
            """
            INSERT INTO access.membership (account_id, organisation, role, granted_by, reviewed_by)
            VALUES ($1, $2, $3, $4, $4)
            ON CONFLICT (account_id, organisation, role) WHERE revoked_at IS NULL DO NOTHING
            """,
            [Parameter(account)] + membership.parameters + [Parameter(author)]
        )
        guard added == 1 else { return false }
        try endSessions(of: account, session)
        try Audit.record("role-granted", "account:\(account)", membership.detail, by: author, in: session)
        return true
    }

    /// Takes a role away at once; the person's sessions end.
    ///
    /// - Parameters:
    ///   - membership: The role and the organisation.
    ///   - account: Number of the person's account.
    ///   - author: Number of the account that takes it; nil for the command line.
    /// - Throws: `AccessError.roleNotHeld`, `accountUnknown`, `accountClosed`, or a `PostgreSQLError`.
    public func revoke(_ membership: Membership, from account: Int, by author: Int? = nil) async throws {
        try await transaction { session in
            try Account.hold(account, session)
            let taken = try session.execute(
                """
                UPDATE access.membership SET revoked_at = clock_timestamp(), revoked_by = $4
                WHERE account_id = $1 AND organisation = $2 AND role = $3 AND revoked_at IS NULL
                """,
                [Parameter(account)] + membership.parameters + [Parameter(author)]
            )
            guard taken == 1 else { throw AccessError.roleNotHeld }
            try Self.endSessions(of: account, session)
            try Audit.record("role-revoked", "account:\(account)", membership.detail, by: author, in: session)
        }
    }

    /// Says whether a person holds a role at this moment, by the database's word and not a session's.
    ///
    /// - Parameters:
    ///   - account: Number of the account.
    ///   - membership: The role and the organisation.
    /// - Returns: Whether an account that is not closed holds it.
    /// - Throws: A `PostgreSQLError`.
    public func holds(_ account: Int, _ membership: Membership) async throws -> Bool {
        try await transaction { session in
            try session.row(
                "SELECT access.holds($1, $2, $3) AS holds",
                [Parameter(account)] + membership.parameters
            ).get("holds")
        }
    }
}

extension Membership {
    var parameters: [Parameter] { [.text(organisation.description), .text(role.rawValue)] }

    var detail: [String: String] { ["organisation": organisation.description, "role": role.rawValue] }

    init(_ row: Row) throws {
        guard let role = Role(rawValue: try row.get("role")) else { throw WarehouseError.noAnswer }
        try self.init(Organisation(try row.get("organisation")), role)
    }

    /// The roles a person holds, in a fixed order.
    static func current(of account: Int, _ session: Session) throws -> [Membership] {
        try session.query(
            """
            SELECT organisation, role FROM access.membership
            WHERE account_id = $1 AND revoked_at IS NULL ORDER BY organisation, role
            """,
            [Parameter(account)]
        ).map { try Membership($0) }
    }
}
