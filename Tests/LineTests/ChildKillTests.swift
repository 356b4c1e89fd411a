import Foundation
import Glibc
import PostgreSQL
import Support
import Testing
import Warehouse

/// The processes that check are killed, and files that kill them are handed in.
@Suite(.serialized, .enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"))
struct ChildKillTests {
    @Test func `a file that ends its process is set aside after three starts, and all others are loaded`() async throws
    {
        let undisturbed = try await KillNation.undisturbed()
        try await KillNation.withSubmitted { program, warehouse, settings in
            // Longer than the memory that its check may have.
            let huge = SubmittedFile(name: "huge.xml", bytes: [UInt8](repeating: 0x20, count: 160 << 20))
            let id = try await warehouse.submit(files: [huge], from: Sender("la:304"), return: "sen2@2025").id
            let end = try await program.run(["work", "--once", "--check-memory", "160"])
            #expect(end.status == 1, "\(end.talk)")
            let told = end.talk.split(separator: "\n").filter { $0.contains("submission \(id) ") }
            #expect(
                told.count == 1 && told.allSatisfy { $0.contains("quarantined") && $0.contains("3 times") },
                "\(told)"
            )
            let found = try await Wholeness.find(settings)
            #expect(found.accepted == 6 && found.quarantined == 1 && found.halves == 0 && found.open == 0)
            #expect(try await program.digest() == undisturbed)
        }
    }

    @Test func `checks killed at random lose nothing and double nothing`() async throws {
        let undisturbed = try await KillNation.undisturbed()
        let nation = try await KillNation.made()
        var generator = Seeded(5)
        try await KillNation.withSubmitted { program, warehouse, settings in
            let bad = SubmittedFile(name: "bad.xml", bytes: Array("<a><b></a>".utf8))
            var kills = 0
            for _ in 0..<(KillNation.isLong ? 60 : 2) {
                _ = try await warehouse.submit(files: [bad], from: Sender("la:305"), return: "sen2@2025")
                try await KillNation.submit(nation.returns[Int.random(in: 0..<6, using: &generator)], to: warehouse)
                let run = try program.start(["work", "--once"])
                for _ in 0..<4 {
                    try await Task.sleep(for: .milliseconds(Int.random(in: 50..<500, using: &generator)))
                    guard let pid = Processes.below(run.pid).randomElement(using: &generator) else { continue }
                    kills += kill(pid, SIGKILL) == 0 ? 1 : 0
                }
                let end = try await run.end()
                #expect(!end.wasKilled && [0, 1].contains(end.status), "\(end.talk)")
                #expect(try await Wholeness.find(settings).halves == 0)
            }
            #expect(kills > 0)
            try await nation.submit(to: warehouse)
            let last = try await program.run(["work", "--once"])
            #expect(last.status == 0, "\(last.talk)")
            let end = try await Wholeness.find(settings)
            #expect(end.open == 0 && end.halves == 0 && end.accepted == 6)
            #expect(try await program.digest() == undisturbed)
        }
    }

    @Test func `a worker stopped past its lease cannot commit what another did meanwhile`() async throws {
        let undisturbed = try await KillNation.undisturbed()
        try await KillNation.withSubmitted { program, _, settings in
            let work = ["work", "--once", "--concurrency", "1", "--lease", "1"]
            let stopped = try program.start(work, ["SENDSTAT_STOP_AT": "checked"])
            try await until { Processes.isStopped(stopped.pid) }
            // Its connection lives, so that only the lease tells.
            let other = try await program.run(["work", "--once", "--concurrency", "1"])
            #expect(other.status == 0, "\(other.talk)")
            let before = try await Wholeness.find(settings)
            #expect(before.accepted == 6 && before.open == 0)
            kill(stopped.pid, SIGCONT)
            let late = try await stopped.end()
            #expect(late.status == 0 && !late.talk.contains("accepted"), "\(late.talk)")
            let after = try await Wholeness.find(settings)
            #expect(after.kept == before.kept && after.halves == 0)
            #expect(try await program.digest() == undisturbed)
        }
    }
}

/// Processes as the system lists them.
enum Processes {
    /// Those that a process started, and those started by them.
    static func below(_ pid: Int32) -> [Int32] {
        let own = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)) ?? ""
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        let children = threads.flatMap { thread -> [Int32] in
            guard thread != String(pid) else { return own.split(separator: " ").compactMap { Int32($0) } }
            let text = try? String(contentsOfFile: "/proc/\(pid)/task/\(thread)/children", encoding: .utf8)
            return (text ?? "").split(separator: " ").compactMap { Int32($0) }
        }
        return children + children.flatMap(below)
    }

    static func isStopped(_ pid: Int32) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
        return status.split(separator: ")").last?.hasPrefix(" T") ?? false
    }
}
