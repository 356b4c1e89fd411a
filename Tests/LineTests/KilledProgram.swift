import Foundation
import Glibc
import PostgreSQL
import Support

/// The real program, which `SENDSTAT_PROGRAM` names, run as a process of its own.
struct KilledProgram: Sendable {
    /// How a run ended, and what it wrote.
    struct End: Sendable {
        let status: Int32
        let wasKilled: Bool
        let output: String
        let talk: String
    }

    let environment: [String: String]

    static let path: String? = ProcessInfo.processInfo.environment["SENDSTAT_PROGRAM"].flatMap { $0.isEmpty ? nil : $0 }
    /// Whether these tests run: the program is there, or this is CI, where missing it must fail.
    static let isExpected = path != nil || ProcessInfo.processInfo.environment["CI"] == "true"

    /// The program on the private server of a home.
    init(home: URL) {
        environment = Self.common(home)
    }

    /// The program on a database of the tests' server.
    init(home: URL, database: ConnectionSettings) throws {
        environment = Self.common(home).merging(try Self.address(of: database)) { $1 }
    }

    private static func common(_ home: URL) -> [String: String] {
        [
            "HOME": home.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SENDSTAT_TEST_HOME": home.path,
            "SENDSTAT_PSEUDONYM_KEY": home.appending(path: "pseudonym.key").path,
            "SENDSTAT_SCHEMAS": Repository.root.appending(path: "Schemas").path,
        ]
    }

    private static func address(of database: ConnectionSettings) throws -> [String: String] {
        let named = ProcessInfo.processInfo.environment["SENDSTAT_TEST_SERVER"] ?? ""
        if var url = URLComponents(string: named), !named.isEmpty {
            url.path = "/" + database.database
            return ["DATABASE_URL": url.string ?? named]
        }
        // Told as host:port/database.
        let server = database.description.dropLast(database.database.count + 1)
        guard let colon = server.lastIndex(of: ":") else { throw PostgreSQLAddressUnclear() }
        return [
            "PGHOST": String(server[..<colon]), "PGPORT": String(server[server.index(after: colon)...]),
            "PGUSER": database.user, "PGDATABASE": database.database,
        ]
    }

    struct PostgreSQLAddressUnclear: Error {}
    struct ProgramUnnamed: Error, CustomStringConvertible {
        let description = "SENDSTAT_PROGRAM does not name the program that is to be killed."
    }

    /// A run under way.
    struct Run: Sendable {
        let pid: Int32
        fileprivate let waiting: Task<End, any Error>

        func kill() { Glibc.kill(pid, SIGKILL) }
        func end() async throws -> End { try await waiting.value }
    }

    /// Starts a command; its streams go to files, so that it never waits for a reader.
    func start(_ words: [String], _ further: [String: String] = [:], needsHome: Bool = true) throws -> Run {
        guard let path = Self.path else { throw ProgramUnnamed() }
        let home = environment["SENDSTAT_TEST_HOME"] ?? ""
        let base = URL(filePath: home).appending(path: "run-\(UUID().uuidString)")
        let streams = [base.appendingPathExtension("out"), base.appendingPathExtension("err")]
        for stream in streams { try Data().write(to: stream) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = words + (needsHome ? ["--home", home] : [])
        process.environment = environment.merging(further) { $1 }
        process.currentDirectoryURL = URL(filePath: home)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: streams[0])
        process.standardError = try FileHandle(forWritingTo: streams[1])
        try process.run()
        let held = Held(process)
        let waiting = Task {
            try await onThread {
                held.process.waitUntilExit()
                return End(
                    status: held.process.terminationStatus,
                    wasKilled: held.process.terminationReason == .uncaughtSignal,
                    output: String(decoding: try Data(contentsOf: streams[0]), as: UTF8.self),
                    talk: String(decoding: try Data(contentsOf: streams[1]), as: UTF8.self)
                )
            }
        }
        return Run(pid: process.processIdentifier, waiting: waiting)
    }

    /// Runs a command to its end.
    func run(_ words: [String], _ further: [String: String] = [:]) async throws -> End {
        try await start(words, further).end()
    }

    /// Runs a command that takes no home.
    func alone(_ words: [String]) async throws -> End {
        try await start(words, needsHome: false).end()
    }

    /// The digest of what is known.
    func digest() async throws -> String {
        try await run(["db", "digest"]).output
    }

    private struct Held: @unchecked Sendable {
        let process: Process
        init(_ process: Process) { self.process = process }
    }
}
