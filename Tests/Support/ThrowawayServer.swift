import Foundation
public import PostgreSQL

/// A server for the tests of one process, which ends and removes its folder when the process ends, however it ends.
public struct ThrowawayServer: Sendable {
    public let settings: ConnectionSettings

    private static let port = 5432

    /// Makes and starts a server, without care for durability.
    ///
    /// - Throws: When it cannot be made or does not start.
    public init() throws {
        let programs = try ServerPrograms()
        let folder = URL(filePath: "/tmp/postgresql-tests-\(ProcessInfo.processInfo.processIdentifier)")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        try programs.own(folder)
        try Self.launch(programs, folder)
        settings = ConnectionSettings(
            socketDirectory: folder.path,
            port: Self.port,
            user: "postgres",
            database: "postgres"
        )
    }

    /// Makes the server, runs it until standard input ends, which it does when we end, and cleans up.
    private static let script = """
        trap '' INT
        "$1/initdb" -D "$2/data" -U postgres --encoding=UTF8 --locale=C.UTF-8 --no-sync \
            --auth-local=trust --auth-host=reject >"$2/log" 2>&1 || { echo failed; exit 1; }
        "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c port=\(port) -c fsync=off \
            -c synchronous_commit=off -c full_page_writes=off -c max_connections=500 \
            -c log_min_messages=fatal -c log_min_error_statement=panic >>"$2/log" 2>&1 </dev/null &
        server=$!
        until "$1/pg_isready" -q -h "$2" -p \(port); do
            kill -0 $server 2>/dev/null || { echo failed; exit 1; }
            sleep 0.05
        done
        echo ready
        exec >/dev/null 2>&1
        read -r end
        kill -INT $server
        wait $server
        cd / && rm -rf "$2"
        """

    private static func launch(_ programs: ServerPrograms, _ folder: URL) throws {
        let words = programs.asUser(["/bin/sh", "-c", script, "sh", programs.folder.path, folder.path])
        let process = Process()
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        process.currentDirectoryURL = folder
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // Never closed by us: that it closes is how the script learns that we ended.
        _ = dup(input.fileHandleForWriting.fileDescriptor)
        let answer = try output.fileHandleForReading.read(upToCount: 5)
        guard answer == Data("ready".utf8) else { throw ServerDidNotStart() }
    }

    struct ServerDidNotStart: Error {}
}
