import Foundation
import PostgreSQL

/// A person who signs in.
public struct Account: Sendable, Hashable {
    /// Number of the account, which the audit log names.
    public let id: Int
    /// In lower case.
    public let email: String
    public let name: String
    public let isClosed: Bool

    init(_ row: Row) throws {
        id = try row.get("id")
        email = try row.get("email")
        name = try row.get("name")
        isClosed = try row.get("state", as: String.self) == "closed"
    }

    /// Brings an email address to the form in which it is kept.
    static func normalised(email: String) throws(AccessError) -> String {
        let trimmed = email.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."),
            !parts[1].hasSuffix("."), trimmed.utf8.count <= 254,
            !trimmed.contains(where: { $0.isWhitespace || $0 == "<" || $0 == ">" || $0 == "," || $0.asciiValue == 0 })
        else { throw .emailUnreadable }
        return trimmed
    }

    static func normalised(name: String) throws(AccessError) -> String {
        let trimmed = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...200).contains(trimmed.count), !trimmed.contains(where: \.isNewline), !trimmed.utf8.contains(0)
        else { throw .nameMissing }
        return trimmed
    }
}

/// An account with what it may do, as lists show it.
public struct AccountSummary: Sendable, Hashable {
    public let account: Account
    public let memberships: [Membership]
    public let hasPassword: Bool
    public let hasSecondFactor: Bool
}

extension Warehouse {
    /// Makes an account without roles and without a password.
    ///
    /// - Parameters:
    ///   - email: The address the person signs in with; letters' case does not matter.
    ///   - name: The person's name, as receipts show it.
    ///   - author: Number of the account that makes it; nil for the command line.
    /// - Returns: The account.
    /// - Throws: `AccessError.emailUnreadable`, `nameMissing`, `emailTaken`, or a `PostgreSQLError`.
    public func createAccount(email: String, name: String, by author: Int? = nil) async throws -> Account {
        let email = try Account.normalised(email: email)
        let name = try Account.normalised(name: name)
        return try await transaction { session in try Self.makeAccount(email, name, by: author, session) }
    }

    static func makeAccount(_ email: String, _ name: String, by author: Int?, _ session: Session) throws -> Account {
        let rows = try session.query(
            """
            INSERT INTO access.account (email, name) VALUES ($1, $2)
            ON CONFLICT (email) DO NOTHING RETURNING id, email, name, state
            """,
            [.text(email), .text(name)]
        )
        guard let row = rows.first else { throw AccessError.emailTaken }
        let account = try Account(row)
        try Audit.record("account-created", "account:\(account.id)", by: author, in: session)
        return account
    }

    /// Finds an account by its address.
    ///
    /// - Parameter email: The address; letters' case does not matter.
    /// - Returns: The account, also a closed one.
    /// - Throws: `AccessError.accountUnknown`, or a `PostgreSQLError`.
    public func account(email: String) async throws -> Account {
        guard let email = try? Account.normalised(email: email) else { throw AccessError.accountUnknown }
        return try await transaction { session in
            let rows = try session.query("SELECT * FROM access.account WHERE email = $1", [.text(email)])
            guard let row = rows.first else { throw AccessError.accountUnknown }
            return try Account(row)
        }
    }

    /// Everybody who has an account, in the order of their addresses.
    ///
    /// - Returns: The accounts, closed ones too.
    /// - Throws: A `PostgreSQLError`.
    public func accounts() async throws -> [AccountSummary] {
        try await transaction { session in
            try session.query(
                """
                SELECT a.*, p.account_id IS NOT NULL AS has_password, f.confirmed_at IS NOT NULL AS has_second_factor
                FROM access.account a
                LEFT JOIN access.password p ON p.account_id = a.id
                LEFT JOIN access.second_factor f ON f.account_id = a.id
                ORDER BY a.email
                """
            ).map { row in
                let account = try Account(row)
                return AccountSummary(
                    account: account,
                    memberships: try Membership.current(of: account.id, session),
                    hasPassword: try row.get("has_password"),
                    hasSecondFactor: try row.get("has_second_factor")
                )
            }
        }
    }

    /// Closes an account: its sessions end at once, and nobody signs in by it again.
    ///
    /// - Parameters:
    ///   - account: Number of the account.
    ///   - author: Number of the account that closes it; nil for the command line.
    /// - Throws: `AccessError.accountUnknown`, `accountClosed`, or a `PostgreSQLError`.
    public func closeAccount(_ account: Int, by author: Int? = nil) async throws {
        try await transaction { session in
            try Account.hold(account, session)
            try session.execute("UPDATE access.account SET state = 'closed' WHERE id = $1", [Parameter(account)])
            try Self.endSessions(of: account, session)
            try Audit.record("account-closed", "account:\(account)", by: author, in: session)
        }
    }
}

extension Account {
    /// Keeps an account as it is until the transaction ends.
    @discardableResult
    static func hold(_ id: Int, _ session: Session) throws -> Account {
        let rows = try session.query("SELECT * FROM access.account WHERE id = $1 FOR UPDATE", [Parameter(id)])
        guard let row = rows.first else { throw AccessError.accountUnknown }
        let account = try Account(row)
        guard !account.isClosed else { throw AccessError.accountClosed }
        return account
    }
}
