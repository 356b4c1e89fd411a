import PostgreSQL
import Testing
import Warehouse

@Suite struct QueueTests {
    @Test func `jobs are taken once each, the oldest first`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let ids = try await submit(6, to: warehouse)
            let first = try await warehouse.claimJob(lease: 60)
            #expect(first?.submission == ids[0])
            #expect(first?.files.map(\.name) == ["a.xml"])
            #expect(try await warehouse.submission(ids[0]).state == .checking)
            let taken = try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<8 { group.addTask { try await warehouse.claimJob(lease: 60)?.submission } }
                return try await group.reduce(into: [Int]()) { if let id = $1 { $0.append(id) } }
            }
            // Workers that meet may pass each other by; what is left is taken by the next to come.
            var all = taken
            while let job = try await warehouse.claimJob(lease: 60) { all.append(job.submission) }
            #expect(all.sorted() == Array(ids.dropFirst()))
        }
    }

    @Test func `a lease that ran out is taken over, and the old holder's word no longer counts`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            _ = try await submit(1, to: warehouse)
            let lost = try #require(try await warehouse.claimJob(lease: 0))
            let held = try #require(try await warehouse.claimJob(lease: 60))
            #expect(held.id == lost.id)
            #expect(held.leaseNumber == lost.leaseNumber + 1)
            #expect(held.attempt == 2)
            #expect(try await !warehouse.renew(lost, lease: 60))
            #expect(try await warehouse.renew(held, lease: 60))
            await #expect(throws: WarehouseError.leaseLost(job: lost.id)) {
                try await warehouse.fail(lost, reason: "late")
            }
            #expect(try await warehouse.submission(held.submission).state == .checking)
            try await warehouse.fail(held, reason: "The file is not XML. Send the file your system made.")
            let submission = try await warehouse.submission(held.submission)
            #expect(submission.state == .failed)
            #expect(submission.reason == "The file is not XML. Send the file your system made.")
            #expect(try await !warehouse.renew(held, lease: 60))
        }
    }

    @Test func `the job of a worker whose connection is gone is taken at once`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await submit(1, to: warehouse)
            let worker = try await WorkerPresence(settings: settings)
            let first = try await warehouse.claimJob(lease: 3_600, worker: worker)
            #expect(first != nil)
            #expect(try await warehouse.claimJob(lease: 3_600) == nil)
            await worker.end()
            var second: ClaimedJob?
            for _ in 0..<100 where second == nil {
                second = try await warehouse.claimJob(lease: 3_600)
                if second == nil { try await Task.sleep(for: .milliseconds(20)) }
            }
            #expect(second?.submission == first?.submission)
        }
    }

    @Test func `after three starts a job is set aside with its reason`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let ids = try await submit(2, to: warehouse)
            for attempt in 1...Warehouse.startLimit {
                let job = try #require(try await warehouse.claimJob(lease: 0))
                #expect(job.submission == ids[0])
                #expect(job.attempt == attempt)
            }
            #expect(try await warehouse.claimJob(lease: 60)?.submission == ids[1])
            let aside = try #require(try await warehouse.setAside())
            #expect(aside.submission == ids[0] && aside.sender == "la:301")
            let submission = try await warehouse.submission(ids[0])
            #expect(submission.state == .quarantined)
            #expect(submission.reason == "It was started 3 times and never finished.")
            #expect(try await warehouse.claimJob(lease: 60) == nil)
            #expect(try await warehouse.setAside() == nil)
        }
    }

    @Test func `a job put back is tried again and keeps its reason`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let ids = try await submit(1, to: warehouse)
            for _ in 1...Warehouse.startLimit {
                let job = try #require(try await warehouse.claimJob(lease: 60))
                try await warehouse.release(job, reason: "The disk is full.")
            }
            #expect(try await warehouse.claimJob(lease: 60) == nil)
            #expect(try await warehouse.setAside()?.submission == ids[0])
            let reason = try await warehouse.submission(ids[0]).reason
            #expect(reason == "The disk is full. It was started 3 times and never finished.")
        }
    }

    @Test func `a sender with many returns waiting holds nobody up`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let many = try await submit(5, to: warehouse, from: "la:301")
            let one = try await submit(1, to: warehouse, from: "la:302")
            let two = try await submit(2, to: warehouse, from: "la:303")
            var order: [Int] = []
            while let job = try await warehouse.claimJob(lease: 60) { order.append(job.submission) }
            #expect(order == [many[0], one[0], two[0], many[1], two[1], many[2], many[3], many[4]])
        }
    }

    @Test func `the place in the queue that is told never grows`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let many = try await submit(4, to: warehouse, from: "la:301")
            #expect(try await warehouse.place(of: many[0]) == 1)
            #expect(try await warehouse.place(of: many[3]) == 4)
            var told = Dictionary(uniqueKeysWithValues: many.map { ($0, Int.max) })
            for number in 302...310 {
                _ = try await submit(1, to: warehouse, from: "la:\(number)")
                for id in many {
                    guard let place = try await warehouse.place(of: id) else { continue }
                    #expect(place <= told[id] ?? 0)
                    told[id] = place
                }
                if number % 2 == 0 { _ = try await warehouse.claimJob(lease: 60) }
            }
            #expect(try await warehouse.place(of: many[0]) == 0)
            while try await warehouse.claimJob(lease: 60) != nil {}
            #expect(try await warehouse.place(of: many[3]) == 0)
            #expect(try await warehouse.place(of: 1_000_000) == nil)
        }
    }

    private func submit(
        _ count: Int,
        to warehouse: Warehouse,
        from sender: String = "la:301"
    ) async throws -> [Int] {
        var ids: [Int] = []
        for number in 0..<count {
            let file = SubmittedFile(name: "a.xml", bytes: [UInt8(number)])
            ids.append(try await warehouse.submit(files: [file], from: Sender(sender), return: "sen2").id)
        }
        return ids
    }
}
