import Foundation
import PostgreSQL
import Support
import Testing
import Warehouse

/// The connection to the database is cut at one protocol message after another of a small load.
@Suite(
    .serialized,
    .enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"),
    .disabled(if: ProcessInfo.processInfo.environment["SENDSTAT_TEST_SERVER"] != nil, "the proxy is for our own server")
)
struct WireTests {
    @Test func `a connection cut at any message leaves all or nothing, and doing it again completes`() async throws {
        let nation = try await KillNation.made()
        let undisturbed = try await KillNation.undisturbed()
        try await KillNation.withSubmitted { program, warehouse, settings in
            #expect(try await program.run(["work", "--once"]).status == 0)
            let one = nation.returns[0]
            try await KillNation.submit(one, to: warehouse)
            let all = try await load(program, settings, cut: 0)
            #expect(all.end.status == 0 && all.messages > 50, "\(all)")
            let few = stride(from: 3, to: all.messages, by: max(1, all.messages / 4))
            let cuts = KillNation.isLong ? Array(1...all.messages) : Array(few)
            for cut in cuts {
                try await KillNation.submit(one, to: warehouse)
                let run = try await load(program, settings, cut: cut)
                #expect([0, 2, 69].contains(run.end.status) && !run.end.wasKilled, "cut at \(cut): \(run.end)")
                #expect(try await Wholeness.find(settings).halves == 0, "cut at \(cut)")
                let again = try await program.run(["work", "--once", "--in-process"])
                #expect(again.status == 0, "after a cut at \(cut): \(again.talk)")
                let found = try await Wholeness.find(settings)
                #expect(found.open == 0 && found.halves == 0 && found.accepted == 6, "cut at \(cut)")
                #expect(try await program.digest() == undisturbed, "cut at \(cut)")
            }
            print("Wire tests: \(cuts.count) cuts among \(all.messages) messages")
        }
    }

    private func load(
        _ program: KilledProgram,
        _ settings: ConnectionSettings,
        cut: Int
    ) async throws -> (end: KilledProgram.End, messages: Int) {
        let folder = try TemporaryFolder()
        let host = try #require(program.environment["PGHOST"])
        let port = try #require(program.environment["PGPORT"])
        let target = host.hasPrefix("/") ? "\(host)/.s.PGSQL.\(port)" : "\(host):\(port)"
        let proxy = try WireProxy(folder: folder.url, target: target, cut: cut)
        let end = try await program.run(
            ["work", "--once", "--concurrency", "1", "--in-process"],
            ["PGHOST": folder.url.path, "PGPORT": "5432"]
        )
        return (end, try await proxy.end())
    }
}

/// The proxy as a process.
private struct WireProxy {
    private let input = Pipe()
    private let output = Pipe()

    init(folder: URL, target: String, cut: Int) throws {
        let process = Process()
        let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? "python3"
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            python, Repository.root.appending(path: "Tests/Support/wire_proxy.py").path, folder.path, target, "\(cut)",
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let word = try output.fileHandleForReading.read(upToCount: 6)
        guard word == Data("ready\n".utf8) else { throw NotReady() }
    }

    struct NotReady: Error {}

    /// Ends it; how many messages passed.
    func end() async throws -> Int {
        try input.fileHandleForWriting.close()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        return Int(String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }
}
