import PostgreSQL

/// A role that somebody should look at again, as a year has passed.
public struct MembershipToReview: Sendable, Hashable {
    public let id: Int
    public let account: Account
    public let membership: Membership
    /// Days since it was granted or last reviewed.
    public let days: Int
    /// Days since the person last used the service; nil when never.
    public let daysSinceUse: Int?
}

extension Warehouse {
    /// The roles nobody has looked at for a time, the oldest first.
    ///
    /// - Parameters:
    ///   - organisation: Whose; nil for all.
    ///   - days: Days after which a role is looked at again.
    /// - Returns: The roles, with who holds them.
    /// - Throws: A `PostgreSQLError`.
    public func rolesToReview(
        of organisation: Organisation? = nil,
        olderThan days: Int = 365
    ) async throws -> [MembershipToReview] {
        try await transaction { session in
            try session.query(
                """
                SELECT m.id AS membership_id, m.organisation, m.role, a.*,
                    extract(day FROM clock_timestamp() - m.reviewed_at)::integer AS days,
                    (SELECT extract(day FROM clock_timestamp() - max(s.last_seen_at))::integer
                     FROM access.session s WHERE s.account_id = a.id) AS unused
                FROM access.membership m JOIN access.account a ON a.id = m.account_id
                WHERE m.revoked_at IS NULL AND a.state = 'active'
                    AND ($1::text IS NULL OR m.organisation = $1)
                    AND m.reviewed_at <= clock_timestamp() - make_interval(days => $2::integer)
                ORDER BY m.reviewed_at, m.id
                """,
                [Parameter(organisation?.description), Parameter(days)]
            ).map { row in
                MembershipToReview(
                    id: try row.get("membership_id"),
                    account: try Account(row),
                    membership: try Membership(row),
                    days: try row.get("days"),
                    daysSinceUse: try row.get("unused")
                )
            }
        }
    }

    /// Says that a role is still right.
    ///
    /// One that is not is taken away with `revoke`.
    ///
    /// - Parameters:
    ///   - id: Number of the membership.
    ///   - author: Number of the account that looked at it; nil for the command line.
    /// - Throws: `AccessError.roleNotHeld`; `mayNotDecide` for one's own role; or a `PostgreSQLError`.
    public func confirmRole(_ id: Int, by author: Int? = nil) async throws {
        try await transaction { session in
            let rows = try session.query(
                "SELECT * FROM access.membership WHERE id = $1 AND revoked_at IS NULL FOR UPDATE",
                [Parameter(id)]
            )
            guard let row = rows.first else { throw AccessError.roleNotHeld }
            let account: Int = try row.get("account_id")
            guard account != author else { throw AccessError.mayNotDecide }
            try session.execute(
                "UPDATE access.membership SET reviewed_at = clock_timestamp(), reviewed_by = $2 WHERE id = $1",
                [Parameter(id), Parameter(author)]
            )
            let detail = try Membership(row).detail
            try Audit.record("role-reviewed", "account:\(account)", detail, by: author, in: session)
        }
    }
}
