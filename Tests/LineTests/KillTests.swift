import Foundation
import PostgreSQL
import Support
import Testing
import Warehouse

@Suite(.serialized, .enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"))
struct KillTests {
    @Test(arguments: KillPoint.allCases)
    func `a worker that dies at a named point leaves all or nothing, and the next one finishes`(
        point: KillPoint
    ) async throws {
        let undisturbed = try await KillNation.undisturbed()
        try await KillNation.withSubmitted { program, _, settings in
            let work = ["work", "--once", "--concurrency", "1"]
            let killed = try await program.run(work, ["SENDSTAT_KILL_AT": point.rawValue])
            #expect(killed.wasKilled && killed.status == SIGKILL)
            let after = try await Wholeness.find(settings)
            #expect(after.halves == 0)
            #expect(after.accepted == (point == .afterCommit ? 1 : 0))
            #expect((after.facts > 0) == (point == .afterCommit))
            let next = try await program.run(work)
            #expect(next.status == 0, "\(next.talk)")
            #expect(try await Wholeness.find(settings).open == 0)
            #expect(try await program.digest() == undisturbed)
        }
    }

    @Test func `two workers killed at any moment leave all or nothing, and the next ones finish`() async throws {
        let undisturbed = try await KillNation.undisturbed()
        let isLong = ProcessInfo.processInfo.environment["SENDSTAT_TEST_ALL"] == "1"
        let seed = UInt64(ProcessInfo.processInfo.environment["SENDSTAT_TEST_SEED"] ?? "") ?? .random(in: 0...9_999)
        print("Kill tests: SENDSTAT_TEST_SEED=\(seed)")
        var generator = Seeded(seed)
        let nation = try await KillNation.made()
        try await KillNation.withSubmitted { program, warehouse, settings in
            var before = try await Wholeness.find(settings)
            var inside = 0
            for _ in 0..<(isLong ? 200 : 15) {
                try await KillNation.submit(nation.returns[Int.random(in: 0..<6, using: &generator)], to: warehouse)
                let runs = try (0..<2).map { _ in try program.start(["work", "--once", "--concurrency", "1"]) }
                for run in runs {
                    try await Task.sleep(for: .milliseconds(Int.random(in: 0..<700, using: &generator)))
                    run.kill()
                }
                let ends = try await [runs[0].end(), runs[1].end()]
                #expect(ends.allSatisfy { $0.wasKilled || $0.status == 0 }, "\(ends)")
                let after = try await Wholeness.find(settings)
                #expect(after.halves == 0)
                #expect(after.kept >= before.kept)
                inside += after.kept > before.kept && after.open > 0 ? 1 : 0
                before = after
            }
            // Some were started three times and set aside: their senders send again.
            try await nation.submit(to: warehouse)
            let last = try (0..<2).map { _ in try program.start(["work", "--once"]) }
            for run in last {
                let end = try await run.end()
                // 1 says that it set one aside.
                #expect(!end.wasKilled && [0, 1].contains(end.status), "\(end.talk)")
            }
            let end = try await Wholeness.find(settings)
            #expect(end.open == 0 && end.halves == 0 && end.accepted == 6)
            #expect(try await program.digest() == undisturbed)
            print("Kill tests: \(inside) kills left work behind, \(end.quarantined) jobs were set aside")
        }
    }

    @Test func `a worker told to end finishes its return first`() async throws {
        try await KillNation.withSubmitted { program, _, settings in
            let run = try program.start(["work", "--concurrency", "1"])
            while try await Wholeness.find(settings).accepted == 0 { try await Task.sleep(for: .milliseconds(5)) }
            kill(run.pid, SIGTERM)
            let end = try await run.end()
            #expect(!end.wasKilled && end.status == 0)
            let running = try await ask(settings, "SELECT FROM intake.job WHERE state = 'running'")
            #expect(running.isEmpty)
            #expect(try await Wholeness.find(settings).halves == 0)
        }
    }

    @Test func `a waiting worker takes up what is handed in later`() async throws {
        let nation = try await KillNation.made()
        try await KillNation.withSubmitted { program, warehouse, settings in
            let run = try program.start(["work"])
            defer { run.kill() }
            try await until { try await Wholeness.find(settings).open == 0 }
            try await KillNation.submit(nation.returns[0], to: warehouse)
            try await until { try await Wholeness.find(settings).open == 0 }
            kill(run.pid, SIGTERM)
            #expect(try await run.end().status == 0)
            let states = try await warehouse.status().submissions
            #expect(states == ["accepted": 6, "superseded": 1])
        }
    }

    @Test func `handed in twice under one key it is one return, and without a key the later one counts`() async throws {
        let undisturbed = try await KillNation.undisturbed()
        let nation = try await KillNation.made()
        try await KillNation.withSubmitted { program, _, settings in
            #expect(try await program.run(["work", "--once"]).status == 0)
            let first = try await Wholeness.find(settings)
            let one = nation.returns[3]
            let submit = ["submit", one.file.path, "--from", "la:\(one.localAuthority)"]
            let receipts = try await [
                program.run(submit + ["--key", "k"]), program.run(submit + ["--key", "k"]), program.run(submit),
            ].map { try JSONDecoder().decode(Receipt.self, from: Data($0.output.utf8)) }
            #expect(receipts[0].id == receipts[1].id && receipts[0].id != receipts[2].id)
            #expect(receipts.map(\.isRepeat) == [false, true, false])
            #expect(Set(receipts.map(\.sha256)).count == 1)
            #expect(try await program.run(["work", "--once"]).status == 0)
            let second = try await Wholeness.find(settings)
            #expect(second.accepted == 6 && second.halves == 0 && second.open == 0)
            #expect(second.facts > first.facts && second.kept > first.kept)
            #expect(try await program.digest() == undisturbed)
        }
    }

    private struct Receipt: Decodable {
        let id: Int
        let sha256: String
        let isRepeat: Bool
    }
}

/// Runs one statement on a connection of its own.
func ask(_ settings: ConnectionSettings, _ sql: SQL, _ parameters: [Parameter] = []) async throws -> [Row] {
    let connection = try await Connection.open(settings)
    let rows = try await connection.perform { try $0.query(sql, parameters) }
    await connection.close()
    return rows
}

/// Waits for something, for a minute at most.
func until(_ isSo: () async throws -> Bool) async throws {
    for _ in 0..<3_000 {
        if try await isSo() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw NeverSo()
}

struct NeverSo: Error {}
