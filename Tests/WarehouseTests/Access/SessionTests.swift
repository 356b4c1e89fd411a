import PostgreSQL
import Testing
import Warehouse

@Suite struct SessionTests {
    private let viewer = try! Membership(Organisation("la:301"), .viewer)
    private let preparer = try! Membership(Organisation("la:301"), .preparer)

    @Test func `a session gives the person and the roles of this moment, until it is ended`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let token = try await People.signIn(warehouse, "ruth@example.org", preparer)
            let person = try #require(try await warehouse.session(token: token))
            #expect(person.account.email == "ruth@example.org")
            #expect(person.memberships == [preparer])
            #expect(person.secondFactor == .notNeeded)
            #expect(person.may(.preparer, for: preparer.organisation))
            #expect(!person.may(.approver, for: preparer.organisation))
            #expect(try !person.may(.preparer, for: Organisation("la:302")))
            #expect(person.maySee(preparer.organisation))
            #expect(try !person.maySee(Organisation("la:302")))
            #expect(!person.maySee(.national))
            let stored = try await query(settings, "SELECT encode(token_hash, 'escape') AS h FROM access.session")
            #expect(try stored.count == 1 && !stored[0].get("h", as: String.self).contains(token))
            for other in ["", String(token.dropLast()), token + "A", token.lowercased()] {
                #expect(try await warehouse.session(token: other) == nil)
            }
            try await warehouse.endSession(token: token)
            #expect(try await warehouse.session(token: token) == nil)
            try await warehouse.endSession(token: token)
        }
    }

    @Test func `a session ends after thirty idle minutes, and after twelve hours of work`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let token = try await People.signIn(warehouse, "ruth@example.org", viewer)
            for _ in 0..<30 {
                // Each page moves the end on: 29 minutes, thirty times, are more than twelve hours.
                _ = try await query(
                    settings,
                    """
                    UPDATE access.session SET last_seen_at = last_seen_at - interval '29 minutes',
                        opened_at = opened_at - interval '23 minutes'
                    """
                )
                #expect(try await warehouse.session(token: token) != nil)
            }
            _ = try await query(settings, "UPDATE access.session SET opened_at = now() - interval '12 hours 1 second'")
            #expect(try await warehouse.session(token: token) == nil)
            let idle = try await People.signIn(warehouse, again: "ruth@example.org")
            _ = try await query(
                settings,
                "UPDATE access.session SET last_seen_at = now() - interval '30 minutes 1 second'"
            )
            #expect(try await warehouse.session(token: idle) == nil)
        }
    }

    @Test func `a change of role, password or account ends the person's sessions, and nobody else's`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let other = try await People.signIn(warehouse, "amy@example.org", viewer)
            let first = try await People.signIn(warehouse, "ruth@example.org", viewer)
            let ruth = try await warehouse.account(email: "ruth@example.org").id
            let changes: [@Sendable () async throws -> Void] = [
                { try await warehouse.grant(preparer, to: ruth) },
                { try await warehouse.revoke(preparer, from: ruth) },
                { try await warehouse.setPassword(People.password, of: ruth) },
                { try await warehouse.closeAccount(ruth) },
            ]
            var token = first
            for (number, change) in changes.enumerated() {
                #expect(try await warehouse.session(token: token) != nil, "\(number)")
                try await change()
                #expect(try await warehouse.session(token: token) == nil, "\(number)")
                if number < 3 { token = try await People.signIn(warehouse, again: "ruth@example.org") }
            }
            #expect(try await warehouse.session(token: other) != nil)
        }
    }

    @Test func `the national team sees every organisation, and an operator sees no return`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let account = try await People.make(warehouse, "ann@example.org", try Membership(.national, .operator))
            try await warehouse.setPassword(People.password, of: account.id)
            let token = try await People.signIn(warehouse, again: "ann@example.org")
            let person = try #require(try await warehouse.session(token: token))
            #expect(person.secondFactor == .toBeSetUp)
            #expect(!person.isComplete && !person.may(.operator, for: .national))
            #expect(!person.maySee(viewer.organisation))
        }
    }
}
