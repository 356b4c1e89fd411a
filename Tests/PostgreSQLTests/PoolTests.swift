import PostgreSQL
import Support
import Testing

@Suite struct PoolTests {
    private actor Tally {
        private var now = 0
        private(set) var most = 0
        private(set) var backends: Set<Int> = []

        func begin() {
            now += 1
            most = max(most, now)
        }

        func end(_ backend: Int) {
            now -= 1
            backends.insert(backend)
        }
    }

    @Test func noMoreThanItsSizeAreLentAtOnceAndConnectionsAreUsedAgain() async throws {
        try await TestDatabase.withDatabase { settings in
            let pool = Pool(settings: settings, size: 2)
            let tally = Tally()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            await tally.begin()
                            let backend = try await connection.perform { session in
                                try session.execute("SELECT pg_sleep(0.02)")
                                return try session.query("SELECT pg_backend_pid()")[0].get(0, as: Int.self)
                            }
                            await tally.end(backend)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(await tally.most == 2)
            #expect(await tally.backends.count == 2)
            await pool.close()
        }
    }

    @Test func aBrokenConnectionIsReplaced() async throws {
        let pool = Pool(settings: try await TestDatabase.server(), size: 1)
        let error = await #expect(throws: PostgreSQLError.self) {
            try await pool.withConnection { connection in
                try await connection.perform { try $0.script("SELECT pg_terminate_backend(pg_backend_pid())") }
            }
        }
        #expect(error?.isUnavailable == true)
        let answer = try await pool.withConnection { connection in
            try await connection.perform { try $0.query("SELECT 1")[0].get(0, as: Int.self) }
        }
        #expect(answer == 1)
    }

    @Test func aConnectionThatBrokeWhileIdleIsReplaced() async throws {
        let server = try await TestDatabase.server()
        let pool = Pool(settings: server, size: 1)
        let backend = try await pool.withConnection { connection in
            try await connection.perform { try $0.query("SELECT pg_backend_pid()")[0].get(0, as: Int.self) }
        }
        let other = try await Connection.open(server)
        try await other.perform { session in
            try session.execute("SELECT pg_terminate_backend($1::int, 10000)", Parameter(backend))
        }
        let next = try await pool.withConnection { connection in
            try await connection.perform { try $0.query("SELECT pg_backend_pid()")[0].get(0, as: Int.self) }
        }
        #expect(next != backend)
    }

    @Test func whoWaitsMayGiveUpAndAClosedPoolTurnsAway() async throws {
        let pool = Pool(settings: try await TestDatabase.server(), size: 1)
        try await pool.withConnection { connection in
            let waiting = Task { try await pool.withConnection { _ in true } }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            let turnedAway = Task { try await pool.withConnection { _ in true } }
            try await Task.sleep(for: .milliseconds(50))
            await pool.close()
            await #expect(throws: PostgreSQLError.self) { try await turnedAway.value }
            #expect(try await connection.perform { try $0.query("SELECT 1")[0].get(0) } == 1)
        }
        await #expect(throws: PostgreSQLError.self) { try await pool.withConnection { _ in true } }
    }

    @Test func aServerThatIsAwayIsToldToEachWhoAsks() async throws {
        let away = ConnectionSettings(socketDirectory: "/nonexistent", port: 1, user: "nobody", database: "none")
        let pool = Pool(settings: away, size: 1)
        for _ in 0..<3 {
            let error = await #expect(throws: PostgreSQLError.self) { try await pool.withConnection { _ in true } }
            #expect(error?.isUnavailable == true)
        }
    }
}
