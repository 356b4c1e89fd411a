import PostgreSQL
import Support
import Testing

/// Every failure carries a marked value; no description of the error may hold it.
@Suite struct ErrorTests {
    private static let mark = "ZQXV-Jane"

    private func failure(
        _ settings: ConnectionSettings,
        _ body: @escaping @Sendable (Session) throws -> Void
    ) async throws -> PostgreSQLError {
        let connection = try await Connection.open(settings)
        let error = try #require(await #expect(throws: PostgreSQLError.self) { try await connection.perform(body) })
        for told in [
            "\(error)", String(reflecting: error), error.sentence, "\(Mirror(reflecting: error).children.map(\.value))",
        ] {
            #expect(!told.contains("ZQXV"), "the error tells a value")
        }
        return error
    }

    private func withTable(_ body: (ConnectionSettings) async throws -> Void) async throws {
        try await TestDatabase.withDatabase { settings in
            let connection = try await Connection.open(settings)
            try await connection.perform { session in
                try session.script(
                    """
                    CREATE TABLE child (
                        name text CONSTRAINT child_name_key UNIQUE,
                        dob date NOT NULL,
                        age int CONSTRAINT child_age_check CHECK (age < 26)
                    );
                    INSERT INTO child VALUES ('ZQXV-Jane', '2010-01-01', 3)
                    """
                )
            }
            await connection.close()
            try await body(settings)
        }
    }

    @Test func aBrokenKeyNamesTableAndConstraint() async throws {
        try await withTable { settings in
            let error = try await failure(settings) {
                try $0.execute("INSERT INTO child VALUES ($1, '2010-01-01', 3)", .text(Self.mark))
            }
            #expect(error.code == .sqlState)
            #expect(error.isUniqueViolation)
            #expect(error.table == "child")
            #expect(error.constraint == "child_name_key")
        }
    }

    @Test func aMissingValueNamesTheColumn() async throws {
        try await withTable { settings in
            let error = try await failure(settings) {
                try $0.execute("INSERT INTO child VALUES ($1)", .text(Self.mark))
            }
            #expect(error.sqlState == "23502")
            #expect(error.column == "dob")
        }
    }

    @Test func aBrokenRuleNamesTheConstraint() async throws {
        try await withTable { settings in
            let error = try await failure(settings) {
                try $0.execute("INSERT INTO child VALUES ('ZQXV', '2010-01-01', 99)")
            }
            #expect(error.sqlState == "23514")
            #expect(error.constraint == "child_age_check")
        }
    }

    @Test func aValueOfAnotherTypeIsNotRepeated() async throws {
        try await withTable { settings in
            let error = try await failure(settings) { try $0.execute("SELECT $1::date", .text(Self.mark)) }
            #expect(error.sqlState == "22007")
        }
    }

    @Test func aCopyThatFailsNamesLineAndColumnAndNoValue() async throws {
        try await withTable { settings in
            let error = try await failure(settings) { session in
                try session.copyIn("COPY child FROM STDIN") { writer in
                    try writer.write(Array("a\t2010-01-01\t3\nb\tZQXV, line 9, column x: 1\t3\n".utf8))
                }
            }
            #expect(error.sqlState == "22007")
            #expect(error.table == "child")
            #expect(error.line == 2)
            #expect(error.column == "dob")
        }
    }

    @Test func aCopyLineWithTooManyCellsTellsNoValue() async throws {
        try await withTable { settings in
            let error = try await failure(settings) { session in
                try session.copyIn("COPY child FROM STDIN") { writer in
                    try writer.write(Array("a\t2010-01-01\t3\tZQXV, column ZQXV: \"\n".utf8))
                }
            }
            #expect(error.sqlState == "22P04")
            #expect(error.line == 1)
            #expect(error.column == nil)
        }
    }

    @Test func aRaisedMessageIsNotRepeated() async throws {
        try await withTable { settings in
            let error = try await failure(settings) { session in
                try session.script(
                    "DO $$ BEGIN RAISE EXCEPTION 'ZQXV' USING ERRCODE = 'SS001', DETAIL = 'ZQXV'; END $$"
                )
            }
            #expect(error.sqlState == "SS001")
        }
    }

    @Test func aScriptThatStopsTellsTheLine() async throws {
        let error = try await failure(try await TestDatabase.server()) { session in
            try session.script(SQL(fileContents: "SELECT 1;\nSELECT 'é';\nSELECT ZQXV FROM nowhere;\n"))
        }
        #expect(error.sqlState == "42P01")
        #expect(error.line == 3)
    }

    @Test func serialisationFailuresAndLostServersAreToldApart() async throws {
        let server = try await TestDatabase.server()
        let conflict = try await failure(server) { session in
            try session.script("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$")
        }
        #expect(conflict.isSerialisationFailure)
        #expect(!conflict.isUnavailable)
        let lost = try await failure(server) { try $0.script("SELECT pg_terminate_backend(pg_backend_pid())") }
        #expect(lost.isUnavailable)
        #expect(!lost.isSerialisationFailure)
    }

    @Test func aServerThatIsAwayIsUnavailable() async throws {
        let away = ConnectionSettings(socketDirectory: "/nonexistent", port: 1, user: "nobody", database: "none")
        let error = try #require(
            await #expect(throws: PostgreSQLError.self) { try await Connection.open(away) }
        )
        #expect(error.code == .unavailable)
        #expect(error.isUnavailable)
        #expect(error.sentence.contains("does not answer"))
    }

    @Test func aDatabaseThatIsNotThereIsRefusedNotUnavailable() async throws {
        let absent = try await TestDatabase.server().named(database: "not_there")
        let error = await #expect(throws: PostgreSQLError.self) { try await Connection.open(absent) }
        #expect(error?.code == .refused)
        #expect(error?.isUnavailable == false)
    }
}
