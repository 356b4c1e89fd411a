import PostgreSQL

extension Warehouse {
    /// Keeps a form that came after its session had ended, and forgets those that are older than an hour.
    ///
    /// - Parameters:
    ///   - sealed: The form, sealed with a key that is not in the database.
    ///   - token: The secret of the session that it came with.
    /// - Returns: The secret to ask for it by; nil when there never was such a session, or it ended days ago.
    /// - Throws: A `PostgreSQLError`.
    public func keepForm(_ sealed: [UInt8], ofSession token: String) async throws -> Secret? {
        let secret = Secret()
        return try await transaction { session in
            try session.execute("DELETE FROM access.kept_form WHERE kept_at < clock_timestamp() - interval '1 hour'")
            let kept = try session.execute(
                """
                INSERT INTO access.kept_form (secret_hash, account_id, sealed)
                SELECT $1, account_id, $3 FROM access.session
                WHERE token_hash = $2 AND last_seen_at > clock_timestamp() - interval '1 day'
                """,
                [.bytes(secret.hash), .bytes(Secret.hash(token)), .bytes(sealed)]
            )
            return kept == 1 ? secret : nil
        }
    }

    /// Finds a kept form.
    ///
    /// - Parameters:
    ///   - secret: What it was kept under.
    ///   - account: Number of the account that asks.
    /// - Returns: The sealed form; nil when there is none, or it is somebody else's.
    /// - Throws: A `PostgreSQLError`.
    public func keptForm(_ secret: String, of account: Int) async throws -> [UInt8]? {
        try await transaction { session in
            try session.query(
                """
                SELECT sealed FROM access.kept_form
                WHERE secret_hash = $1 AND account_id = $2 AND kept_at > clock_timestamp() - interval '1 hour'
                """,
                [.bytes(Secret.hash(secret)), Parameter(account)]
            ).first?.get("sealed")
        }
    }

    /// Forgets a kept form.
    ///
    /// - Parameters:
    ///   - secret: What it was kept under.
    ///   - account: Number of the account that it is of.
    /// - Throws: A `PostgreSQLError`.
    public func forgetForm(_ secret: String, of account: Int) async throws {
        try await transaction { session in
            try session.execute(
                "DELETE FROM access.kept_form WHERE secret_hash = $1 AND account_id = $2",
                [.bytes(Secret.hash(secret)), Parameter(account)]
            )
        }
    }
}
