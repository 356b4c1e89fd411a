import PostgreSQL
import Support
import Testing

@Suite struct ConcurrencyTests {
    // On the shared threads, of which there is one for each core, the four would wait for the lock for ever.
    @Test(.timeLimit(.minutes(10))) func waitingStatementsOnFourConnectionsDoNotHoldUpAHeartbeat() async throws {
        let server = try await TestDatabase.server()
        let holder = try await Connection.open(server)
        try await holder.perform { _ = try $0.execute("SELECT pg_advisory_lock(7301944)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                let connection = try await Connection.open(server)
                group.addTask {
                    try await connection.perform { _ = try $0.execute("SELECT pg_advisory_lock_shared(7301944)") }
                }
            }
            while try await waiting(holder) < 4 { try await Task.sleep(for: .milliseconds(20)) }
            for _ in 0..<80 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await waiting(holder) == 4)
            try await holder.perform { _ = try $0.execute("SELECT pg_advisory_unlock(7301944)") }
            try await group.waitForAll()
        }
    }

    private func waiting(_ connection: Connection) async throws -> Int {
        try await connection.perform { session in
            try session.query(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7301944 AND NOT granted"
            )[0].get(0)
        }
    }

    @Test(.timeLimit(.minutes(10))) func cancellingTheTaskCancelsTheStatement() async throws {
        let connection = try await Connection.open(try await TestDatabase.server())
        let task = Task { try await connection.perform { _ = try $0.execute("SELECT pg_sleep(3600)") } }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await connection.perform { try $0.query("SELECT 1")[0].get(0) } == 1)
    }

    @Test(.timeLimit(.minutes(10))) func cancellingRollsTheTransactionBackAtWhateverMoment() async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await connection.perform { try $0.script("CREATE TABLE plan (n int)") }
            for moment in 0..<12 {
                let task = Task {
                    try await connection.transaction { session in
                        for _ in 0..<1000 { try session.execute("INSERT INTO plan VALUES (1)") }
                        try session.execute("SELECT pg_sleep(3600)")
                    }
                }
                try await Task.sleep(for: .milliseconds(moment * 4))
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                #expect(try await connection.perform { try $0.query("SELECT count(*) FROM plan")[0].get(0) } == 0)
            }
        }
    }

    @Test func cancellingStopsACopy() async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await connection.perform { try $0.script("CREATE TABLE plan (n int)") }
            let task = Task {
                try await connection.transaction { session in
                    try session.copyIn("COPY plan FROM STDIN (FORMAT binary)", format: .binary) { writer in
                        while true { try writer.write(columns: [.int32Row(start: 0)], rows: 0..<100_000) }
                    }
                }
            }
            try await Task.sleep(for: .milliseconds(200))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await connection.perform { try $0.query("SELECT count(*) FROM plan")[0].get(0) } == 0)
        }
    }

    @Test func aClosedConnectionSaysSo() async throws {
        let connection = try await Connection.open(try await TestDatabase.server())
        await connection.close()
        await connection.close()
        let error = await #expect(throws: PostgreSQLError.self) {
            try await connection.perform { try $0.script("SELECT 1") }
        }
        #expect(error?.code == .closed)
    }

    @Test func aNotificationWakesTheOneWhoWaits() async throws {
        try await TestDatabase.withDatabase { settings in
            let waiting = try await Connection.open(settings)
            #expect(try await waiting.waitForNotification(channel: "work", timeout: .milliseconds(10)) == nil)
            let sending = try await Connection.open(settings)
            try await sending.perform { session in
                try session.script("NOTIFY other, 'no'")
                try session.script("NOTIFY work, 'seven'")
            }
            #expect(try await waiting.waitForNotification(channel: "work", timeout: .seconds(20)) == "seven")
            let task = Task { try await waiting.waitForNotification(channel: "work", timeout: .seconds(60)) }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
}
