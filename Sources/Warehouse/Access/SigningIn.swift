import PostgreSQL

/// What became of a try to sign in.
public enum SignInResult: Sendable, Hashable {
    /// The name and the password belong together; `openSession` opens a session.
    case recognised(RecognisedPerson)
    /// They do not, or there is no such name: which of them is said to nobody.
    case refused
    /// Too many wrong tries under this name, known or not. Trying again works after fifteen minutes.
    case tooManyTries
}

/// A person who showed who they are; only the warehouse makes one.
public struct RecognisedPerson: Sendable, Hashable {
    public let account: Account
    /// How the person showed it: `password` or the provider's address.
    public let way: String

    init(account: Account, way: String) {
        self.account = account
        self.way = way
    }
}

extension Warehouse {
    /// Looks whether a name and a password belong together.
    ///
    /// It takes as long for an unknown name as for a known one.
    ///
    /// - Parameters:
    ///   - email: The address, as it was typed.
    ///   - password: The password, as it was typed.
    /// - Returns: What became of it.
    /// - Throws: A `PostgreSQLError`, or an error of CryptoExtras when there is no memory to hash.
    public func authenticate(email: String, password: String) async throws -> SignInResult {
        let name = (try? Account.normalised(email: email)) ?? email
        let found = try await transaction { session in try Self.begin(name, session) }
        guard let found else { return .tooManyTries }
        let fits = try await (found.hash ?? .ofNobody(passwordCost)).matches(password)
        guard fits, found.hash != nil, let person = found.person, !person.isClosed else {
            try await refuse(found.person)
            return .refused
        }
        // A hash made by weaker parameters than today's is made again while the password is at hand.
        let isStrong = found.hash?.cost == passwordCost
        let stronger = isStrong ? nil : try await PasswordHash.make(of: password, cost: passwordCost)
        return try await transaction { session in
            try SignInTries.succeed(found.number, session)
            if let stronger { try Self.keep(stronger, of: person.id, session) }
            return .recognised(RecognisedPerson(account: person, way: "password"))
        }
    }

    /// Notes in the audit log that a provider's answer was not taken; who it would have been is not known.
    ///
    /// - Parameters:
    ///   - way: The provider's address.
    ///   - reason: A short word for why.
    /// - Throws: A `PostgreSQLError`.
    public func recordRefusedSignIn(way: String, reason: String) async throws {
        try await transaction { session in
            try Audit.record("sign-in-refused", "account:unknown", ["way": way, "reason": reason], in: session)
        }
    }

    private struct Found: Sendable {
        let number: Int64
        let person: Account?
        let hash: PasswordHash?
    }

    private static func begin(_ name: String, _ session: Session) throws -> Found? {
        guard let number = try SignInTries.begin(.password, name, session) else { return nil }
        let rows = try session.query(
            """
            SELECT a.*, p.hash, p.salt, p.rounds, p.block_size, p.parallelism
            FROM access.account a LEFT JOIN access.password p ON p.account_id = a.id
            WHERE a.email = $1
            """,
            [.text(name.filter { $0 != "\0" })]
        )
        return Found(number: number, person: try rows.first.map(Account.init), hash: try rows.first.flatMap(hash))
    }

    private static func hash(_ row: Row) throws -> PasswordHash? {
        guard let hash = try row.get("hash", as: [UInt8]?.self) else { return nil }
        return PasswordHash(
            hash: hash,
            salt: try row.get("salt"),
            cost: ScryptCost(
                rounds: try row.get("rounds"),
                blockSize: try row.get("block_size"),
                parallelism: try row.get("parallelism")
            )
        )
    }

    /// The log names no address that is not an account's: people type their password there.
    private func refuse(_ person: Account?) async throws {
        try await transaction { session in
            let subject = person.map { "account:\($0.id)" } ?? "account:unknown"
            try Audit.record("sign-in-refused", subject, in: session)
        }
    }
}
