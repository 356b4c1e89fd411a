import Foundation
import PostgreSQL
import Support
import Testing
import Warehouse

/// What the process that checks a return can reach, by trying.
@Suite(.enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"))
struct ConfinementTests {
    @Test func `a confined process reaches no file, network, database or other process`() async throws {
        try await TestDatabase.withDatabase { settings in
            let folders = try await ask(settings, "SELECT current_setting('unix_socket_directories') AS folders")
            let folder = try #require(try folders.first?.get("folders", as: String.self).split(separator: ",").first)
            let reach = ["--trial", "reach", "--socket", "\(folder)/.s.PGSQL.5432"]
            let confined = try await Self.checkOne(reach)
            let free = try await Self.checkOne(reach + ["--free"])
            let trials = Self.trials(confined)
            #expect(trials.count == 11 && trials.allSatisfy { $0.hasPrefix("refused ") }, "\(confined.text)")
            #expect(Self.trials(free) == trials.map { $0.replacing("refused", with: "DONE") })
            #expect(confined.text.hasPrefix("network: "))
        }
    }

    @Test(
        arguments: [
            ("memory", "needed more memory than the limit"), ("processor", "more processor time"), ("wall", "longer"),
        ]
    )
    func `a confined process that uses too much is stopped`(resource: String, words: String) async throws {
        let end = try await Self.checkOne(["--trial", resource])
        #expect(end.text.contains(words), "\(end.text)")
    }

    @Test func `the process that checks is told nothing of the database, and holds nothing of its worker`() async throws
    {
        try await KillNation.withSubmitted { program, _, settings in
            let run = try program.start(["work"])
            defer { run.kill() }
            try await until { try await Wholeness.find(settings).open == 0 }
            let child = try #require(Processes.below(run.pid).first)
            let environment = try String(contentsOfFile: "/proc/\(child)/environ", encoding: .utf8)
            let names = environment.split(separator: "\0").map { $0.prefix { $0 != "=" } }
            #expect(Set(names).isSubset(of: ["LC_ALL", "SENDSTAT_SCHEMAS", "PWD"]), "\(names)")
            let held = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(child)/fd").sorted()
            #expect(held == ["0", "1", "2"])
        }
    }

    @Test(.timeLimit(.minutes(15)))
    func `a return with more records than one thread is given elsewhere is checked in a confined process`() async throws
    {
        try await KillNation.withSubmitted { program, warehouse, _ in
            let big = try await KillNation.large()
            defer { try? FileManager.default.removeItem(at: big.file.appending(path: "../../..").standardized) }
            let receipt = try await KillNation.submit(big, to: warehouse)
            #expect(try await program.run(["work", "--once"]).status == 0)
            #expect(try await warehouse.submission(receipt.id).state.isLoaded)
        }
    }

    private static func trials(_ outcome: Tool.Outcome) -> [String] {
        outcome.text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("network: ") }
    }

    private static func checkOne(_ words: [String]) async throws -> Tool.Outcome {
        let program = try #require(KilledProgram.path)
        return try await onThread { try Tool.run([program, "check-one"] + words) }
    }
}
