import Foundation
import Glibc

/// Making and starting the server, under the lock that `start` holds.
extension PrivateCluster {
    private static let startAttempts = 6

    /// The programs of the version that made the data, as another cannot read them.
    func programs() throws(PostgreSQLError) -> ServerPrograms {
        let version = try? String(contentsOf: data.appending(path: "PG_VERSION"), encoding: .utf8)
        return try ServerPrograms(version: version.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
    }

    func checkReach(_ programs: ServerPrograms) throws {
        guard let user = programs.user else { return }
        let words = programs.asUser(["/usr/bin/test", "-w", folder.path])
        guard programs.run(words, in: URL(filePath: "/")) == 0 else {
            throw PostgreSQLError(
                .cluster,
                place: "The user \(user), who runs PostgreSQL, cannot enter \(folder.path). Choose a home whose parent "
                    + "folders are open to all, or open them."
            )
        }
    }

    func make(_ programs: ServerPrograms) throws {
        // Renamed once whole: a making that was killed leaves nothing that looks like a server.
        let partial = folder.appending(path: "data.partial")
        try? FileManager.default.removeItem(at: partial)
        touchLog(programs)
        let words = programs.command(
            "initdb",
            [
                "-D", partial.path, "-U", Self.superuser, "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
                "--no-instructions",
                // Only the server's user and root can enter the socket's folder.
                "--auth-local=trust", "--auth-host=reject",
            ]
        )
        let status = programs.run(words, in: folder, log: log)
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

    func launch(_ programs: ServerPrograms) throws {
        try SocketDirectory.make(socketDirectory, for: programs)
        touchLog(programs)
        let words = programs.command(
            "pg_ctl",
            ["start", "-D", data.path, "-l", log.path, "-w", "-t", "600", "-o", Self.options(socketDirectory)]
        )
        // The processes of a server that was killed take a moment to go, and another cannot start meanwhile.
        for _ in 0..<Self.startAttempts {
            if programs.run(words, in: folder) == 0 { return }
            Thread.sleep(forTimeInterval: 0.5)
        }
        throw failure("did not start")
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
}
