import Foundation
import PostgreSQL
import Support
import Testing

/// Where threads wait until all have come.
private final class Meeting: @unchecked Sendable {
    private let condition = NSCondition()
    private var missing: Int

    init(of count: Int) {
        missing = count
    }

    func arriveAndWait() {
        condition.lock()
        defer { condition.unlock() }
        missing -= 1
        condition.broadcast()
        while missing > 0 { condition.wait() }
    }
}

@Suite struct TransactionTests {
    private struct Stop: Error {}

    private func withTable(_ body: (ConnectionSettings, Connection) async throws -> Void) async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await connection.perform { try $0.script("CREATE TABLE plan (n int)") }
            try await body(settings, connection)
        }
    }

    private func count(_ connection: Connection) async throws -> Int {
        try await connection.perform { try $0.query("SELECT count(*) FROM plan")[0].get(0) }
    }

    @Test func whatReturnsIsCommittedAndSeenByOthers() async throws {
        try await withTable { settings, connection in
            let inserted = try await connection.transaction {
                try $0.execute("INSERT INTO plan VALUES ($1), ($2)", 1, 2)
            }
            #expect(inserted == 2)
            let rows = try await count(try await Connection.open(settings))
            #expect(rows == 2)
        }
    }

    @Test func whatThrowsIsRolledBack() async throws {
        try await withTable { _, connection in
            await #expect(throws: Stop.self) {
                try await connection.transaction { session in
                    try session.execute("INSERT INTO plan VALUES (1)")
                    throw Stop()
                }
            }
            let rows = try await count(connection)
            #expect(rows == 0)
        }
    }

    @Test func aFailureThatTheBodySwallowedIsNotCommittedInSilence() async throws {
        try await withTable { _, connection in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.transaction { session in
                    try session.execute("INSERT INTO plan VALUES (1)")
                    _ = try? session.execute("SELECT nothing FROM nowhere")
                }
            }
            #expect(error?.sqlState == "25P02")
            let rows = try await count(connection)
            #expect(rows == 0)
        }
    }

    @Test func aBodyThatEndsTheTransactionItselfIsTold() async throws {
        try await withTable { _, connection in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.transaction { try $0.script("COMMIT") }
            }
            #expect(error?.sqlState == "25P01")
        }
    }

    @Test func aTransactionLeftOpenIsRolledBack() async throws {
        try await withTable { _, connection in
            try await connection.perform { try $0.script("BEGIN; INSERT INTO plan VALUES (1)") }
            let rows = try await count(connection)
            #expect(rows == 0)
            #expect(await connection.isUsable)
        }
    }

    @Test func aDeferredRuleThatFailsAtCommitIsThrown() async throws {
        try await withTable { _, connection in
            try await connection.perform {
                try $0.script("ALTER TABLE plan ADD CONSTRAINT once UNIQUE (n) DEFERRABLE INITIALLY DEFERRED")
            }
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.transaction { try $0.execute("INSERT INTO plan VALUES (1), (1)") }
            }
            #expect(error?.constraint == "once")
            let rows = try await count(connection)
            #expect(rows == 0)
        }
    }

    @Test func twoSerializableTransactionsThatCrossEndWithOneSerialisationFailure() async throws {
        try await withTable { settings, first in
            let second = try await Connection.open(settings)
            let meeting = Meeting(of: 2)
            let outcomes = await withTaskGroup { group in
                for connection in [first, second] {
                    group.addTask { () -> PostgreSQLError? in
                        do {
                            try await connection.transaction(isolation: .serializable) { session in
                                try session.execute("SELECT count(*) FROM plan")
                                meeting.arriveAndWait()
                                try session.execute("INSERT INTO plan SELECT count(*) FROM plan")
                            }
                            return nil
                        } catch {
                            return error as? PostgreSQLError
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            let conflicts = outcomes.compactMap { $0 }.filter(\.isSerialisationFailure)
            #expect(conflicts.count == 1)
        }
    }
}
