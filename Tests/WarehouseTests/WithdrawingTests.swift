import PostgreSQL
import Testing
import Warehouse

@Suite struct WithdrawingTests {
    @Test func `a signed return that is withdrawn stops counting, and the one before it does not come back by itself`()
        async throws
    {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let empty = try await warehouse.digest()
            let first = try await Office.sign(SampleReturn(), warehouse)
            let counted = try await warehouse.digest()
            let second = try await Office.sign(SampleReturn(variant: 1), warehouse)
            await #expect(throws: SignOffError.anotherCounts(second)) {
                try await warehouse.reinstate(first, reason: "The first was right", by: Office.nation)
            }
            try await warehouse.withdraw(second, reason: "Wrong year", by: Office.approver)
            #expect(try await Office.state(second, warehouse) == .withdrawn)
            #expect(try await warehouse.submission(second).reason == "Wrong year")
            #expect(try await warehouse.digest() == empty)
            try await warehouse.reinstate(first, reason: "The first was right", by: Office.nation)
            #expect(try await Office.state(first, warehouse) == .signed)
            #expect(try await warehouse.digest() == counted)
        }
    }

    @Test func `withdrawn at once by several, it is withdrawn once`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            let id = try await Office.sign(SampleReturn(), warehouse)
            let ends = await withTaskGroup(of: String.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        do {
                            try await warehouse.withdraw(id, reason: "Wrong file", by: Office.approver)
                            return "done"
                        } catch {
                            return error as? SignOffError == .alreadyWithdrawn ? "told" : "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(ends.sorted() == ["done", "told", "told", "told"])
            #expect(try await query(settings, "SELECT FROM intake.act WHERE act = 'withdrawn'").count == 1)
        }
    }

    @Test func `withdrawn while it is checked, the late commit is refused and keeps nothing`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            let id = try await Office.handIn(SampleReturn(), to: warehouse)
            let job = try #require(try await warehouse.claimJob(lease: 60))
            try await warehouse.withdraw(id, reason: "Wrong file", by: Office.preparer)
            await #expect(throws: WarehouseError.leaseLost(job: job.id)) {
                try await Office.finish(job, SampleReturn(), warehouse)
            }
            #expect(try await Office.state(id, warehouse) == .withdrawn)
            #expect(try await query(settings, "SELECT FROM warehouse.person").isEmpty)
            #expect(try await warehouse.claimJob(lease: 60) == nil)
            #expect(try await !warehouse.renew(job, lease: 60))
        }
    }

    @Test func `signed and withdrawn at the same moment, it ends withdrawn or the withdrawing is an approver's`()
        async throws
    {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            for variant in 0..<5 {
                let id = try await Office.upload(SampleReturn(variant: variant), to: warehouse)
                try await Office.explainAll(id, warehouse)
                async let signing: Void? = try? {
                    _ = try await warehouse.sign(id, by: Office.approver, key: Office.key)
                }()
                async let withdrawing: Void = warehouse.withdraw(id, reason: "Wrong file", by: Office.approver)
                _ = await signing
                try await withdrawing
                #expect(try await Office.state(id, warehouse) == .withdrawn)
            }
            let counting = try await query(
                settings,
                "SELECT FROM intake.submission WHERE state IN ('signed', 'accepted')"
            )
            #expect(counting.isEmpty)
        }
    }

    @Test func `a reason is required, and what is closed stays as it is`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let id = try await Office.sign(SampleReturn(), warehouse)
            await #expect(throws: SignOffError.reasonMissing) {
                try await warehouse.withdraw(id, reason: "  ", by: Office.approver)
            }
            try await warehouse.closeCollection(return: "sen2", year: 2025, by: Office.nation)
            await #expect(throws: SignOffError.collectionClosed("sen2 2025")) {
                try await warehouse.withdraw(id, reason: "Wrong file", by: Office.approver)
            }
            let stranger = Officer(account: 3, name: "Stranger", way: .portal)
            await #expect(throws: SignOffError.notApprover(sender: "la:301")) {
                try await warehouse.withdraw(id, reason: "Wrong file", by: stranger)
            }
            await #expect(throws: SignOffError.notNationalTeam) { try await warehouse.accept(id, by: stranger) }
            #expect(try await Office.state(id, warehouse) == .signed)
        }
    }

    @Test func `two that count at once are refused by the database itself`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            let first = try await Office.sign(SampleReturn(), warehouse)
            _ = try await Office.sign(SampleReturn(variant: 1), warehouse)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await query(
                    settings,
                    """
                    UPDATE intake.submission
                    SET state = 'signed', superseded_by = NULL, valid_from = now(), valid_to = NULL WHERE id = $1
                    """,
                    [Parameter(first)]
                )
            }
            #expect(error?.isUniqueViolation == true)
        }
    }
}
