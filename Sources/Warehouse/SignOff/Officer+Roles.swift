import PostgreSQL

extension Officer {
    /// Whether the officer may upload, explain and withdraw for a sender.
    func mayPrepare(for sender: String, of authority: String?, in session: Session) throws -> Bool {
        try has(.preparer, for: sender, of: authority, in: session)
            || has(.approver, for: sender, of: authority, in: session)
    }

    /// Whether the officer has a role at this moment, by the database's word.
    ///
    /// A school's local authority may do for it what the school itself may.
    ///
    /// - Parameters:
    ///   - role: The role.
    ///   - sender: Whose return it is; not asked about for the national team.
    ///   - authority: The local authority of the sender.
    ///   - session: The transaction.
    /// - Returns: True when they have it.
    /// - Throws: A `PostgreSQLError`.
    func has(_ role: Role, for sender: String, of authority: String?, in session: Session) throws -> Bool {
        let organisations = role == .nationalTeam ? ["national"] : [sender] + (authority.map { ["la:\($0)"] } ?? [])
        if let organisation { return role == .preparer && organisations.contains(organisation) }
        guard let account else { return way == .commandLine }
        return try session.row(
            """
            SELECT EXISTS (
                SELECT FROM access.membership m JOIN access.account a ON a.id = m.account_id
                WHERE m.account_id = $1 AND m.role = $2 AND m.organisation = ANY ($3::text[])
                    AND m.revoked_at IS NULL AND a.state = 'active'
            ) AS held
            """,
            [Parameter(account), .text(role.rawValue), Parameter(organisations)]
        ).get("held")
    }
}
