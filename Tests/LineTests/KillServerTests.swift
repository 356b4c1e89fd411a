import Foundation
import Glibc
import PostgreSQL
import Synchronization
import Testing
import Warehouse

/// The database's own processes killed under a worker, each test on a private server of its own.
@Suite(.serialized, .enabled(if: KilledProgram.isExpected, "SENDSTAT_PROGRAM does not name the program"))
struct KillServerTests {
    enum Blow: CaseIterable {
        /// The worker's connection is ended from the database.
        case terminate
        /// Its process is killed, at which the server restarts itself.
        case backend
        /// The whole server is killed and started again.
        case server
    }

    @Test(arguments: Blow.allCases)
    func `a server process killed inside a load leaves all or nothing, and the next run finishes`(
        blow: Blow
    ) async throws {
        let undisturbed = try await KillNation.undisturbed()
        let nation = try await KillNation.made()
        try await KillNation.withHome { home in
            let program = KilledProgram(home: home)
            let cluster = PrivateCluster(home: home)
            #expect(try await program.run(["db", "start"]).status == 0)
            #expect(try await program.run(["db", "migrate"]).status == 0)
            do {
                try await KillNation.withWarehouse(cluster.settings) { try await nation.submit(to: $0) }
                try await strike(blow, cluster, program)
                let next = try await program.run(["work", "--once"])
                #expect(next.status == 0, "\(next.talk)")
                let end = try await Wholeness.find(cluster.settings)
                #expect(end.open == 0 && end.halves == 0 && end.accepted == 6)
                #expect(try await program.digest() == undisturbed)
            } catch {
                try? cluster.stop()
                throw error
            }
            try cluster.stop()
        }
    }

    /// Holds the last table of a load, so that the worker stands inside its transaction, and strikes it there.
    private func strike(_ blow: Blow, _ cluster: PrivateCluster, _ program: KilledProgram) async throws {
        let lock = try await TableLock(cluster.settings)
        let run = try program.start(["work", "--once", "--concurrency", "1"])
        var struck: Int32?
        try await until {
            struck = try await ask(cluster.settings, Self.inside).first?.get("pid", as: Int32.self)
            return struck != nil
        }
        let pid = try #require(struck)
        #expect(try await ask(cluster.settings, "SELECT FROM warehouse.person").isEmpty)
        switch blow {
        case .terminate: _ = try await ask(cluster.settings, "SELECT pg_terminate_backend($1)", [Parameter(pid)])
        case .backend: kill(pid, SIGKILL)
        case .server: kill(try postmaster(of: cluster), SIGKILL)
        }
        await lock.end()
        if blow == .server { #expect(try await program.run(["db", "start"]).status == 0) }
        let end = try await run.end()
        #expect(!end.wasKilled && [0, 69].contains(end.status), "\(end)")
        try await until { (try? await Wholeness.find(cluster.settings)) != nil }
        #expect(try await Wholeness.find(cluster.settings).halves == 0)
    }

    /// Every point with every blow in the long run; two of them otherwise.
    private static let struck: [(KillPoint, Blow)] =
        KillNation.isLong
        ? KillPoint.allCases.flatMap { point in Blow.allCases.map { (point, $0) } }
        : [(.checked, .server), (.beforeCommit, .backend)]

    @Test func `a server struck at a named point of a mixed load leaves all or nothing, and the next run finishes`()
        async throws
    {
        let undisturbed = try await KillNation.undisturbed()
        let nation = try await KillNation.made()
        try await KillNation.withHome { home in
            let program = KilledProgram(home: home)
            let cluster = PrivateCluster(home: home)
            #expect(try await program.run(["db", "start"]).status == 0)
            defer { try? cluster.stop() }
            #expect(try await program.run(["db", "migrate"]).status == 0)
            try await KillNation.withWarehouse(cluster.settings) { try await nation.submit(to: $0) }
            for (place, (point, blow)) in Self.struck.enumerated() {
                try await KillNation.withWarehouse(cluster.settings) { warehouse in
                    try await nation.submitSpoilt(place, to: warehouse)
                    try await KillNation.submit(nation.returns[place % 6], to: warehouse)
                }
                let what = "\(blow) at \(point)"
                try await strike(blow, at: point, cluster, program)
                #expect(try await Wholeness.find(cluster.settings).halves == 0, "\(what)")
                let next = try await program.run(["work", "--once"])
                #expect(!next.wasKilled && [0, 1].contains(next.status), "\(what): \(next.talk)")
                let found = try await Wholeness.find(cluster.settings)
                #expect(found.open == 0 && found.halves == 0 && found.accepted == 6, "\(what)")
                #expect(try await program.digest() == undisturbed, "\(what)")
            }
        }
    }

    /// Lets a worker stop itself at a point, strikes, and lets it go on.
    private func strike(
        _ blow: Blow,
        at point: KillPoint,
        _ cluster: PrivateCluster,
        _ program: KilledProgram
    ) async throws {
        let work = ["work", "--once", "--concurrency", "1"]
        let run = try program.start(work, ["SENDSTAT_STOP_AT": point.rawValue])
        try await until { Processes.isStopped(run.pid) }
        let pid = try #require(try await ask(cluster.settings, Self.others).first?.get("pid", as: Int32.self))
        switch blow {
        case .terminate: _ = try await ask(cluster.settings, "SELECT pg_terminate_backend($1)", [Parameter(pid)])
        case .backend: kill(pid, SIGKILL)
        case .server:
            kill(try postmaster(of: cluster), SIGKILL)
            kill(run.pid, SIGCONT)
            #expect(try await program.run(["db", "start"]).status == 0)
        }
        try await until { (try? await Wholeness.find(cluster.settings)) != nil }
        kill(run.pid, SIGCONT)
        let end = try await run.end()
        #expect(!end.wasKilled && [0, 1, 2, 69].contains(end.status), "\(blow) at \(point): \(end)")
    }

    /// The worker's connections, the one last used first.
    private static let others: SQL = """
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
        ORDER BY state_change DESC
        """

    private func postmaster(of cluster: PrivateCluster) throws -> Int32 {
        let text = try String(contentsOf: cluster.folder.appending(path: "data/postmaster.pid"), encoding: .utf8)
        return try #require(text.split(separator: "\n").first.flatMap { Int32($0) })
    }

    /// The worker's connection that waits for the table we hold.
    private static let inside: SQL = """
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'COPY%' AND pid <> pg_backend_pid()
        """
}

/// A lock on the last table of a load, held until it is ended.
private final class TableLock: Sendable {
    private let connection: Connection
    private let isOver = Atomic(false)

    init(_ settings: ConnectionSettings) async throws {
        connection = try await Connection.open(settings)
        for year in [2024, 2025] {
            _ = try await ask(settings, "SELECT warehouse.open_year($1)", [Parameter(Int32(year))])
        }
        Task { [self] in
            // The server may be gone by the end.
            try? await connection.transaction { session in
                try session.execute("LOCK TABLE warehouse.sen_need IN ACCESS EXCLUSIVE MODE")
                while !isOver.load(ordering: .relaxed) { usleep(2_000) }
            }
        }
        try await until {
            try await !ask(settings, "SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted").isEmpty
        }
    }

    func end() async {
        isOver.store(true, ordering: .relaxed)
        await connection.close()
    }
}
