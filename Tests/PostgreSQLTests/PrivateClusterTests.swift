import Foundation
import Glibc
import PostgreSQL
import Support
import Testing

@Suite struct PrivateClusterTests {
    /// Gives a new home, and stops what runs there afterwards.
    private func withHome(_ name: String, _ body: (URL) async throws -> Void) async throws {
        let process = ProcessInfo.processInfo.processIdentifier
        let home = URL(filePath: "/tmp/postgresql-home-\(process)-\(name)")
        try? FileManager.default.removeItem(at: home)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(home))
        } catch {
            outcome = .failure(error)
        }
        try await onThread { try PrivateCluster(home: home).stop() }
        try FileManager.default.removeItem(at: home)
        try outcome.get()
    }

    private func start(_ home: URL) async throws -> ConnectionSettings {
        try await onThread { try PrivateCluster(home: home).start() }
    }

    private func answer<V: PostgreSQLDecodable>(_ settings: ConnectionSettings, _ sql: SQL) async throws -> V {
        let connection = try await Connection.open(settings)
        let value = try await connection.perform { try $0.query(sql)[0].get(0, as: V.self) }
        await connection.close()
        return value
    }

    @Test func itIsMadeStartedStoppedAndFoundAgainWithItsData() async throws {
        try await withHome("again") { home in
            #expect(PrivateCluster(home: home).status() == .absent)
            let settings = try await start(home)
            #expect(PrivateCluster(home: home).status() == .running)
            let connection = try await Connection.open(settings)
            try await connection.perform { try $0.script("CREATE TABLE kept AS SELECT 7 AS n") }
            try await onThread { try PrivateCluster(home: home).stop() }
            #expect(PrivateCluster(home: home).status() == .stopped)
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.perform { try $0.execute("SELECT 1") }
            }
            #expect(error?.isUnavailable == true)
            let away = await #expect(throws: PostgreSQLError.self) { try await Connection.open(settings) }
            #expect(away?.isUnavailable == true)
            let kept: Int = try await answer(await start(home), "SELECT n FROM kept")
            #expect(kept == 7)
        }
    }

    @Test func startedTwiceOrAtOnceItIsTheSameServer() async throws {
        try await withHome("once") { home in
            let starts = try await withThrowingTaskGroup { group in
                for _ in 0..<3 {
                    group.addTask {
                        let settings = try await start(home)
                        return try await answer(settings, "SELECT pg_postmaster_start_time()::text") as String
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(starts.count == 1)
        }
    }

    @Test func aServerThatWasKilledStartsAgainWithWhatWasCommitted() async throws {
        try await withHome("crash") { home in
            let connection = try await Connection.open(try await start(home))
            try await connection.perform { try $0.script("CREATE TABLE kept AS SELECT 7 AS n") }
            let file = PrivateCluster(home: home).folder.appending(path: "data/postmaster.pid")
            let process = try #require(try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first)
            kill(try #require(pid_t(process)), SIGKILL)
            let kept: Int = try await answer(await start(home), "SELECT n FROM kept")
            #expect(kept == 7)
        }
    }

    @Test func twoHomesAreTwoServersSideBySide() async throws {
        try await withHome("left") { left in
            try await withHome("right") { right in
                let first = try await start(left)
                let second = try await start(right)
                let identity: SQL = "SELECT system_identifier::text FROM pg_control_system()"
                let one: String = try await answer(first, identity)
                let other: String = try await answer(second, identity)
                #expect(one != other)
                try await onThread { try PrivateCluster(home: left).stop() }
                #expect(try await answer(second, "SELECT 1") == 1)
            }
        }
    }

    @Test func itKeepsDataSafelyListensOnASocketOnlyAndLogsNoValues() async throws {
        try await withHome("safe") { home in
            let cluster = PrivateCluster(home: home)
            let settings = try await start(home)
            let wanted = [
                "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on",
                "listen_addresses": "", "server_encoding": "UTF8",
            ]
            let connection = try await Connection.open(settings)
            let found = try await connection.perform { session in
                let names = Array(wanted.keys)
                return try session.query(
                    "SELECT name, setting FROM pg_settings WHERE name = ANY ($1)",
                    .textArray(names)
                )
                .reduce(into: [:]) { $0[try $1.get("name", as: String.self)] = try $1.get("setting", as: String.self) }
            }
            #expect(found == wanted)
            _ = try? await connection.perform { try $0.execute("SELECT 'ZQXV'::date") }
            #expect(!(try String(contentsOf: cluster.log, encoding: .utf8)).contains("ZQXV"))
        }
    }

    @Test func aDeepHomeWithSpacesAndQuotesIsReached() async throws {
        try await withHome("deep") { top in
            let home = top.appending(path: "O'Hara's data/\(String(repeating: "deep/", count: 20))home")
            let cluster = PrivateCluster(home: home)
            #expect(try await answer(await start(home), "SELECT 1") == 1)
            try await onThread { try cluster.stop() }
        }
    }

    @Test func aMakingThatWasKilledIsMadeAnew() async throws {
        try await withHome("killed") { home in
            let partial = home.appending(path: "postgresql/data.partial")
            try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
            try Data("half".utf8).write(to: partial.appending(path: "PG_VERSION"))
            if geteuid() == 0 {
                try ServerPrograms().own(partial.deletingLastPathComponent())
            }
            #expect(try await answer(await start(home), "SELECT 1") == 1)
        }
    }
}
