import Foundation
import PostgreSQL
import Testing
import Warehouse

@Suite struct SecondFactorTests {
    private let approver = try! Membership(Organisation("la:301"), .approver)

    @Test func `an approver sets up a second factor, shows it, and may then sign`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let first = try await People.signIn(warehouse, "ruth@example.org", approver)
            let ruth = try await warehouse.account(email: "ruth@example.org").id
            let before = try #require(try await warehouse.session(token: first))
            #expect(before.secondFactor == .toBeSetUp)
            #expect(!before.may(.approver, for: approver.organisation))
            await #expect(throws: AccessError.secondFactorMissing) {
                try await warehouse.showSecondFactor(token: first, code: "123456")
            }
            let setup = try await warehouse.beginSecondFactor(of: ruth)
            #expect(setup.address.text.contains("secret=\(setup.secret.text)&issuer=sendstat"))
            #expect(try await warehouse.confirmSecondFactor(of: ruth, code: "12345") == nil)
            let code = try await code(of: setup, settings)
            let confirmed = try await warehouse.confirmSecondFactor(of: ruth, code: code)
            let codes = try #require(confirmed).map(\.text)
            #expect(codes.count == 10 && Set(codes).count == 10)
            await #expect(throws: AccessError.secondFactorPresent) { try await warehouse.beginSecondFactor(of: ruth) }

            let token = try await People.signIn(warehouse, again: "ruth@example.org")
            #expect(try await warehouse.session(token: token)?.secondFactor == .toBeShown)
            guard case .refused = try await warehouse.showSecondFactor(token: token, code: code) else {
                Issue.record("the code that confirmed it worked again")
                return
            }
            try await forgetLastStep(settings)
            guard case .shown(let renewed) = try await warehouse.showSecondFactor(token: token, code: code) else {
                Issue.record("a right code was refused")
                return
            }
            #expect(try await warehouse.session(token: token) == nil)
            let person = try #require(try await warehouse.session(token: renewed.text))
            #expect(person.secondFactor == .shown && person.may(.approver, for: approver.organisation))
            await #expect(throws: AccessError.sessionEnded) {
                try await warehouse.showSecondFactor(token: token, code: code)
            }
        }
    }

    @Test func `a recovery code works once, however it is typed, and for its owner alone`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let token = try await People.signIn(warehouse, "ruth@example.org", approver)
            let ruth = try await warehouse.account(email: "ruth@example.org").id
            let codes = try await confirm(
                try await warehouse.beginSecondFactor(of: ruth),
                of: ruth,
                warehouse,
                settings
            )
            let other = try await People.signIn(warehouse, "amy@example.org", approver)
            let amy = try await warehouse.account(email: "amy@example.org").id
            _ = try await confirm(try await warehouse.beginSecondFactor(of: amy), of: amy, warehouse, settings)
            guard case .refused = try await warehouse.showSecondFactor(token: other, code: codes[0]) else {
                Issue.record("another's recovery code worked")
                return
            }
            let typed = codes[0].lowercased().replacingOccurrences(of: "-", with: " ")
            guard case .shown = try await warehouse.showSecondFactor(token: token, code: typed) else {
                Issue.record("a recovery code was refused")
                return
            }
            let again = try await People.signIn(warehouse, again: "ruth@example.org")
            guard case .refused = try await warehouse.showSecondFactor(token: again, code: codes[0]) else {
                Issue.record("a recovery code worked twice")
                return
            }
            let stored = try await query(
                settings,
                "SELECT count(*) AS n FROM access.recovery_code WHERE used_at IS NULL"
            )
            #expect(try stored[0].get("n", as: Int.self) == 19)
        }
    }

    @Test func `eight wrong codes lock the second factor, also in new sessions`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let token = try await People.signIn(warehouse, "ruth@example.org", approver)
            let ruth = try await warehouse.account(email: "ruth@example.org").id
            let setup = try await warehouse.beginSecondFactor(of: ruth)
            _ = try await confirm(setup, of: ruth, warehouse, settings)
            try await forgetLastStep(settings)
            for _ in 0..<8 {
                guard case .refused = try await warehouse.showSecondFactor(token: token, code: "no") else {
                    Issue.record("not refused")
                    return
                }
            }
            let again = try await People.signIn(warehouse, again: "ruth@example.org")
            let code = try await code(of: setup, settings)
            guard case .tooManyTries = try await warehouse.showSecondFactor(token: again, code: code) else {
                Issue.record("not locked")
                return
            }
        }
    }

    @Test func `the secret lies sealed in the database, under a key kept outside and for one account`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let token = try await People.signIn(warehouse, "ruth@example.org", approver)
            let ruth = try await warehouse.account(email: "ruth@example.org").id
            let setup = try await warehouse.beginSecondFactor(of: ruth)
            _ = try await confirm(setup, of: ruth, warehouse, settings)
            let sealed: [UInt8] = try await query(settings, "SELECT sealed_secret FROM access.second_factor")[0].get(0)
            let secret = decoded(setup.secret.text)
            #expect(sealed.count == 12 + 20 + 16)
            #expect(!(0...sealed.count - 20).contains { Array(sealed[$0..<$0 + 20]) == secret })
            let other = try Warehouse(
                pool: Pool(settings: settings, size: 1),
                pseudonymKey: Array(repeating: 9, count: 32)
            )
            await #expect(throws: AccessError.secondFactorUnreadable) {
                try await other.showSecondFactor(token: token, code: "123456")
            }
            // A stranger's sealed secret in one's own row opens as little.
            let amy = try await People.make(warehouse, "amy@example.org")
            _ = try await query(
                settings,
                """
                INSERT INTO access.second_factor (account_id, sealed_secret, confirmed_at)
                SELECT $1, sealed_secret, confirmed_at FROM access.second_factor
                """,
                [Parameter(amy.id)]
            )
            try await warehouse.setPassword(People.password, of: amy.id)
            let session = try await People.signIn(warehouse, again: "amy@example.org")
            await #expect(throws: AccessError.secondFactorUnreadable) {
                try await warehouse.showSecondFactor(token: session, code: "123456")
            }
        }
    }

    @Test func `taking it away ends the sessions and all codes`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let token = try await People.signIn(warehouse, "ruth@example.org", approver)
            let ruth = try await warehouse.account(email: "ruth@example.org").id
            await #expect(throws: AccessError.secondFactorMissing) { try await warehouse.removeSecondFactor(of: ruth) }
            _ = try await confirm(try await warehouse.beginSecondFactor(of: ruth), of: ruth, warehouse, settings)
            try await warehouse.removeSecondFactor(of: ruth)
            #expect(try await warehouse.session(token: token) == nil)
            let left = try await query(settings, "SELECT FROM access.recovery_code WHERE used_at IS NULL")
            #expect(left.isEmpty)
            let again = try await People.signIn(warehouse, again: "ruth@example.org")
            #expect(try await warehouse.session(token: again)?.secondFactor == .toBeSetUp)
        }
    }

    private func confirm(
        _ setup: SecondFactorSetup,
        of account: Int,
        _ warehouse: Warehouse,
        _ settings: ConnectionSettings
    ) async throws -> [String] {
        let code = try await code(of: setup, settings)
        return try #require(try await warehouse.confirmSecondFactor(of: account, code: code)).map(\.text)
    }

    /// What the app of the person shows now.
    private func code(of setup: SecondFactorSetup, _ settings: ConnectionSettings) async throws -> String {
        let seconds = try await query(settings, "SELECT floor(extract(epoch FROM clock_timestamp()))::bigint AS s")
        return OneTimeCode.code(step: try seconds[0].get("s", as: Int64.self) / 30, secret: decoded(setup.secret.text))
    }

    private func forgetLastStep(_ settings: ConnectionSettings) async throws {
        _ = try await query(settings, "UPDATE access.second_factor SET last_step = 0")
    }

    private func decoded(_ base32: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = base32.flatMap { letter -> [UInt8] in
            let value = UInt8(alphabet.firstIndex(of: letter) ?? 0)
            return (0..<5).reversed().map { value >> $0 & 1 }
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map { bits[$0..<$0 + 8].reduce(0) { $0 << 1 | $1 } }
    }
}
