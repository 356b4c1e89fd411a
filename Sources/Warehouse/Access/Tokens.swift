import PostgreSQL

/// A secret by which a supplier's system speaks for one organisation, without the secret itself.
public struct AccessToken: Sendable, Hashable {
    public let id: Int
    /// What it is for.
    public let name: String
    public let organisation: Organisation
    /// UTC, like `2026-11-26T09:30:00Z`, as the others.
    public let createdAt: String
    public let expiresAt: String
    public let lastUsedAt: String?
    public let revokedAt: String?
    public let isExpired: Bool

    init(_ row: Row) throws {
        id = try row.get("id")
        name = try row.get("name")
        organisation = try Organisation(row.get("organisation"))
        createdAt = try row.get("created")
        expiresAt = try row.get("expires")
        lastUsedAt = try row.get("used")
        revokedAt = try row.get("revoked")
        isExpired = try row.get("is_expired")
    }
}

extension Warehouse {
    /// Makes a token for one organisation.
    ///
    /// It can send and ask, and never sign.
    ///
    /// - Parameters:
    ///   - name: What it is for, such as the system that will hold it.
    ///   - organisation: An authority or a school.
    ///   - days: For how long it works, from 1 to 366.
    ///   - author: Number of the account that makes it; nil for the command line.
    /// - Returns: The secret, to be shown once.
    /// - Throws: `AccessError.nameMissing`, `roleElsewhere` for the nation, `tokenLifeUnfit`, or a `PostgreSQLError`.
    public func createToken(
        _ name: String,
        for organisation: Organisation,
        days: Int = 366,
        by author: Int? = nil
    ) async throws -> Secret {
        let name = try Account.normalised(name: name)
        guard organisation.kind != .national else { throw AccessError.roleElsewhere }
        guard (1...366).contains(days) else { throw AccessError.tokenLifeUnfit }
        let secret = Secret(prefix: "sendstat_")
        try await transaction { session in
            let id = try session.row(
                """
                INSERT INTO access.token (token_hash, name, organisation, created_by, expires_at)
                VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(days => $5::integer)) RETURNING id
                """,
                [
                    .bytes(secret.hash), .text(name), .text(organisation.description), Parameter(author),
                    Parameter(days),
                ]
            ).get("id", as: Int.self)
            let detail = ["organisation": organisation.description, "days": String(days)]
            try Audit.record("token-created", "token:\(id)", detail, by: author, in: session)
        }
        return secret
    }

    /// Finds the token that a secret belongs to, and marks it as used.
    ///
    /// - Parameter text: The secret.
    /// - Returns: The token; nil when it ran out, was taken back or never was.
    /// - Throws: A `PostgreSQLError`.
    public func tokenHolder(token text: String) async throws -> AccessToken? {
        try await transaction { session in
            let rows = try session.query(
                """
                SELECT *, access.utc(created_at) AS created, access.utc(expires_at) AS expires,
                    access.utc(last_used_at) AS used, access.utc(revoked_at) AS revoked, false AS is_expired
                FROM access.token
                WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp()
                """,
                [.bytes(Secret.hash(text))]
            )
            guard let token = try rows.first.map(AccessToken.init) else { return nil }
            try session.execute(
                """
                UPDATE access.token SET last_used_at = clock_timestamp()
                WHERE id = $1 AND coalesce(last_used_at, '-infinity') < clock_timestamp() - interval '1 minute'
                """,
                [Parameter(token.id)]
            )
            return token
        }
    }

    /// The tokens there are and were, in the order of their making.
    ///
    /// - Parameter organisation: Whose; nil for all.
    /// - Returns: The tokens, without their secrets.
    /// - Throws: A `PostgreSQLError`.
    public func tokens(of organisation: Organisation? = nil) async throws -> [AccessToken] {
        try await transaction { session in
            try session.query(
                """
                SELECT *, access.utc(created_at) AS created, access.utc(expires_at) AS expires,
                    access.utc(last_used_at) AS used, access.utc(revoked_at) AS revoked,
                    expires_at <= clock_timestamp() AS is_expired
                FROM access.token WHERE $1::text IS NULL OR organisation = $1 ORDER BY id
                """,
                [Parameter(organisation?.description)]
            ).map(AccessToken.init)
        }
    }

    /// Takes a token back at once.
    ///
    /// - Parameters:
    ///   - id: Number of the token.
    ///   - author: Number of the account that takes it back; nil for the command line.
    /// - Throws: `AccessError.tokenUnknown`, or a `PostgreSQLError`.
    public func revokeToken(_ id: Int, by author: Int? = nil) async throws {
        try await transaction { session in
            let taken = try session.execute(
                "UPDATE access.token SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL",
                [Parameter(id)]
            )
            guard taken == 1 else { throw AccessError.tokenUnknown }
            try Audit.record("token-revoked", "token:\(id)", by: author, in: session)
        }
    }
}
