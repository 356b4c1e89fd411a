import Foundation
import Support
import Testing
import Warehouse

extension PortalUnderTest {
    /// Somebody with a session.
    struct Person: Sendable {
        let account: Account
        /// The cookie's secret.
        let token: String
        var cookies: [Browser.Cookie] { [Browser.Cookie(name: "sendstat_session", value: token)] }
        var officer: Officer { Officer(account: account.id, name: account.name, way: .portal) }
    }

    static let password = "three random words"

    /// Makes an account with roles, and signs it in with all that its roles need.
    ///
    /// - Parameters:
    ///   - name: The person's name; the address is its first word at example.org.
    ///   - roles: Roles with organisations, such as `.preparer: "la:301"`.
    /// - Returns: The person, with a session.
    /// - Throws: What the warehouse throws.
    func person(_ name: String, _ roles: KeyValuePairs<Role, String> = [:]) async throws -> Person {
        let account = try await account(name, roles)
        let email = account.email
        guard case .recognised(let known) = try await owner.authenticate(email: email, password: Self.password) else {
            throw PortalUnderTestError.noCheck
        }
        var token = try await owner.openSession(for: known).text
        if roles.contains(where: { $0.key.needsSecondFactor }) {
            token = try await showSecondFactor(account, token)
        }
        return Person(account: account, token: token)
    }

    /// Makes an account with a password and roles, which nobody has signed in to.
    func account(_ name: String, _ roles: KeyValuePairs<Role, String> = [:]) async throws -> Account {
        let email = "\(name.split(separator: " ")[0].lowercased())@example.org"
        let account = try await owner.createAccount(email: email, name: name)
        for (role, organisation) in roles {
            _ = try await owner.grant(try Membership(Organisation(organisation), role), to: account.id)
        }
        try await owner.setPassword(Self.password, of: account.id)
        return account
    }

    private func showSecondFactor(_ account: Account, _ token: String) async throws -> String {
        let code = Self.recoveryCode(try await setUpSecondFactor(account))
        guard case .shown(let secret) = try await owner.showSecondFactor(token: token, code: code) else {
            throw PortalUnderTestError.noCheck
        }
        return secret.text
    }

    /// Sets a second factor up, and gives the recovery codes.
    func setUpSecondFactor(_ account: Account) async throws -> [String] {
        let setup = try await owner.beginSecondFactor(of: account.id)
        let step = Int64(Date().timeIntervalSince1970) / OneTimeCode.period
        let secret = try #require(Base32Text.bytes(setup.secret.text))
        let codes = try await owner.confirmSecondFactor(
            of: account.id,
            code: OneTimeCode.code(step: step, secret: secret)
        )
        return try #require(codes).map(\.text)
    }

    private static func recoveryCode(_ codes: [String]) -> String { codes.first ?? "" }
}

/// Reads Base32 (RFC 4648), as an authenticator app does.
enum Base32Text {
    static func bytes(_ text: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (buffer, bits, bytes): (UInt32, Int, [UInt8]) = (0, 0, [])
        for character in text where character.isLetter || character.isNumber {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
        return bytes
    }
}
