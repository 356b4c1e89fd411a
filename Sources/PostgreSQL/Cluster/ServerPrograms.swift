public import Foundation
import Glibc

/// The server's own programs, and the user that runs them: PostgreSQL refuses to run as root.
public struct ServerPrograms: Sendable {
    /// The folder that holds `initdb`, `pg_ctl` and `postgres`.
    public let folder: URL
    /// The user the programs run as when we are root; nil when they run as whoever we are.
    public let user: String?

    /// Finds the programs: the newest under `/usr/lib/postgresql`, where Debian keeps them, otherwise on the path.
    ///
    /// - Parameters:
    ///   - version: The major version wanted, such as 15; nil for the newest.
    ///   - path: The folders to look in when Debian's has none, in the form of the variable `PATH`.
    /// - Throws: `cluster` when there are none, or when we are root and there is no user `postgres`.
    public init(version: Int? = nil, path: String = "/usr/local/bin:/usr/bin:/bin") throws(PostgreSQLError) {
        guard let folder = Self.folder(version, path) else {
            let wanted = version.map { " \($0)" } ?? ""
            throw PostgreSQLError(
                .cluster,
                place: "The programs of the PostgreSQL\(wanted) server were not found. Install the package postgresql."
            )
        }
        self.folder = folder
        user = try Self.unprivilegedUser()
    }

    /// The command that runs a program as the right user.
    ///
    /// - Parameters:
    ///   - program: The program's name, such as `initdb`.
    ///   - arguments: Its arguments.
    /// - Returns: The command's words; the first is the path of what to run.
    public func command(_ program: String, _ arguments: [String]) -> [String] {
        asUser([folder.appending(path: program).path] + arguments)
    }

    /// The words of a command, run as the right user.
    ///
    /// - Parameter words: The path of what to run and its arguments.
    /// - Returns: The command's words.
    public func asUser(_ words: [String]) -> [String] {
        guard let user else { return words }
        return ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--init-groups", "--no-new-privs", "--"]
            + words
    }

    /// Gives a folder to the user who runs the server.
    ///
    /// - Parameter folder: The folder.
    /// - Throws: What the file system says.
    public func own(_ folder: URL) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
        guard let user else { return }
        try FileManager.default.setAttributes([.ownerAccountName: user], ofItemAtPath: folder.path)
    }

    private static func folder(_ version: Int?, _ path: String) -> URL? {
        let debian = URL(filePath: "/usr/lib/postgresql")
        let installed = (try? FileManager.default.contentsOfDirectory(atPath: debian.path)) ?? []
        let versions = version.map { [$0] } ?? installed.compactMap { Int($0) }.sorted(by: >)
        let candidates =
            versions.map { debian.appending(path: "\($0)/bin") }
            + path.split(separator: ":").map { URL(filePath: String($0)) }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.appending(path: "initdb").path) }
    }

    private static func unprivilegedUser() throws(PostgreSQLError) -> String? {
        guard geteuid() == 0 else { return nil }
        guard getpwnam("postgres") != nil else {
            throw PostgreSQLError(
                .cluster,
                place: "PostgreSQL does not run as root and there is no user postgres. Run as another user, or install "
                    + "the package postgresql, which makes one."
            )
        }
        return "postgres"
    }
}
