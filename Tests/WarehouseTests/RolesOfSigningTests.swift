import PostgreSQL
import Testing
import Warehouse

@Suite struct RolesOfSigningTests {
    @Test func `what an account may do is asked of the database at the moment it is done`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let authority = try Organisation("la:301")
            let preparer = try await officer("Pat", [Membership(authority, .preparer)], warehouse)
            let approving = try Membership(authority, .approver)
            let approver = try await officer("Ann", [approving], warehouse)
            let neighbour = try await officer("Ned", [Membership(Organisation("la:302"), .approver)], warehouse)
            let id = try await upload(by: preparer, warehouse)
            await #expect(throws: SignOffError.notPreparer(sender: "la:301")) {
                try await explain(id, by: neighbour, warehouse)
            }
            try await explain(id, by: preparer, warehouse)
            for other in [preparer, neighbour] {
                await #expect(throws: SignOffError.notApprover(sender: "la:301")) {
                    try await warehouse.sign(id, by: other, key: Office.key)
                }
            }
            try await warehouse.revoke(approving, from: try #require(approver.account))
            await #expect(throws: SignOffError.notApprover(sender: "la:301")) {
                try await warehouse.sign(id, by: approver, key: Office.key)
            }
            _ = try await warehouse.grant(approving, to: try #require(approver.account))
            let receipt = try await warehouse.sign(id, by: approver, key: Office.key)
            #expect(receipt.content.preparer == "Pat" && receipt.content.approver == "Ann")
            await #expect(throws: SignOffError.notNationalTeam) { try await warehouse.accept(id, by: approver) }
            let nation = try await officer("Nat", [Membership(Organisation("national"), .nationalTeam)], warehouse)
            try await warehouse.accept(id, by: nation)
            #expect(try await Office.state(id, warehouse) == .accepted)
        }
    }

    @Test func `whoever holds both roles still does not sign what they prepared, whatever name they give`()
        async throws
    {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let authority = try Organisation("la:301")
            let both = [try Membership(authority, .preparer), try Membership(authority, .approver)]
            let person = try await officer("Pat", both, warehouse)
            let id = try await upload(by: person, warehouse)
            try await explain(id, by: person, warehouse)
            let renamed = Officer(account: try #require(person.account), name: "Somebody Else", way: .portal)
            await #expect(throws: SignOffError.samePerson) {
                try await warehouse.sign(id, by: renamed, key: Office.key)
            }
            #expect(try await Office.state(id, warehouse) == .ready)
        }
    }

    private func officer(_ name: String, _ roles: [Membership], _ warehouse: Warehouse) async throws -> Officer {
        let account = try await warehouse.createAccount(email: "\(name.lowercased())@example.org", name: name)
        for role in roles { _ = try await warehouse.grant(role, to: account.id) }
        return Officer(account: account.id, name: name, way: .portal)
    }

    private func upload(by officer: Officer, _ warehouse: Warehouse) async throws -> Int {
        let file = SubmittedFile(name: "return.xml", bytes: [1])
        let sender = try Sender("la:301")
        let id = try await warehouse.submit(files: [file], from: sender, return: "sen2@2025", by: officer).id
        let job = try #require(try await warehouse.claimJob(lease: 60))
        try await Office.finish(job, SampleReturn(), warehouse)
        return id
    }

    private func explain(_ id: Int, by officer: Officer, _ warehouse: Warehouse) async throws {
        for one in try await warehouse.queryProgress(of: id) {
            let new = NewExplanation(rule: one.rule, scope: .all, reason: .other, text: Office.reason)
            try await warehouse.explain(new, in: id, by: officer)
        }
    }
}
