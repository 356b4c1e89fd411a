import PostgreSQL
import Support
import Testing

@Suite struct RoundTripTests {
    @Test func aNumberComesBack() async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            let value = try await connection.perform {
                try $0.query("SELECT $1::int + 1 AS n", 41)[0].get("n", as: Int.self)
            }
            #expect(value == 42)
        }
    }
}
