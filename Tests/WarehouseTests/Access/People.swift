import PostgreSQL
import Testing
import Warehouse

/// Made-up officers.
enum People {
    static let password = "kettle harbour violet"

    static func make(_ warehouse: Warehouse, _ email: String, _ roles: Membership...) async throws -> Account {
        let account = try await warehouse.createAccount(email: email, name: "Ruth Okafor")
        for role in roles { try await warehouse.grant(role, to: account.id) }
        return account
    }

    /// An account that has a password and is signed in.
    static func signIn(_ warehouse: Warehouse, _ email: String, _ roles: Membership...) async throws -> String {
        let account = try await warehouse.createAccount(email: email, name: "Ruth Okafor")
        for role in roles { try await warehouse.grant(role, to: account.id) }
        try await warehouse.setPassword(password, of: account.id)
        return try await signIn(warehouse, again: email)
    }

    static func signIn(_ warehouse: Warehouse, again email: String) async throws -> String {
        let result = try await warehouse.authenticate(email: email, password: password)
        guard case .recognised(let person) = result else { throw NotRecognised() }
        return try await warehouse.openSession(for: person).text
    }

    struct NotRecognised: Error {}
}
