import PostgreSQL
import Testing

@Suite struct SettingsTests {
    @Test func noServerIsNamedByAnEmptyEnvironment() throws {
        #expect(try ConnectionSettings(environment: [:]) == nil)
        #expect(try ConnectionSettings(environment: ["PGPASSWORD": "secret", "DATABASE_URL": ""]) == nil)
    }

    @Test func anAddressNamesServerAndDatabase() throws {
        let settings = try ConnectionSettings(url: "postgresql://ann:ZQXV@db.example:6432/send?application_name=x")
        #expect(settings.database == "send")
        #expect(settings.user == "ann")
        #expect(settings.applicationName == "x")
        #expect(settings.description == "db.example:6432/send")
    }

    @Test func theAddressGoesBeforeTheVariables() throws {
        let both = ["DATABASE_URL": "postgres://h/one", "PGDATABASE": "two"]
        #expect(try ConnectionSettings(environment: both)?.database == "one")
        #expect(try ConnectionSettings(environment: ["PGDATABASE": "two"])?.database == "two")
    }

    @Test func aPasswordIsNeverTold() throws {
        let settings = try ConnectionSettings(url: "postgresql://ann:ZQXV@db.example/send")
        var dumped = ""
        dump(settings, to: &dumped)
        for told in ["\(settings)", String(reflecting: settings), dumped] { #expect(!told.contains("ZQXV")) }
    }

    @Test func anAddressThatCannotBeReadIsASettingsErrorThatDoesNotRepeatIt() {
        let error = #expect(throws: PostgreSQLError.self) { try ConnectionSettings(url: "postgresql://[ZQXV") }
        #expect(error?.code == .settings)
        #expect(error.map { "\($0)".contains("ZQXV") } == false)
    }

    @Test func anotherDatabaseLeavesTheRest() throws {
        let settings = try ConnectionSettings(url: "postgresql://ann@db.example/send").named(database: "other")
        #expect(settings.database == "other")
        #expect(settings.user == "ann")
    }

    @Test func namesArePutIntoStatementsInQuotes() {
        let drop: SQL = "DROP TABLE {name}"
        #expect(drop.naming("{name}", "a\"; --").text == "DROP TABLE \"a\"\"; --\"")
    }
}
