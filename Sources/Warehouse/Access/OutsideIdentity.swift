import PostgreSQL

/// What a sign-in provider says of a person, after its token was verified.
public struct OutsideIdentity: Sendable, Hashable {
    /// The provider's address.
    public let issuer: String
    /// What it calls the person; it never gives that to another.
    public let subject: String
    public let email: String
    /// Whether the provider vouches that the address is the person's.
    public let isEmailVerified: Bool
    public let name: String

    public init(issuer: String, subject: String, email: String, isEmailVerified: Bool, name: String) {
        self.issuer = issuer
        self.subject = subject
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.name = name
    }
}

extension Warehouse {
    /// Finds who an identity of a provider is here; who is new gets an account without roles, to ask for access with.
    ///
    /// The provider's own name for the person decides. An address decides once, the first time, and only when the
    /// provider vouches for it: else whoever writes another's address there would be that other here.
    ///
    /// - Parameter identity: From a verified token, never from a form.
    /// - Returns: The person; `openSession` opens a session.
    /// - Throws: `AccessError.emailNotVerified`, `identityTaken`, `accountClosed`, `emailUnreadable`, or a
    ///   `PostgreSQLError`.
    public func recognise(_ identity: OutsideIdentity) async throws -> RecognisedPerson {
        try await transaction { session in
            let account = try Self.linked(identity, session) ?? Self.link(identity, session)
            return RecognisedPerson(account: try Account.hold(account, session), way: identity.issuer)
        }
    }

    private static func linked(_ identity: OutsideIdentity, _ session: Session) throws -> Int? {
        // Two first sign-ins at once are settled one after the other.
        _ = try session.query(
            "SELECT pg_advisory_xact_lock(hashtextextended('access.outside_identity', 0))"
        )
        return try session.query(
            "SELECT account_id FROM access.outside_identity WHERE issuer = $1 AND subject = $2",
            [.text(identity.issuer), .text(identity.subject)]
        ).first?.get("account_id")
    }

    private static func link(_ identity: OutsideIdentity, _ session: Session) throws -> Int {
        guard identity.isEmailVerified else { throw AccessError.emailNotVerified }
        let email = try Account.normalised(email: identity.email)
        let known = try session.query("SELECT id FROM access.account WHERE email = $1", [.text(email)])
        let account =
            try known.first?.get("id", as: Int.self)
            ?? makeAccount(email, (try? Account.normalised(name: identity.name)) ?? email, by: nil, session).id
        let added = try session.execute(
            """
            INSERT INTO access.outside_identity (issuer, subject, account_id) VALUES ($1, $2, $3)
            ON CONFLICT (issuer, account_id) DO NOTHING
            """,
            [.text(identity.issuer), .text(identity.subject), Parameter(account)]
        )
        guard added == 1 else { throw AccessError.identityTaken }
        try Audit.record("identity-linked", "account:\(account)", ["issuer": identity.issuer], in: session)
        return account
    }
}
