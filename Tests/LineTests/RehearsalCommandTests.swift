import Foundation
import PostgreSQL
import Support
import Testing

/// A deadline day in small, by the real program (OP-2.1); times are told, never asserted.
@Suite(.serialized, .enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"))
struct RehearsalCommandTests {
    private struct Outcome: Decodable {
        struct Mark: Decodable {
            let name, unit: String
            let measured: Double
        }
        struct Times: Decodable {
            let name: String
            let count: Int
        }

        let marks: [Mark]
        let times: [Times]
        let odd: [String: Int]
    }

    @Test func `a small deadline day loses nothing, and leaves nothing behind`() async throws {
        try await KillNation.withHome { home in
            let place = home.appending(path: "rehearsals")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let words = ["--returns", "6", "--peak", "4", "--schools", "6", "--minutes", "0.1", "--scale", "0.05"]
            let end = try await KilledProgram(home: home)
                .alone(["rehearse", "deadline", "--format", "json", "--quiet", "--dir", place.path] + words)
            // 1 where the machine was too slow for the marks.
            #expect([0, 1].contains(end.status), "\(end)")
            let outcome = try JSONDecoder().decode(Outcome.self, from: Data(end.output.utf8))
            let counted = outcome.marks.filter(\.unit.isEmpty)
            #expect(counted.count == 5)
            for mark in counted { #expect(mark.measured == 0, "\(mark.name)") }
            #expect(outcome.odd.isEmpty)
            let receipts = outcome.times.first { $0.name.hasPrefix("Upload") }
            #expect(receipts?.count == 12)
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == [])
        }
    }

    @Test func `what cannot be held is refused with the reason`() async throws {
        try await KillNation.withHome { home in
            let program = KilledProgram(home: home)
            let few = try await program.alone(["rehearse", "deadline", "--returns", "154", "--dir", home.path])
            #expect(few.status == 2 && few.talk.contains("There are 153 authorities to send"))
            #expect(try await program.alone(["rehearse", "deadline", "--minutes", "0"]).status == 64)
        }
    }
}

/// A year's collection from the year before: ST-1.1.
@Suite(.enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"))
struct CycleCommandTests {
    @Test func `a cycle is told, made once, and told again`() async throws {
        try await TestDatabase.withDatabase { database in
            let folder = try TemporaryFolder()
            let program = try KilledProgram(home: folder.url, database: database)
            func create(_ words: String...) async throws -> KilledProgram.End {
                try await program.run(["cycle", "create", "sen2-2027", "--from", "sen2-2026"] + words)
            }
            let opened = try await program.run(
                ["collection", "open", "sen2@2026", "--opens", "2026-01-12", "--due", "2026-03-13"]
            )
            #expect(opened.status == 0)
            let told = try await create("--dry-run")
            #expect(told.status == 0 && told.output.contains("Nothing was done"))
            // As many days before census day as the year before.
            let dates = ["2026-01-15", "2027-01-21", "2026-01-12 00:00", "2027-01-18 00:00", "2026-03-13 23:59"]
            for date in dates { #expect(told.output.contains(date), "\(date)") }
            #expect(try await program.run(["collection", "list"]).output.contains("sen2 2027") == false)
            #expect(try await create().output.contains("Done: sen2@2027 is there."))
            let list = try await program.run(["collection", "list"]).output
            #expect(list.contains("sen2 2027: opens at 2027-01-18 00:00:00 GMT, due by 2027-03-11 23:59:59 GMT"))
            #expect(try await create().output.contains("nothing was done"))
            #expect(try await program.run(["collection", "list"]).output == list)
            #expect(try await create("--due", "2027-03-12").output.contains("Done"))
            let backwards = try await program.run(["cycle", "create", "sen2-2025", "--from", "sen2-2026"])
            #expect(backwards.status == 64 && backwards.talk.contains("does not build on"))
        }
    }
}
