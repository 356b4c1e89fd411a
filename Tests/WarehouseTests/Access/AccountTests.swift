import PostgreSQL
import Support
import Testing
import Warehouse

@Suite struct AccountTests {
    private let preparer = try! Membership(Organisation("la:301"), .preparer)
    private let approver = try! Membership(Organisation("la:301"), .approver)

    @Test func `an address is one account, whatever its letters' case`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let made = try await warehouse.createAccount(email: " Ruth@Example.ORG ", name: " Ruth Okafor ")
            #expect(made.email == "ruth@example.org")
            #expect(made.name == "Ruth Okafor")
            await #expect(throws: AccessError.emailTaken) {
                try await warehouse.createAccount(email: "ruth@example.org", name: "Another")
            }
            #expect(try await warehouse.account(email: "RUTH@example.org").id == made.id)
            await #expect(throws: AccessError.accountUnknown) { try await warehouse.account(email: "x@example.org") }
            for email in ["", "ruth", "@example.org", "ruth@", "ruth@org", "a b@example.org", "a@b@example.org"] {
                await #expect(throws: AccessError.emailUnreadable, "\(email)") {
                    try await warehouse.createAccount(email: email, name: "Ruth")
                }
            }
            await #expect(throws: AccessError.nameMissing) {
                try await warehouse.createAccount(email: "y@example.org", name: " ")
            }
        }
    }

    @Test(
        arguments: [
            "", "la:", "la:30", "la:3011", "la:30a", "school:10000", "school:1000011", "national:", "national:1",
            "LA:301",
            "la:３０１", "la:301:", "301",
        ]
    )
    func `an organisation is written in one way`(_ text: String) {
        #expect(throws: AccessError.organisationUnknown) { try Organisation(text) }
    }

    @Test func `roles belong to their kind of organisation`() throws {
        for role in Role.allCases {
            for name in ["la:301", "school:100001", "national"] {
                let organisation = try Organisation(name)
                #expect(organisation.description == name)
                let fits = role.isNational == (name == "national")
                #expect(((try? Membership(organisation, role)) != nil) == fits)
            }
        }
    }

    @Test func `a role is held from grant to revoke, and the database says so`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let ruth = try await warehouse.createAccount(email: "ruth@example.org", name: "Ruth")
            #expect(try await !warehouse.holds(ruth.id, approver))
            #expect(try await warehouse.grant(approver, to: ruth.id))
            #expect(try await !warehouse.grant(approver, to: ruth.id))
            #expect(try await warehouse.holds(ruth.id, approver))
            #expect(try await !warehouse.holds(ruth.id, preparer))
            try await warehouse.revoke(approver, from: ruth.id)
            #expect(try await !warehouse.holds(ruth.id, approver))
            await #expect(throws: AccessError.roleNotHeld) { try await warehouse.revoke(approver, from: ruth.id) }
            try await warehouse.grant(approver, to: ruth.id, by: ruth.id)
            try await warehouse.closeAccount(ruth.id)
            #expect(try await !warehouse.holds(ruth.id, approver))
            await #expect(throws: AccessError.accountClosed) { try await warehouse.grant(preparer, to: ruth.id) }
            let kept = try await query(settings, "SELECT FROM access.membership")
            #expect(kept.count == 2)
            let log = try await query(
                settings,
                "SELECT action || coalesce(' by ' || (detail->>'by'), '') AS line FROM intake.audit ORDER BY id"
            )
            #expect(
                try log.map { try $0.get("line", as: String.self) } == [
                    "account-created", "role-granted", "role-revoked", "role-granted by account:\(ruth.id)",
                    "account-closed",
                ]
            )
        }
    }

    @Test func `the list shows roles and what is set up`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let zoe = try await People.make(warehouse, "zoe@example.org", preparer, approver)
            _ = try await People.make(warehouse, "amy@example.org")
            try await warehouse.setPassword(People.password, of: zoe.id)
            let list = try await warehouse.accounts()
            #expect(list.map(\.account.email) == ["amy@example.org", "zoe@example.org"])
            #expect(list[0].memberships.isEmpty && !list[0].hasPassword)
            #expect(list[1].memberships == [approver, preparer])
            #expect(list[1].hasPassword && !list[1].hasSecondFactor)
        }
    }
}
