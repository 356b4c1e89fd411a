import PostgreSQL
import Testing
import Validation
import Warehouse

@Suite struct LoadTests {
    @Test func `a load keeps facts, findings, state and job together`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let sample = SampleReturn()
            let report = try await load(sample, into: warehouse)
            #expect(report.rows["warehouse.active_plan"] == 10)
            #expect(report.rows["warehouse.placement_detail"] == 15)
            #expect(report.rows.count == 10)
            let submission = try await warehouse.submission(report.submission)
            #expect(submission.state == .accepted)
            #expect(submission.schemaVersion == "2025")
            #expect(submission.queries == 3)
            let kept = try await warehouse.findings(of: report.submission)
            #expect(kept.counts.map(\.count) == [3])
            let made = try sample.result.findings
            #expect(made.count == 3)
            #expect(kept.findings.map(\.recordKey) == made.map(\.recordKey))
            #expect(kept.findings.map(\.message) == made.map(\.message))
            #expect(try await warehouse.status().jobs == ["done": 1])
        }
    }

    @Test(arguments: [KillPoint.afterFirstTable, .beforeCommit])
    func `stopped inside the load, nothing is kept and the next run finishes`(point: KillPoint) async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let before = try await warehouse.digest()
            _ = try await submit(SampleReturn(), to: warehouse)
            let job = try #require(try await warehouse.claimJob(lease: 0))
            let result = try SampleReturn().result
            await #expect(throws: Stopped.self) {
                try await warehouse.load(try #require(result.checked), result: result, job: job) {
                    if $0 == point { throw Stopped() }
                }
            }
            #expect(try await warehouse.digest() == before)
            #expect(try await warehouse.submission(job.submission).state == .checking)
            let rows = try await query(settings, "SELECT FROM warehouse.person")
            #expect(rows.isEmpty)
            let again = try #require(try await warehouse.claimJob(lease: 60))
            _ = try await warehouse.load(try #require(result.checked), result: result, job: again)
            #expect(try await warehouse.submission(job.submission).state == .accepted)
        }
    }

    @Test func `stopped after the commit all is kept and nothing is left to do`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            _ = try await submit(SampleReturn(), to: warehouse)
            let job = try #require(try await warehouse.claimJob(lease: 0))
            let result = try SampleReturn().result
            await #expect(throws: Stopped.self) {
                try await warehouse.load(try #require(result.checked), result: result, job: job) {
                    if $0 == .afterCommit { throw Stopped() }
                }
            }
            #expect(try await warehouse.submission(job.submission).state == .accepted)
            #expect(try await warehouse.claimJob(lease: 60) == nil)
        }
    }

    @Test func `a commit under a lost lease is refused`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            _ = try await submit(SampleReturn(), to: warehouse)
            let lost = try #require(try await warehouse.claimJob(lease: 0))
            let held = try #require(try await warehouse.claimJob(lease: 60))
            let result = try SampleReturn().result
            await #expect(throws: WarehouseError.leaseLost(job: lost.id)) {
                try await warehouse.load(try #require(result.checked), result: result, job: lost)
            }
            _ = try await warehouse.load(try #require(result.checked), result: result, job: held)
            let done = try await warehouse.digest()
            await #expect(throws: WarehouseError.leaseLost(job: held.id)) {
                try await warehouse.load(try #require(result.checked), result: result, job: held)
            }
            #expect(try await warehouse.digest() == done)
        }
    }

    @Test func `a later return supersedes, nothing is deleted, and the same return again changes nothing`()
        async throws
    {
        try await MigratedWarehouse.open { warehouse, settings in
            let first = try await load(SampleReturn(), into: warehouse)
            let digest = try await warehouse.digest()
            let second = try await load(SampleReturn(), into: warehouse)
            #expect(second.supersedes == first.submission)
            #expect(try await warehouse.digest() == digest)
            #expect(try await warehouse.submission(first.submission).state == .superseded)
            #expect(try await warehouse.submission(first.submission).supersededBy == second.submission)
            let kept = try await query(settings, "SELECT FROM warehouse.person")
            #expect(kept.count == 20)
            _ = try await load(SampleReturn(variant: 1), into: warehouse)
            #expect(try await warehouse.digest() != digest)
        }
    }

    @Test func `other authorities and years are left alone, and the order of loading does not tell`() async throws {
        let samples = [SampleReturn(), SampleReturn(localAuthority: 302), SampleReturn(year: 2024)]
        var digests: [WarehouseDigest] = []
        for order in [samples, samples.reversed()] {
            try await MigratedWarehouse.open { warehouse, _ in
                for sample in order { #expect(try await load(sample, into: warehouse).supersedes == nil) }
                digests.append(try await warehouse.digest())
            }
        }
        #expect(digests[0] == digests[1])
    }

    @Test func `an earlier return that is loaded after a later one becomes history`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            _ = try await submit(SampleReturn(), to: warehouse)
            _ = try await submit(SampleReturn(variant: 1), to: warehouse)
            let earlier = try #require(try await warehouse.claimJob(lease: 60))
            let later = try #require(try await warehouse.claimJob(lease: 60))
            let newer = try SampleReturn(variant: 1).result
            _ = try await warehouse.load(try #require(newer.checked), result: newer, job: later)
            let older = try SampleReturn().result
            let report = try await warehouse.load(try #require(older.checked), result: older, job: earlier)
            #expect(report.supersededBy == later.submission)
            #expect(try await warehouse.submission(later.submission).state == .accepted)
            #expect(try await warehouse.submission(earlier.submission).state == .superseded)
        }
    }

    @Test func `a return of another authority than its sender is refused`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            _ = try await submit(SampleReturn(), to: warehouse)
            let job = try #require(try await warehouse.claimJob(lease: 60))
            let other = try SampleReturn(localAuthority: 302).result
            await #expect(throws: WarehouseError.otherAuthority(inReturn: "302", sender: "la:301")) {
                try await warehouse.load(try #require(other.checked), result: other, job: job)
            }
        }
    }

    @Test func `names and numbers of children stand in no column outside identity and the sender's findings`()
        async throws
    {
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await load(SampleReturn(), into: warehouse)
            var places: Set<String> = []
            for marker in SampleReturn.markers { places.formUnion(try await MarkedColumns.find(marker, settings)) }
            #expect(
                places.sorted() == [
                    "identity.person.forename", "identity.person.postcode", "identity.person.surname",
                    "identity.person.uln", "identity.person.upn", "intake.finding.record_key",
                ]
            )
        }
    }

    @Test func `a child keeps its pseudonym from year to year, and loses it under another key`() async throws {
        var keys: [[UInt8]] = []
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await load(SampleReturn(), into: warehouse)
            _ = try await load(SampleReturn(year: 2024), into: warehouse)
            let distinct = try await query(settings, "SELECT DISTINCT person_key FROM warehouse.person ORDER BY 1")
            #expect(distinct.count == 10)
            let apart = try await query(
                settings,
                """
                SELECT FROM warehouse.person w JOIN identity.person i USING (collection_year, submission_id, row_number)
                WHERE w.person_key = i.person_key
                """
            )
            #expect(apart.count == 20)
            keys = try distinct.map { try $0.get("person_key") }
        }
        try await MigratedWarehouse.open { _, settings in
            let pool = Pool(settings: settings, size: 2)
            let other = try Warehouse(pool: pool, pseudonymKey: [UInt8](repeating: 8, count: 32))
            _ = try await load(SampleReturn(), into: other)
            let rows = try await query(settings, "SELECT person_key FROM warehouse.person")
            let others = try rows.map { try $0.get("person_key", as: [UInt8].self) }
            #expect(Set(others).isDisjoint(with: keys))
            await pool.close()
        }
    }

    struct Stopped: Error {}
}

func submit(_ sample: SampleReturn, to warehouse: Warehouse) async throws -> Int {
    let file = SubmittedFile(name: "return.xml", bytes: Array("\(sample.year) \(sample.variant)".utf8))
    let sender = try Sender("la:\(sample.localAuthority)")
    return try await warehouse.submit(files: [file], from: sender, return: "sen2@\(sample.year)").id
}

func load(_ sample: SampleReturn, into warehouse: Warehouse) async throws -> LoadReport {
    _ = try await submit(sample, to: warehouse)
    let job = try #require(try await warehouse.claimJob(lease: 60))
    let result = try sample.result
    return try await warehouse.load(try #require(result.checked), result: result, job: job)
}
