import PostgreSQL
import Testing
import Warehouse

@Suite struct AccessRequestTests {
    private let preparer = try! Membership(Organisation("la:301"), .preparer)
    private let approver = try! Membership(Organisation("la:301"), .approver)
    private let national = try! Membership(.national, .nationalTeam)

    @Test func `who asks is told who can decide, and asking twice is asking once`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let ruth = try await People.make(warehouse, "ruth@example.org")
            let ann = try await People.make(warehouse, "ann@example.org", national)
            let alone = try #require(try await warehouse.requestAccess(preparer, account: ruth.id))
            #expect(alone.deciders.map(\.id) == [ann.id])
            let amy = try await People.make(warehouse, "amy@example.org", approver)
            let request = try #require(try await warehouse.requestAccess(preparer, account: ruth.id))
            #expect(request.id == alone.id && request.deciders.map(\.id) == [amy.id])
            #expect(request.workingDays == 0)
            #expect(try await warehouse.openRequests().count == 1)
            _ = try await query(settings, "UPDATE access.request SET asked_at = asked_at - interval '7 days'")
            #expect(try await warehouse.openRequests()[0].workingDays == 5)
            #expect(try await warehouse.requestAccess(approver, account: amy.id) == nil)
        }
    }

    @Test func `an approver of the organisation decides, nobody else of another, and nobody on their own`() async throws
    {
        try await MigratedWarehouse.open { warehouse, _ in
            let ruth = try await People.make(warehouse, "ruth@example.org", preparer)
            let amy = try await People.make(warehouse, "amy@example.org", approver)
            let zoe = try await People.make(
                warehouse,
                "zoe@example.org",
                try Membership(Organisation("la:302"), .approver)
            )
            let request = try #require(try await warehouse.requestAccess(approver, account: ruth.id)).id
            for other in [ruth, zoe] {
                await #expect(throws: AccessError.mayNotDecide) {
                    try await warehouse.decideAccess(request, isGranted: true, by: other.id)
                }
                #expect(try await warehouse.openRequests(for: other.id).isEmpty)
            }
            #expect(try await warehouse.openRequests(for: amy.id).map(\.id) == [request])
            try await warehouse.decideAccess(request, isGranted: true, by: amy.id)
            #expect(try await warehouse.holds(ruth.id, approver))
            await #expect(throws: AccessError.requestDecided) {
                try await warehouse.decideAccess(request, isGranted: false, by: amy.id)
            }
            await #expect(throws: AccessError.requestUnknown) {
                try await warehouse.decideAccess(request + 1, isGranted: true)
            }
            // An approver gives away no national role.
            let high = try #require(try await warehouse.requestAccess(national, account: ruth.id)).id
            await #expect(throws: AccessError.mayNotDecide) {
                try await warehouse.decideAccess(high, isGranted: true, by: amy.id)
            }
            try await warehouse.decideAccess(high, isGranted: false)
            #expect(try await !warehouse.holds(ruth.id, national))
            #expect(try await warehouse.openRequests().isEmpty)
        }
    }

    @Test func `after a year a role is looked at again, by somebody else than who holds it`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let ruth = try await People.make(warehouse, "ruth@example.org", preparer, approver)
            let amy = try await People.make(warehouse, "amy@example.org", approver)
            #expect(try await warehouse.rolesToReview().isEmpty)
            _ = try await query(
                settings,
                "UPDATE access.membership SET reviewed_at = reviewed_at - interval '366 days' WHERE account_id = $1",
                [Parameter(ruth.id)]
            )
            let due = try await warehouse.rolesToReview(of: preparer.organisation)
            #expect(due.map(\.membership) == [preparer, approver])
            #expect(due.allSatisfy { $0.days == 366 && $0.daysSinceUse == nil })
            #expect(try await warehouse.rolesToReview(of: Organisation("la:302")).isEmpty)
            await #expect(throws: AccessError.mayNotDecide) { try await warehouse.confirmRole(due[0].id, by: ruth.id) }
            try await warehouse.confirmRole(due[0].id, by: amy.id)
            try await warehouse.revoke(approver, from: ruth.id, by: amy.id)
            #expect(try await warehouse.rolesToReview().isEmpty)
            #expect(try await warehouse.holds(ruth.id, preparer))
        }
    }
}
