import Foundation
import PostgreSQL
import Returns
import Testing
import Validation
import Warehouse

@Suite struct BoardTests {
    @Test func `each sender stands on the board once, in the state of its newest upload or of what counts`()
        async throws
    {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            _ = try await SampleReference().withFolders { try await warehouse.loadReference(directories: $0) }
            func state(_ sender: String) async throws -> BoardRow? {
                try await warehouse.collectionBoard(return: "sen2", year: 2025).first { $0.sender == sender }
            }
            let start = try await warehouse.collectionBoard(return: "sen2", year: 2025)
            #expect(start.map(\.sender) == ["la:301", "la:302"])
            #expect(start.map(\.state) == [.notStarted, .notStarted])
            let id = try await Office.handIn(SampleReturn(), to: warehouse)
            #expect(try await state("la:301")?.state == .checking)
            let job = try #require(try await warehouse.claimJob(lease: 60))
            try await Office.finish(job, SampleReturn(), warehouse)
            let queries = try #require(try await state("la:301"))
            #expect(queries.state == .queriesToExplain && queries.unexplained == 3 && queries.errors == 0)
            try await Office.explainAll(id, warehouse)
            #expect(try await state("la:301")?.state == .readyToSign)
            _ = try await warehouse.sign(id, by: Office.approver, key: Office.key)
            _ = try await Office.upload(SampleReturn(variant: 1), to: warehouse)
            let signed = try #require(try await state("la:301"))
            #expect(signed.state == .signed && signed.counting == id && signed.newest != id)
            #expect(try await state("la:302")?.state == .notStarted)
            let past = try CollectionOpening("sen2@2025", dueOn: try #require(CalendarDate("2020-01-31")))
            try await warehouse.openCollection(past, by: Office.nation)
            let late = try #require(try await state("la:302"))
            #expect(late.state == .late && late.step == .notStarted && late.daysLate > 1_000)
            #expect(try await state("la:301")?.state == .signed)
            #expect(
                try await query(settings, "SELECT FROM intake.collection_board WHERE collection_year = 2025").count == 2
            )
        }
    }

    @Test func `reminders go once each to those who have not signed, and hold no person's data`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            _ = try await SampleReference().withFolders { try await warehouse.loadReference(directories: $0) }
            _ = try await Office.sign(SampleReturn(), warehouse)
            for year in [2024, 2025] {
                let due = try #require(CalendarDate("2031-03-31"))
                let opening = try CollectionOpening("sen2@\(year)", dueOn: due)
                try await warehouse.openCollection(opening, by: Office.nation)
            }
            var told: [String] = []
            let days = [
                ("2031-03-01", 0), ("2031-03-17", 14), ("2031-03-18", 14), ("2031-03-25", 7), ("2031-03-31", 0),
                ("2031-04-01", 0),
            ]
            for (day, _) in days {
                let now = LondonTime(try #require(CalendarDate(day)), hour: 9)
                for one in try await warehouse.dueChasers(now: now) where one.year == 2025 {
                    told.append("\(day) \(one.sender) \(one.daysBefore) \(one.subject)")
                    #expect(one.body.contains("not started") && one.body.contains("23:59:59 BST"))
                    #expect(!SampleReturn.markers.contains { one.body.contains($0) })
                }
                #expect(try await warehouse.dueChasers(now: now).isEmpty)
            }
            #expect(
                told == [
                    "2031-03-17 la:302 14 Your sen2 2025 return is due in 14 days",
                    "2031-03-25 la:302 7 Your sen2 2025 return is due in 6 days",
                    "2031-03-31 la:302 0 Your sen2 2025 return is due today",
                ]
            )
            #expect(try await query(settings, "SELECT FROM intake.outbox WHERE collection_year = 2025").count == 3)
        }
    }

    @Test func `signed in the last second of the day in London it is in time, in winter and in summer`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            let days = [
                ("2025-01-31", "2025-01-31 23:59:59Z"), ("2025-03-29", "2025-03-29 23:59:59Z"),
                ("2025-03-30", "2025-03-30 22:59:59Z"), ("2025-10-25", "2025-10-25 22:59:59Z"),
                ("2025-10-26", "2025-10-26 23:59:59Z"),
            ]
            for (number, day) in days.enumerated() {
                let due = try #require(CalendarDate(day.0))
                try await warehouse.openCollection(CollectionOpening("sen2@2025", dueOn: due), by: Office.nation)
                for seconds in [0, 1] {
                    try await signed("la:\(401 + 2 * number + seconds)", day.1, seconds, settings)
                }
                let rows = try await warehouse.collectionBoard(return: "sen2", year: 2025).suffix(2)
                #expect(rows.map(\.daysLate) == [0, 1] && rows.allSatisfy { $0.state == .signed }, "\(day.0)")
            }
        }
    }

    /// Writes a submission as if it had been signed so many seconds after a moment.
    private func signed(_ sender: String, _ moment: String, _ seconds: Int, _ settings: ConnectionSettings) async throws
    {
        _ = try await query(
            settings,
            """
            WITH made AS (
                INSERT INTO intake.submission (
                    sender, la_code, return_name, schema_version, collection_year, schema_hash, state, valid_from
                )
                VALUES ($1, substr($1, 4), 'sen2', '2025', 2025, '00', 'signed', now())
                RETURNING id
            )
            INSERT INTO intake.act (submission_id, act, person, way, at)
            SELECT id, 'signed', 'Ann Approver', 'command_line', $2::timestamptz + $3::integer * interval '1 second'
            FROM made
            """,
            [.text(sender), .text(moment), Parameter(seconds)]
        )
    }

    @Test func `what is only measured is counted for the national team over the newest uploads`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            func found(_ count: Int) -> [MadeUpQuery] {
                (0..<count).map { MadeUpQuery(rule: "a-trial", record: $0, value: 0, severity: .shadow) }
            }
            let first = try await MadeUpQuery.upload(found(5), to: warehouse)
            let second = try await MadeUpQuery.upload(found(2), to: warehouse)
            _ = try await MadeUpQuery.upload(found(4), from: 302, to: warehouse)
            let measured = try await warehouse.measuredRules(return: "sen2", year: 2025)
            #expect(measured == [MeasuredRule(rule: "a-trial", title: "Made up", found: 6, returns: 2)])
            for id in [first, second] {
                #expect(try await Office.state(id, warehouse) == .ready)
                #expect(try await warehouse.queryProgress(of: id).isEmpty)
                #expect(try await warehouse.progress(of: id).isEmpty)
            }
            #expect(try await query(settings, "SELECT FROM intake.finding").isEmpty)
        }
    }

    @Test func `a school walks the same states without facts, under the authority of the register`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await SampleReference().withFolders { try await warehouse.loadReference(directories: $0) }
            let file = SubmittedFile(name: "a.xml", bytes: [1])
            let sender = try Sender("school:100001")
            #expect(sender.localAuthority == nil && sender.description == "school:100001")
            let id = try await warehouse.submit(files: [file], from: sender, return: "school-census@2025").id
            let job = try #require(try await warehouse.claimJob(lease: 60))
            #expect(job.sender == sender && job.localAuthority == "301")
            _ = try await warehouse.conclude(try SampleSchool.result(), job: job)
            #expect(try await Office.state(id, warehouse) == .accepted)
            let board = try await warehouse.collectionBoard(return: "school-census", year: 2025)
            #expect(board.map(\.name) == ["School, 1"] && board.map(\.state) == [.accepted])
            #expect(try await query(settings, "SELECT FROM warehouse.person").isEmpty)
        }
    }
}

private enum SampleSchool {
    static func result() throws -> CheckResult {
        let library = SchemaLibrary(directory: MigratedWarehouse.migrations.deletingLastPathComponent())
        return CheckResult(keptOf: try library.resolve("school-census@2025"), findings: [], counts: [])
    }
}
