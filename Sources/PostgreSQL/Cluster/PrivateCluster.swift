public import Foundation
import CLibPQ
import Glibc

/// A PostgreSQL server of one's own, kept in a folder and reached by a Unix socket only.
///
/// It is found again by the folder: its next start, by this process or another, is the same server. Durability is the
/// server's default, with data checksums.
public struct PrivateCluster: Sendable {
    public enum Status: String, Sendable {
        /// Never made.
        case absent
        case stopped
        case running
    }

    /// The folder that holds `data`, the log and, where its path is short enough, the socket.
    public let folder: URL
    private let database: String

    private static let port = 5432
    private static let superuser = "postgres"

    /// Names the private server of a home; nothing is touched before `start`.
    ///
    /// - Parameters:
    ///   - home: The folder that holds all that is kept; it and its parents must be open to the user who runs the
    ///     server.
    ///   - database: The database that `start` makes and the settings name.
    public init(home: URL, database: String = "sendstat") {
        folder = Self.canonical(home.standardizedFileURL).appending(path: "postgresql")
        self.database = database
    }

    /// The path without symbolic links, so that each spelling of a home leads to the same server.
    private static func canonical(_ url: URL) -> URL {
        if let path = realpath(url.path, nil) {
            defer { free(path) }
            return URL(filePath: String(cString: path), directoryHint: .isDirectory)
        }
        let parent = url.deletingLastPathComponent()
        guard parent.path != url.path else { return url }
        return canonical(parent).appending(path: url.lastPathComponent, directoryHint: .isDirectory)
    }

    /// How to reach the server, running or not, as its superuser.
    public var settings: ConnectionSettings {
        ConnectionSettings(
            socketDirectory: socketDirectory.path,
            port: Self.port,
            user: Self.superuser,
            database: database
        )
    }

    /// The server's log; it tells of starts, stops and failures of the server, never of statements or values.
    public var log: URL { folder.appending(path: "server.log") }

    private var data: URL { folder.appending(path: "data") }
    private var socketDirectory: URL { SocketDirectory.url(for: folder, port: Self.port) }

    /// Whether the server is there and runs.
    ///
    /// - Returns: The status; a server that is starting up counts as running.
    public func status() -> Status {
        let answer = settings.withKeywords { PQpingParams($0, $1, 0) }
        if answer == PQPING_OK || answer == PQPING_REJECT { return .running }
        return FileManager.default.fileExists(atPath: data.path) ? .stopped : .absent
    }

    /// Makes the server the first time, starts it when it does not run, and waits until it takes connections.
    ///
    /// Blocks for about a second the first time. Processes that start it at once wait for each other.
    ///
    /// - Returns: How to reach it.
    /// - Throws: `cluster` with a sentence on what to do.
    public func start() throws -> ConnectionSettings {
        if isAnswering { return settings }
        try FileManager.default.createDirectory(
            at: folder.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        let programs = try programs()
        if mkdir(folder.path, 0o700) == 0 { try programs.own(folder) }
        try checkReach(programs)
        let lock = try StartLock(folder.appending(path: "lock"))
        defer { withExtendedLifetime(lock) {} }
        if !FileManager.default.fileExists(atPath: data.path) { try make(programs) }
        if status() != .running { try launch(programs) }
        try makeDatabase()
        return settings
    }

    /// Stops the server, rolling back what is under way; does nothing when it does not run.
    ///
    /// - Throws: `cluster` when it did not stop within a minute.
    public func stop() throws {
        guard status() == .running else { return }
        let status = try programs().run(
            "pg_ctl",
            ["stop", "-D", data.path, "-m", "fast", "-w", "-t", "60"],
            in: folder
        )
        guard status == 0 else { throw failure("did not stop") }
    }

    private var isAnswering: Bool {
        settings.withKeywords { PQpingParams($0, $1, 0) } == PQPING_OK && (try? Link(settings)) != nil
    }

    /// The programs of the version that made the data, as another cannot read them.
    private func programs() throws(PostgreSQLError) -> ServerPrograms {
        let version = try? String(contentsOf: data.appending(path: "PG_VERSION"), encoding: .utf8)
        return try ServerPrograms(version: version.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
    }

    private func checkReach(_ programs: ServerPrograms) throws {
        guard let user = programs.user else { return }
        let words = programs.asUser(["/usr/bin/test", "-w", folder.path])
        let process = try Process.run(URL(filePath: words[0]), arguments: Array(words.dropFirst()))
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw PostgreSQLError(
                .cluster,
                place: "The user \(user), who runs PostgreSQL, cannot enter \(folder.path). Choose a home whose parent "
                    + "folders are open to all, or open them."
            )
        }
    }

    private func make(_ programs: ServerPrograms) throws {
        // Renamed once whole: a making that was killed leaves nothing that looks like a server.
        let partial = folder.appending(path: "data.partial")
        try? FileManager.default.removeItem(at: partial)
        touchLog(programs)
        let status = try programs.run(
            "initdb",
            [
                "-D", partial.path, "-U", Self.superuser, "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
                // Only the server's user and root can enter the socket's folder.
                "--auth-local=trust", "--auth-host=reject",
            ],
            in: folder,
            log: log
        )
        guard status == 0 else { throw failure("could not be made") }
        try FileManager.default.moveItem(at: partial, to: data)
    }

    private func touchLog(_ programs: ServerPrograms) {
        guard !FileManager.default.fileExists(atPath: log.path) else { return }
        _ = FileManager.default.createFile(atPath: log.path, contents: nil, attributes: [.posixPermissions: 0o600])
        if let user = programs.user {
            try? FileManager.default.setAttributes([.ownerAccountName: user], ofItemAtPath: log.path)
        }
    }

    private func launch(_ programs: ServerPrograms) throws {
        try SocketDirectory.make(socketDirectory, for: programs)
        touchLog(programs)
        let status = try programs.run(
            "pg_ctl",
            ["start", "-D", data.path, "-l", log.path, "-w", "-t", "60", "-o", Self.options(socketDirectory)],
            in: folder
        )
        guard status == 0 else { throw failure("did not start") }
    }

    private static func options(_ socketDirectory: URL) -> String {
        let settings = [
            "listen_addresses=", "port=\(port)", "unix_socket_permissions=0700",
            // Messages and statements of failures repeat values.
            "log_min_messages=fatal", "log_min_error_statement=panic", "log_error_verbosity=terse",
        ]
        let directory = socketDirectory.path.replacing("'", with: "'\\''")
        return "-k '\(directory)' " + settings.map { "-c \($0)" }.joined(separator: " ")
    }

    private func makeDatabase() throws {
        let link = try Link(settings.named(database: "postgres"))
        let session = Session(link: link)
        guard try session.query("SELECT 1 FROM pg_database WHERE datname = $1", .text(database)).isEmpty else { return }
        try session.createDatabase(database)
    }

    private func failure(_ what: String) -> PostgreSQLError {
        PostgreSQLError(.cluster, place: "The private PostgreSQL \(what). Its log, \(log.path), says why.")
    }
}
