import PostgreSQL

extension Warehouse {
    /// Gives an account a password; its other sessions end.
    ///
    /// - Parameters:
    ///   - password: The password, as it was typed.
    ///   - account: Number of the account.
    ///   - author: Number of the account that sets it; nil for the command line.
    /// - Throws: `AccessError.passwordRefused` with what is wrong, `accountUnknown`, `accountClosed`, or a
    ///   `PostgreSQLError`.
    public func setPassword(_ password: String, of account: Int, by author: Int? = nil) async throws {
        let person = try await transaction { session in try Account.hold(account, session) }
        let hash = try await hash(password, for: person)
        try await transaction { session in
            try Account.hold(account, session)
            try Self.keep(hash, of: account, session)
            try Self.endSessions(of: account, session)
            try Audit.record("password-set", "account:\(account)", by: author, in: session)
        }
    }

    private func hash(_ password: String, for person: Account) async throws -> PasswordHash {
        if let problem = PasswordRules.problem(password, email: person.email, name: person.name) {
            throw AccessError.passwordRefused(problem)
        }
        return try await PasswordHash.make(of: password, cost: passwordCost)
    }

    static func keep(_ hash: PasswordHash, of account: Int, _ session: Session) throws {
        try session.execute(
            """
            INSERT INTO access.password (account_id, hash, salt, rounds, block_size, parallelism)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (account_id) DO UPDATE SET hash = $2, salt = $3, rounds = $4, block_size = $5,
                parallelism = $6, set_at = clock_timestamp()
            """,
            [
                Parameter(account), .bytes(hash.hash), .bytes(hash.salt), Parameter(hash.cost.rounds),
                Parameter(hash.cost.blockSize), Parameter(hash.cost.parallelism),
            ]
        )
    }

    /// Makes the secret of a link by which a person chooses a password.
    ///
    /// Links made before stop working.
    ///
    /// - Parameters:
    ///   - account: Number of the account.
    ///   - minutes: How long it works.
    ///   - author: Number of the account that makes it; nil for the command line.
    /// - Returns: The secret, which is kept nowhere: it belongs into a message to the account's own address.
    /// - Throws: `AccessError.accountUnknown`, `accountClosed`, or a `PostgreSQLError`.
    public func makePasswordLink(of account: Int, minutes: Int = 60, by author: Int? = nil) async throws -> Secret {
        let secret = Secret()
        try await transaction { session in
            try Account.hold(account, session)
            try session.execute(
                "UPDATE access.password_reset SET used_at = clock_timestamp() WHERE account_id = $1 AND used_at IS NULL",
                [Parameter(account)]
            )
            try session.execute(
                """
                INSERT INTO access.password_reset (token_hash, account_id, expires_at)
                VALUES ($1, $2, clock_timestamp() + make_interval(mins => $3::integer))
                """,
                [.bytes(secret.hash), Parameter(account), Parameter(minutes)]
            )
            try Audit.record("password-link-made", "account:\(account)", by: author, in: session)
        }
        return secret
    }

    /// Chooses a password by the secret of a link, which then works no more; the account's sessions end.
    ///
    /// - Parameters:
    ///   - password: The password, as it was typed.
    ///   - link: The link's secret.
    /// - Throws: `AccessError.linkSpent`; `passwordRefused`, after which the link still works; or a `PostgreSQLError`.
    public func choosePassword(_ password: String, link: String) async throws {
        let person = try await transaction { session in try Self.person(ofLink: link, session) }
        let hash = try await hash(password, for: person)
        try await transaction { session in
            let person = try Self.person(ofLink: link, session)
            try session.execute(
                "UPDATE access.password_reset SET used_at = clock_timestamp() WHERE token_hash = $1",
                [.bytes(Secret.hash(link))]
            )
            try Self.keep(hash, of: person.id, session)
            try Self.endSessions(of: person.id, session)
            try Audit.record("password-chosen-by-link", "account:\(person.id)", by: person.id, in: session)
        }
    }

    private static func person(ofLink link: String, _ session: Session) throws -> Account {
        let rows = try session.query(
            """
            SELECT account_id FROM access.password_reset
            WHERE token_hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp() FOR UPDATE
            """,
            [.bytes(Secret.hash(link))]
        )
        guard let row = rows.first else { throw AccessError.linkSpent }
        return try Account.hold(try row.get("account_id"), session)
    }
}
