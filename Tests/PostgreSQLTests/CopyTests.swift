import PostgreSQL
import Support
import Testing

@Suite struct CopyTests {
    @Test func textGoesInAndComesOutTheSame() async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await connection.perform { session in
                try session.script("CREATE TABLE plan (n int, name text)")
                let lines = Array("1\tZoë\n2\t\\N\n3\ta\\tb\n".utf8)
                let taken = try session.copyIn("COPY plan FROM STDIN") { writer in
                    for byte in lines { try writer.write([byte]) }
                }
                #expect(taken == 3)
                var back: [UInt8] = []
                let given = try session.copyOut("COPY plan TO STDOUT") { back += $0 }
                #expect(given == 3)
                #expect(back == lines)
            }
        }
    }

    @Test func everyKindOfColumnArrivesAsItsType() async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await connection.perform { session in
                try session.script(
                    """
                    CREATE TABLE every (
                        a smallint, b int, c bigint, d float8, e boolean, f date, g timestamptz, h text, i text,
                        j bytea, k int, l bigint, m smallint, n int, o bigint, p text, q bytea, r text
                    )
                    """
                )
                let present: [UInt8] = [1, 0, 1, 2]
                let columns: [CopyColumn] = [
                    .int16(values: [-32768, 0, 32767, 0], present: present),
                    .int32(values: [.min, 0, .max, 0], present: present),
                    .int64(values: [.min, 0, .max, 0], present: present),
                    .double(values: [-0.1, 0, 1e300, 0], present: present),
                    .boolean(values: [0, 0, 1, 0], present: present),
                    .date(values: [-25567, 0, 20104, 0], present: present),
                    .timestampSeconds(values: [0, 0, 1_737_028_800, 0], present: present),
                    .text(bytes: Array("Zoëxx日本".utf8), ends: [4, 6, 12, 12], present: present),
                    .code(codes: [Array("SEMH".utf8), [], Array("é".utf8)], indices: [0, -1, 2, 9], present: present),
                    .bytes(width: 2, bytes: [0, 255, 1, 2, 92, 10, 0, 0], present: present),
                    .int32Row(start: 10), .int64Row(start: 5_000_000_000),
                    .constantInt16(-3), .constantInt32(2025), .constantInt64(-7), .constantText("år"),
                    .constantBytes([0, 1]), .null,
                ]
                let taken = try session.copyIn("COPY every FROM STDIN WITH (FORMAT binary)", format: .binary) {
                    try $0.write(columns: columns, rows: 0..<2)
                    try $0.write(columns: columns, rows: 2..<4)
                }
                #expect(taken == 4)
                var text: [UInt8] = []
                try session.copyOut("COPY (SELECT * FROM every ORDER BY k) TO STDOUT WITH (NULL '-')") { text += $0 }
                let nulls = Array(repeating: "-", count: 10).joined(separator: "\t")
                let tail = "-3\t2025\t-7\tår\t\\\\x0001\t-"
                #expect(
                    String(decoding: text, as: UTF8.self) == """
                        -32768\t-2147483648\t-9223372036854775808\t-0.1\tf\t1900-01-01\t1970-01-01 00:00:00+00\tZoë\tSEMH\t\\\\x00ff\t10\t5000000000\t\(tail)
                        \(nulls)\t11\t5000000001\t\(tail)
                        32767\t2147483647\t9223372036854775807\t1e+300\tt\t2025-01-16\t2025-01-16 12:00:00+00\t日本\té\t\\\\x5c0a\t12\t5000000002\t\(tail)
                        \(nulls)\t13\t5000000003\t\(tail)

                        """
                )
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func binaryRowsOfAnySizeArriveWholeAndInOrder(_ seed: UInt64) async throws {
        var random = Seeded(seed)
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for row in 0..<3000 {
            // One cell is larger than the buffer, many end near its edge.
            let length = row == 1500 ? 200_000 : Int.random(in: 0...120, using: &random)
            bytes += (0..<length).map { _ in UInt8.random(in: 32...126, using: &random) }
            ends.append(UInt32(bytes.count))
        }
        let columns: [CopyColumn] = [.int32Row(start: 0), .text(bytes: bytes, ends: ends)]
        let expected = bytes
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            let joined = try await connection.perform { session in
                try session.script("CREATE TABLE plan (n int, name text)")
                let taken = try session.copyIn("COPY plan FROM STDIN (FORMAT binary)", format: .binary) {
                    try $0.write(columns: columns, rows: 0..<3000)
                }
                #expect(taken == 3000)
                let sql: SQL = "SELECT string_agg(name, '' ORDER BY n) FROM plan"
                return try session.query(sql)[0].get(0, as: String.self)
            }
            #expect(Array(joined.utf8) == expected)
        }
    }

    @Test func binaryComesOutWithItsSignature() async throws {
        let connection = try await Connection.open(try await TestDatabase.server())
        let bytes = try await connection.perform { session in
            var bytes: [UInt8] = []
            try session.copyOut("COPY (SELECT 1) TO STDOUT (FORMAT binary)") { bytes += $0 }
            return bytes
        }
        #expect(bytes.prefix(7) == Array("PGCOPY\n".utf8)[...])
        #expect(bytes.suffix(2) == [0xFF, 0xFF])
    }

    @Test func aBodyThatThrowsHalfWayLeavesNothingAndTheConnectionUsable() async throws {
        struct Stop: Error {}
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await connection.perform { session in
                try session.script("CREATE TABLE plan (n int)")
                #expect(throws: Stop.self) {
                    try session.copyIn("COPY plan FROM STDIN") { writer in
                        for _ in 0..<100_000 { try writer.write(Array("1\n".utf8)) }
                        throw Stop()
                    }
                }
                #expect(try session.query("SELECT count(*) FROM plan")[0].get(0) == 0)
            }
        }
    }

    @Test func aRowTheServerRefusesLeavesNothingAndTheConnectionUsable() async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await connection.perform { session in
                try session.script("CREATE TABLE plan (n int CHECK (n <> 70000))")
                let error = #expect(throws: PostgreSQLError.self) {
                    try session.copyIn("COPY plan FROM STDIN (FORMAT binary)", format: .binary) {
                        try $0.write(columns: [.int32Row(start: 0)], rows: 0..<200_000)
                    }
                }
                #expect(error?.sqlState == "23514")
                #expect(error?.line == 70_001)
                #expect(try session.query("SELECT count(*) FROM plan")[0].get(0) == 0)
            }
        }
    }

    @Test(
        arguments: [
            [.int16(values: [1, 40_000])],
            [.int32(values: [1])],
            [.int32(values: [1, 2], present: [1])],
            [.code(codes: [[65]], indices: [0, 1])],
            [.code(codes: [[65]], indices: [0, -1])],
            [.text(bytes: [65], ends: [1, 2])],
            [.text(bytes: [65], ends: [1, 0])],
            [.date(values: [0, .min])],
            [.timestampSeconds(values: [0, .max])],
            [.int32Row(start: .max)],
            [.bytes(width: 2, bytes: [0, 1, 2])],
        ] as [[CopyColumn]]
    )
    func valuesThatDoNotFitAreRefusedBeforeTheyAreSent(_ columns: [CopyColumn]) {
        let error = #expect(throws: PostgreSQLError.self) {
            try CopyWriter.encode(columns: columns, rows: 0..<2) { _ in }
        }
        #expect(error?.code == .copy)
    }

    @Test func statementsThatAreNoSuchCopyAreRefused() async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await connection.perform { session in
                try session.script("CREATE TABLE plan (n int)")
                let attempts: [() throws -> Void] = [
                    { try session.copyIn("SELECT 1") { _ in } },
                    { try session.copyIn("COPY plan TO STDOUT") { _ in } },
                    { try session.copyIn("COPY plan FROM STDIN", format: .binary) { _ in } },
                    { try session.copyIn("COPY plan FROM STDIN (FORMAT binary)") { _ in } },
                    { try session.copyOut("COPY plan FROM STDIN") { _ in } },
                    { try session.script("COPY plan FROM STDIN") },
                    { try session.execute("COPY plan TO STDOUT") },
                ]
                for attempt in attempts {
                    let error = #expect(throws: PostgreSQLError.self, performing: attempt)
                    #expect(error?.code == .copy)
                    #expect(try session.query("SELECT 1")[0].get(0) == 1)
                }
            }
        }
    }
}
