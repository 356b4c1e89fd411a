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

    static let port = 5432
    static let superuser = "postgres"

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

    /// Beside the folder, as it is held while the folder itself is made.
    private var lockFile: URL { folder.deletingLastPathComponent().appending(path: "postgresql.lock") }
    var data: URL { folder.appending(path: "data") }
    var socketDirectory: URL { SocketDirectory.url(for: folder, port: Self.port) }

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
        let lock = try StartLock(lockFile)
        defer { withExtendedLifetime(lock) {} }
        // Given away again each time, should an earlier start have been killed in between.
        if mkdir(folder.path, 0o700) == 0 || programs.user != nil { try programs.own(folder) }
        try checkReach(programs)
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
        let lock = try StartLock(lockFile)
        defer { withExtendedLifetime(lock) {} }
        guard status() == .running else { return }
        let programs = try programs()
        let words = programs.command("pg_ctl", ["stop", "-D", data.path, "-m", "fast", "-w", "-t", "60"])
        let status = programs.run(words, in: folder)
        guard status == 0 else { throw failure("did not stop") }
        rmdir(socketDirectory.path)
    }

    private var isAnswering: Bool {
        settings.withKeywords { PQpingParams($0, $1, 0) } == PQPING_OK && (try? Link(settings)) != nil
    }

    private func makeDatabase() throws {
        let link = try Link(settings.named(database: "postgres"))
        let session = Session(link: link)
        guard try session.query("SELECT 1 FROM pg_database WHERE datname = $1", .text(database)).isEmpty else { return }
        try session.createDatabase(database)
    }

    func failure(_ what: String) -> PostgreSQLError {
        PostgreSQLError(.cluster, place: "The private PostgreSQL \(what). Its log, \(log.path), says why.")
    }
}
