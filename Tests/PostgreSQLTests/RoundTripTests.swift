import PostgreSQL
import Support
import Testing

@Suite struct RoundTripTests {
    /// Runs one statement with one parameter and reads its only cell.
    private func echo<V: PostgreSQLDecodable>(_ sql: SQL, _ parameter: Parameter, as type: V.Type) async throws -> V {
        let connection = try await Connection.open(try await TestDatabase.server())
        return try await connection.perform { try $0.query(sql, parameter)[0].get(0, as: type) }
    }

    @Test(arguments: [0, 1, -1, Int64.max, Int64.min, 1_000_000_007])
    func wholeNumbersComeBack(_ number: Int64) async throws {
        #expect(try await echo("SELECT $1::bigint", .integer(number), as: Int64.self) == number)
        #expect(try await echo("SELECT $1::bigint", .integer(number), as: Int?.self) == Int(number))
    }

    @Test(arguments: [0, 1.5, -0.1, 1e300, Double.leastNonzeroMagnitude, .pi, .infinity, -.infinity])
    func doublesComeBackToTheLastBit(_ number: Double) async throws {
        #expect(try await echo("SELECT $1::float8", .double(number), as: Double.self) == number)
    }

    @Test func notANumberComesBack() async throws {
        #expect(try await echo("SELECT $1::float8", .double(.nan), as: Double.self).isNaN)
    }

    @Test(arguments: [true, false])
    func booleansComeBack(_ value: Bool) async throws {
        #expect(try await echo("SELECT $1::boolean", .boolean(value), as: Bool.self) == value)
    }

    @Test(arguments: ["", "plain", "Zoë O'Hára", "日本語", "a\tb\nc\\d\"e", "{,}", "e\u{301}"])
    func textComesBackByteForByte(_ text: String) async throws {
        let answer = try await echo("SELECT $1::text", .text(text), as: String.self)
        #expect(Array(answer.utf8) == Array(text.utf8))
    }

    @Test(arguments: [[], [0], [0, 1, 254, 255, 92], Array(0...255)] as [[UInt8]])
    func bytesComeBack(_ bytes: [UInt8]) async throws {
        #expect(try await echo("SELECT $1", .bytes(bytes), as: [UInt8].self) == bytes)
    }

    @Test func nullComesBackAsNilOfEveryType() async throws {
        #expect(try await echo("SELECT $1::int", .null, as: Int?.self) == nil)
        #expect(try await echo("SELECT $1::int", .null, as: Int32?.self) == nil)
        #expect(try await echo("SELECT $1::float8", .null, as: Double?.self) == nil)
        #expect(try await echo("SELECT $1::boolean", .null, as: Bool?.self) == nil)
        #expect(try await echo("SELECT $1::text", .null, as: String?.self) == nil)
        #expect(try await echo("SELECT $1::bytea", .null, as: [UInt8]?.self) == nil)
    }

    @Test func arraysArriveElementByElement() async throws {
        let words = ["", "a,b", "NULL", "q\"uote", "back\\slash", "Zoë", "{brace}"]
        let joined = try await echo("SELECT array_to_string($1::text[], '|')", .textArray(words), as: String.self)
        #expect(joined == words.joined(separator: "|"))
        let sum = try await echo("SELECT sum(n) FROM unnest($1::bigint[]) n", .integerArray([1, -2, 40]), as: Int.self)
        #expect(sum == 39)
        let none = try await echo("SELECT cardinality($1::text[])", .textArray([]), as: Int.self)
        #expect(none == 0)
    }

    @Test func datesAndTimesReadInOneFormWhateverTheServerPrefers() async throws {
        #expect(try await echo("SELECT $1::date", "2025-01-16", as: String.self) == "2025-01-16")
        let moment = try await echo("SELECT $1::timestamptz", "2025-07-01 12:00:00+01", as: String.self)
        #expect(moment == "2025-07-01 11:00:00+00")
    }

    @Test func cellsThatDoNotFitTheTypeAreDecodingErrorsThatNameTheColumn() async throws {
        let connection = try await Connection.open(try await TestDatabase.server())
        let row = try await connection.perform { session in
            try session.query("SELECT 3000000000 AS large, 'ZQXV' AS word, NULL AS gap, 7 AS seven")[0]
        }
        expectDecodingError { _ = try row.get("large", as: Int32.self) }
        expectDecodingError { _ = try row.get("word", as: Int.self) }
        expectDecodingError { _ = try row.get("gap", as: String.self) }
        expectDecodingError { _ = try row.get("absent", as: Int?.self) }
        expectDecodingError { _ = try row.get(4, as: Int?.self) }
        #expect(try row.get("seven", as: Int32.self) == 7)
    }

    private func expectDecodingError(_ body: () throws -> Void) {
        let error = #expect(throws: PostgreSQLError.self, performing: body)
        #expect(error?.code == .decoding)
        #expect(error.map { "\($0)".contains("ZQXV") } == false)
    }

    @Test func textWithNULIsRefusedBeforeItIsSent() async throws {
        let error = await #expect(throws: PostgreSQLError.self) {
            try await echo("SELECT $1::text", .text("a\0b"), as: String.self)
        }
        #expect(error?.code == .parameter)
    }

    @Test func rowsStreamOneByOneAndStopWhenTheBodyThrows() async throws {
        struct Enough: Error {}
        let connection = try await Connection.open(try await TestDatabase.server())
        try await connection.perform { session in
            var sum = 0
            try session.forEachRow("SELECT n FROM generate_series(1, $1::int) n", [1000]) { sum += try $0.get("n") }
            #expect(sum == 500_500)
            var seen = 0
            #expect(throws: Enough.self) {
                try session.forEachRow("SELECT n FROM generate_series(1, 100000000) n", []) { _ in
                    seen += 1
                    if seen == 10 { throw Enough() }
                }
            }
            #expect(seen == 10)
            #expect(try session.query("SELECT 1")[0].get(0) == 1)
        }
    }

    @Test func aStatementInsideAStreamIsRefused() async throws {
        let connection = try await Connection.open(try await TestDatabase.server())
        let error = await #expect(throws: PostgreSQLError.self) {
            try await connection.perform { session in
                try session.forEachRow("SELECT 1", []) { _ in try session.execute("SELECT 2") }
            }
        }
        #expect(error?.code == .busy)
        #expect(try await connection.perform { try $0.query("SELECT 3")[0].get(0) } == 3)
    }

    @Test
    func bytesComeAsTheyLieInTheDatabase() async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            let sent = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let got = try await connection.perform { session in
                [
                    try session.bytes("SELECT $1::bytea", [.bytes(sent)]),
                    try session.bytes("SELECT ''::bytea", []),
                    try session.bytes("SELECT NULL::bytea", []),
                    try session.bytes("SELECT 'a'::bytea WHERE false", []),
                ]
            }
            await connection.close()
            #expect(got == [sent, [], nil, nil])
        }
    }
}
