import PostgreSQL
import Testing
import Warehouse

@Suite struct OutsideIdentityTests {
    @Test func `the provider's own name for a person decides, and a new one has no roles`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let person = try await warehouse.recognise(identity("s1", "Ruth@example.org")).account
            #expect(person.email == "ruth@example.org" && person.name == "Ruth Okafor")
            // Whatever address the provider has later, it is the same person.
            #expect(try await warehouse.recognise(identity("s1", "amy@example.org", false)).account.id == person.id)
            let opened = try await warehouse.openSession(for: warehouse.recognise(identity("s1", "")))
            #expect(try await warehouse.session(token: opened.text)?.memberships == [])
            let other = try await warehouse.recognise(identity("s1", "zoe@example.org", issuer: "https://other"))
            #expect(other.account.id != person.id)
        }
    }

    @Test func `an address leads to an account only when it is verified, and only one identity`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let ruth = try await People.make(warehouse, "ruth@example.org")
            await #expect(throws: AccessError.emailNotVerified) {
                try await warehouse.recognise(identity("thief", "ruth@example.org", false))
            }
            #expect(try await warehouse.recognise(identity("s1", "ruth@example.org")).account.id == ruth.id)
            await #expect(throws: AccessError.identityTaken) {
                try await warehouse.recognise(identity("s2", "ruth@example.org"))
            }
            await #expect(throws: AccessError.emailUnreadable) { try await warehouse.recognise(identity("s3", "x")) }
            try await warehouse.closeAccount(ruth.id)
            await #expect(throws: AccessError.accountClosed) {
                try await warehouse.recognise(identity("s1", "ruth@example.org"))
            }
        }
    }

    @Test func `two first sign-ins at once are one account`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let found = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await warehouse.recognise(identity("s1", "ruth@example.org")).account.id }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(found.count == 1)
        }
    }

    private func identity(
        _ subject: String,
        _ email: String,
        _ isVerified: Bool = true,
        issuer: String = "https://provider.example.org"
    ) -> OutsideIdentity {
        OutsideIdentity(
            issuer: issuer,
            subject: subject,
            email: email,
            isEmailVerified: isVerified,
            name: "Ruth Okafor"
        )
    }
}
