import PostgreSQL
import Testing
import Validation
import Warehouse

@Suite struct SigningTests {
    @Test func `facts are loaded before the signature and count only after it`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            let empty = try await warehouse.digest()
            let id = try await Office.upload(SampleReturn(), to: warehouse)
            #expect(try await Office.state(id, warehouse) == .hasQueries)
            #expect(try await query(settings, "SELECT FROM warehouse.person").count == 10)
            #expect(try await warehouse.digest() == empty)
            await #expect(throws: WarehouseError.nothingToCut) { try await warehouse.createCut("c") }
            try await Office.explainAll(id, warehouse)
            #expect(try await Office.state(id, warehouse) == .ready)
            _ = try await warehouse.sign(id, by: Office.approver, key: Office.key)
            #expect(try await Office.state(id, warehouse) == .signed)
            #expect(try await warehouse.digest() != empty)
            #expect(try await warehouse.createCut("c").returns == 1)
            try await warehouse.accept(id, by: Office.nation)
            #expect(try await Office.state(id, warehouse) == .accepted)
        }
    }

    @Test func `a signed return under two people is the same facts as one that nobody signs`() async throws {
        var digests: [String] = []
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            _ = try await Office.sign(SampleReturn(), warehouse)
            digests.append(try await warehouse.digest().overall)
        }
        try await MigratedWarehouse.open { warehouse, _ in
            _ = try await load(SampleReturn(), into: warehouse)
            digests.append(try await warehouse.digest().overall)
        }
        #expect(digests[0] == digests[1])
    }

    @Test func `who may not sign is told why, in the order in which one mends it`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            let id = try await Office.upload(SampleReturn(), to: warehouse)
            let unexplained = await #expect(throws: SignOffError.self) {
                try await warehouse.sign(id, by: Office.approver, key: Office.key)
            }
            guard case .queriesUnexplained(let rules)? = unexplained else {
                Issue.record("\(String(describing: unexplained))")
                return
            }
            #expect(rules.map(\.missing) == [3] && rules.map(\.checkAgain) == [0])
            try await Office.explainAll(id, warehouse)
            #expect(try await warehouse.obstacles(toSigning: id) == [])
            for name in ["Pat Preparer", "  pat   PREPARER "] {
                await #expect(throws: SignOffError.samePerson) {
                    try await warehouse.sign(id, by: Officer(commandLine: name), key: Office.key)
                }
            }
            await #expect(throws: SignOffError.notApprover(sender: "la:301")) {
                try await warehouse.sign(id, by: Officer(account: 1, name: "Ann", way: .portal), key: Office.key)
            }
            try await warehouse.closeCollection(return: "sen2", year: 2025, by: Office.nation)
            await #expect(throws: SignOffError.collectionClosed("sen2 2025")) {
                try await warehouse.sign(id, by: Office.approver, key: Office.key)
            }
            #expect(try await Office.state(id, warehouse) == .ready)
            #expect(try await query(settings, "SELECT FROM intake.signed_receipt").isEmpty)
        }
    }

    @Test func `a return whose preparer nobody named cannot be signed`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let report = try await load(SampleReturn(), into: warehouse)
            try await Office.explainAll(report.submission, warehouse)
            await #expect(throws: SignOffError.preparerUnknown) {
                try await warehouse.sign(report.submission, by: Office.approver, key: Office.key)
            }
        }
    }

    @Test func `errors left stand in the way`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let id = try await Office.handIn(SampleReturn(), to: warehouse)
            let job = try #require(try await warehouse.claimJob(lease: 60))
            try await warehouse.reject(try SampleReturn(persons: 0).result, job: job)
            let errors = try #require(try await warehouse.submission(id).errors)
            #expect(errors > 0)
            await #expect(throws: SignOffError.errorsLeft(errors)) {
                try await warehouse.sign(id, by: Office.approver, key: Office.key)
            }
        }
    }

    @Test func `of two people who sign at once one is told that it is signed`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            let id = try await Office.upload(SampleReturn(), to: warehouse)
            try await Office.explainAll(id, warehouse)
            let ends = await withTaskGroup(of: String.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        do {
                            let officer = Officer(commandLine: "Signer \(number)")
                            _ = try await warehouse.sign(id, by: officer, key: Office.key)
                            return "signed"
                        } catch {
                            return error as? SignOffError == .alreadySigned ? "told" : "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(ends.sorted() == ["signed", "told", "told", "told"])
            let acts = try await query(settings, "SELECT FROM intake.act WHERE act = 'signed'")
            #expect(acts.count == 1)
            #expect(try await query(settings, "SELECT FROM intake.signed_receipt").count == 1)
        }
    }

    @Test func `the last signed return counts until the next is signed`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let first = try await Office.sign(SampleReturn(), warehouse)
            let counted = try await warehouse.digest()
            let second = try await Office.upload(SampleReturn(variant: 1), to: warehouse)
            #expect(try await Office.state(first, warehouse) == .signed)
            #expect(try await warehouse.digest() == counted)
            try await Office.explainAll(second, warehouse)
            _ = try await warehouse.sign(second, by: Office.approver, key: Office.key)
            #expect(try await Office.state(first, warehouse) == .superseded)
            #expect(try await warehouse.submission(first).supersededBy == second)
            #expect(try await warehouse.digest() != counted)
        }
    }

    @Test func `while a newer upload waits, is checked or is ready, the older one cannot be signed`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let older = try await Office.upload(SampleReturn(), to: warehouse)
            try await Office.explainAll(older, warehouse)
            let newer = try await Office.handIn(SampleReturn(variant: 1), to: warehouse)
            func expectRefusal() async {
                await #expect(throws: SignOffError.newerUpload(newer)) {
                    try await warehouse.sign(older, by: Office.approver, key: Office.key)
                }
            }
            await expectRefusal()
            let job = try #require(try await warehouse.claimJob(lease: 60))
            await expectRefusal()
            try await Office.finish(job, SampleReturn(variant: 1), warehouse)
            await expectRefusal()
            try await warehouse.withdraw(newer, reason: "Sent by mistake", by: Office.preparer)
            _ = try await warehouse.sign(older, by: Office.approver, key: Office.key)
            #expect(try await Office.state(older, warehouse) == .signed)
        }
    }

    @Test func `a check that ends after a later return was signed changes nothing of it`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let earlier = try await Office.handIn(SampleReturn(), to: warehouse)
            let slow = try #require(try await warehouse.claimJob(lease: 60))
            let later = try await Office.sign(SampleReturn(variant: 1), warehouse)
            let counted = try await warehouse.digest()
            try await Office.finish(slow, SampleReturn(), warehouse)
            #expect(try await Office.state(later, warehouse) == .signed)
            #expect(try await warehouse.digest() == counted)
            try await Office.explainAll(earlier, warehouse)
            await #expect(throws: SignOffError.newerUpload(later)) {
                try await warehouse.sign(earlier, by: Office.approver, key: Office.key)
            }
        }
    }
}
