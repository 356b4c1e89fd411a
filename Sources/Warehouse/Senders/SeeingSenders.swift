extension Warehouse {
    /// Whether a person may see a sender's things.
    ///
    /// By any role for it, by one for the authority that a school belongs to, or as the national team.
    ///
    /// - Parameters:
    ///   - person: Who is signed in.
    ///   - sender: As `la:301`.
    /// - Returns: Whether they may now.
    /// - Throws: A `PostgreSQLError`.
    public func maySee(_ person: SignedInPerson, _ sender: String) async throws -> Bool {
        guard let own = try? Organisation(sender), own.kind != .national else { return false }
        if person.maySee(own) { return true }
        let authority = try await authority(of: sender).flatMap { try? Organisation($0) }
        return authority.map { person.maySee($0) } ?? false
    }

    /// Whether a person may act in a role for a sender; an authority may for its schools what these may themselves.
    ///
    /// What is done asks once more, in its own transaction.
    ///
    /// - Parameters:
    ///   - person: Who is signed in.
    ///   - role: The role.
    ///   - sender: As `la:301`.
    /// - Returns: Whether they may now.
    /// - Throws: A `PostgreSQLError`.
    public func may(_ person: SignedInPerson, _ role: Role, for sender: String) async throws -> Bool {
        guard let own = try? Organisation(sender) else { return false }
        if person.may(role, for: own) { return true }
        let authority = try await authority(of: sender).flatMap { try? Organisation($0) }
        return authority.map { person.may(role, for: $0) } ?? false
    }

    /// Notes in the audit log that somebody asked for what is not theirs.
    ///
    /// - Parameters:
    ///   - sender: Whose things were asked for, when there is such a sender; nothing else of the address.
    ///   - account: Number of the account that asked.
    /// - Throws: A `PostgreSQLError`.
    public func recordRefusedAccess(to sender: String, by account: Int) async throws {
        let subject = (try? Organisation(sender))?.description ?? "unknown"
        try await transaction { session in try Audit.record("access-refused", subject, by: account, in: session) }
    }
}
