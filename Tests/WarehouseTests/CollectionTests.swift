import PostgreSQL
import Returns
import Testing
import Validation
import Warehouse

@Suite struct CollectionTests {
    @Test func `nothing is taken in while no collection is open`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let file = SubmittedFile(name: "a.xml", bytes: [1])
            let error = await #expect(throws: WarehouseError.self) {
                try await warehouse.submit(files: [file], from: Sender("la:301"), return: "sen2@2023")
            }
            #expect(
                "\(try #require(error))" == "No collection of sen2 2023 is open. "
                    + "Open it with: sendstat collection open sen2@2023 --due YYYY-MM-DD"
            )
            await #expect(throws: WarehouseError.self) {
                try await warehouse.submit(files: [file], from: Sender("la:301"), return: "capacity")
            }
            _ = try await warehouse.submit(files: [file], from: Sender("la:301"), return: "sen2@2025", key: "k")
            try await warehouse.closeCollection(return: "sen2", year: 2025, by: Office.nation)
            await #expect(throws: WarehouseError.self) {
                try await warehouse.submit(files: [file], from: Sender("la:301"), return: "sen2@2025")
            }
            let again = try await warehouse.submit(files: [file], from: Sender("la:301"), return: "sen2@2025", key: "k")
            #expect(again.isRepeat)
            #expect(try await warehouse.status().submissions == ["received": 1])
        }
    }

    @Test func `a return whose year turns out to be one that was not open is refused with nothing kept`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            try await warehouse.closeCollection(return: "sen2", year: 2025, by: Office.nation)
            let file = SubmittedFile(name: "a.xml", bytes: [1])
            _ = try await warehouse.submit(files: [file], from: Sender("la:301"), return: "sen2")
            let job = try #require(try await warehouse.claimJob(lease: 60))
            let other = try SampleReturn(year: 2025).result
            await #expect(throws: WarehouseError.collectionNotOpen(returnName: "sen2", version: "2025")) {
                try await warehouse.load(try #require(other.checked), result: other, job: job)
            }
            #expect(try await query(settings, "SELECT FROM warehouse.person").isEmpty)
        }
    }

    @Test func `opening again changes dates, and never how it is signed`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let day = try #require(CalendarDate("2025-02-28"))
            let opening = try CollectionOpening("sen2@2025", dueOn: day, signOff: .nobody)
            let first = try await warehouse.openCollection(opening, by: Office.nation)
            #expect(first.dueAt.londonText == "2025-02-28 23:59:59 GMT" && first.isOpen)
            let entries = try await query(settings, "SELECT FROM intake.audit").count
            #expect(try await warehouse.openCollection(opening, by: Office.nation) == first)
            #expect(try await query(settings, "SELECT FROM intake.audit").count == entries)
            await #expect(throws: WarehouseError.collectionDiffers(name: "sen2 2025")) {
                try await warehouse.openCollection(CollectionOpening("sen2@2025", dueOn: day), by: Office.nation)
            }
            #expect(
                try await warehouse.collection(return: "sen2", year: 2025)?.signOff == .nobody
            )
            try await warehouse.closeCollection(return: "sen2", year: 2025, by: Office.nation)
            #expect(try await warehouse.collections().first { $0.name == "sen2 2025" }?.isOpen == false)
            #expect(try await warehouse.openCollection(opening, by: Office.nation).isOpen)
        }
    }

    @Test func `a collection takes returns in from its opening until its closing, and checks what came in time`()
        async throws
    {
        try await MigratedWarehouse.open { warehouse, _ in
            let due = try #require(CalendarDate("2025-02-28"))
            let (past, future) = (LondonTime(seconds: 1_600_000_000), LondonTime(seconds: 4_000_000_000))
            func open(_ opens: LondonTime, _ closes: LondonTime?) async throws -> Bool {
                let opening = try CollectionOpening(
                    "sen2@2025",
                    dueOn: due,
                    opensAt: opens,
                    closesAt: closes,
                    signOff: .nobody
                )
                return try await warehouse.openCollection(opening, by: Office.nation).isOpen
            }
            for (opens, closes) in [(future, nil), (past, past), (future, future)] {
                #expect(try await !open(opens, closes))
                await #expect(throws: WarehouseError.collectionNotOpen(returnName: "sen2", version: "2025")) {
                    try await Office.handIn(SampleReturn(), to: warehouse)
                }
            }
            #expect(try await open(past, future))
            let id = try await Office.handIn(SampleReturn(), to: warehouse)
            try await warehouse.closeCollection(return: "sen2", year: 2025, by: Office.nation)
            let job = try #require(try await warehouse.claimJob(lease: 60))
            try await Office.finish(job, SampleReturn(), warehouse)
            #expect(try await Office.state(id, warehouse) == .accepted)
        }
    }

    @Test(arguments: [
        ("2025-01-15", "2025-01-15T00:00:00Z"), ("2025-03-30", "2025-03-30T00:00:00Z"),
        ("2025-03-31", "2025-03-30T23:00:00Z"), ("2025-10-26", "2025-10-25T23:00:00Z"),
        ("2025-10-27", "2025-10-27T00:00:00Z"),
    ])
    func `a day opens at midnight in London`(day: String, universal: String) throws {
        let opening = LondonTime(try #require(CalendarDate(day)))
        #expect(opening.universalText == universal && opening.londonText.contains("\(day) 00:00:00"))
        let before = LondonTime(seconds: opening.seconds - 1)
        #expect(LondonTime.end(of: before.date) == before)
    }

    @Test(arguments: [
        ("2025-01-15", "2025-01-15T23:59:59Z", "2025-01-15 23:59:59 GMT"),
        ("2025-03-29", "2025-03-29T23:59:59Z", "2025-03-29 23:59:59 GMT"),
        ("2025-03-30", "2025-03-30T22:59:59Z", "2025-03-30 23:59:59 BST"),
        ("2025-07-01", "2025-07-01T22:59:59Z", "2025-07-01 23:59:59 BST"),
        ("2025-10-25", "2025-10-25T22:59:59Z", "2025-10-25 23:59:59 BST"),
        ("2025-10-26", "2025-10-26T23:59:59Z", "2025-10-26 23:59:59 GMT"),
        ("2024-03-31", "2024-03-31T22:59:59Z", "2024-03-31 23:59:59 BST"),
        ("2027-10-31", "2027-10-31T23:59:59Z", "2027-10-31 23:59:59 GMT"),
    ])
    func `what is due on a day is due at its last second in London`(day: String, universal: String, london: String)
        throws
    {
        let end = LondonTime.end(of: try #require(CalendarDate(day)))
        #expect(end.universalText == universal)
        #expect(end.londonText == london)
        #expect(end.date.description == day)
        #expect(LondonTime(seconds: end.seconds + 1).date.daysSince1970 == end.date.daysSince1970 + 1)
    }

    @Test func `clocks of London are those of the database at every change and hour of thirty years`() async throws {
        try await MigratedWarehouse.open { _, settings in
            let rows = try await query(
                settings,
                """
                SELECT extract(epoch FROM t)::bigint AS seconds,
                    to_char(t AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI:SS') AS shown
                FROM generate_series('2010-01-01 00:59:59+00'::timestamptz, '2040-01-01', '61 hours') AS t
                UNION ALL
                SELECT extract(epoch FROM t)::bigint, to_char(t AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI:SS')
                FROM generate_series(2010, 2036) AS y, unnest(ARRAY[3, 10]) AS m,
                    generate_series(make_timestamptz(y, m, 24, 0, 59, 59, 'UTC'), make_timestamptz(y, m, 31, 23, 0, 0, 'UTC'),
                        '1 hour') AS t
                """
            )
            #expect(rows.count > 10_000)
            let wrong = try rows.filter { row in
                let time = LondonTime(seconds: try row.get("seconds"))
                return try String(time.londonText.dropLast(4)) != row.get("shown", as: String.self)
            }
            #expect(wrong.isEmpty)
        }
    }
}
