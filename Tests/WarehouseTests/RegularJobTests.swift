import PostgreSQL
import Testing
import Warehouse

/// Jobs that run by a timer: never twice at once, and what came of each is kept.
@Suite struct RegularJobTests {
    @Test func `of two starts at once one runs and the other is told since when`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            try await warehouse.run(job: "reminders", every: 86_400, settings: settings) {
                #expect(try await warehouse.regularJobs().first?.runningSince != nil)
                let error = await #expect(throws: WarehouseError.self) {
                    try await warehouse.run(job: "reminders", every: 86_400, settings: settings) {
                        Issue.record("It ran twice at once.")
                    }
                }
                #expect(error?.description.contains("reminders is already running since 20") == true)
                // Another job is not held up.
                try await warehouse.run(job: "audit", every: 60, settings: settings) {}
            }
            let jobs = try await warehouse.regularJobs()
            #expect(jobs.map(\.name) == ["audit", "reminders"])
            #expect(jobs.allSatisfy { $0.succeededAt != nil && $0.runningSince == nil && $0.lastFailure == nil })
        }
    }

    @Test func `a run that fails is no success, and tells nothing of what it worked on`() async throws {
        struct Broken: Error, CustomStringConvertible { let description = "UPN A123456789012" }
        try await MigratedWarehouse.open { warehouse, settings in
            await #expect(throws: Broken.self) {
                try await warehouse.run(job: "import", every: 60, settings: settings) { throw Broken() }
            }
            let job = try #require(try await warehouse.regularJobs().first)
            #expect(job.succeededAt == nil && job.lastFailure?.isEmpty == false)
            #expect(job.lastFailure?.contains("A123456789012") == false)
            try await warehouse.run(job: "import", every: 60, settings: settings) {}
            #expect(try await warehouse.regularJobs().first?.lastFailure == nil)
        }
    }

    @Test func `a run that was killed holds nobody up`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let killed = try await WorkerPresence(settings: settings)
            _ = try await query(
                settings,
                "INSERT INTO intake.job_run (name, period_seconds, worker_number) VALUES ('import', 60, $1)",
                [Parameter(killed.number)]
            )
            #expect(try await warehouse.regularJobs().first?.runningSince != nil)
            await killed.end()
            try await until { try await warehouse.regularJobs().first?.runningSince == nil }
            try await warehouse.run(job: "import", every: 60, settings: settings) {}
            let runs = try await query(settings, "SELECT failure FROM intake.job_run ORDER BY id")
            #expect(try runs.map { try $0.get("failure", as: String?.self) } == ["It was killed.", nil])
            await #expect(throws: WarehouseError.jobMisnamed("No Name")) {
                try await warehouse.recordSuccess(of: "No Name", every: 60)
            }
        }
    }
}

private func until(_ condition: () async throws -> Bool) async throws {
    while try await !condition() { try await Task.sleep(for: .milliseconds(50)) }
}
