import Foundation

/// A command of this program that runs beside it, with what it says in a file.
struct ServiceProcess {
    private let process = Process()
    let log: URL

    /// Starts a command.
    ///
    /// - Parameters:
    ///   - words: The command's words.
    ///   - log: The file that takes what it says.
    ///   - environment: What it is told beside this program's own environment, which names no database to it.
    /// - Throws: A file error, or one of the system when it cannot be started.
    init(_ words: [String], log: URL, environment: [String: String]) throws {
        self.log = log
        guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
            throw CocoaError(.fileWriteNoPermission)
        }
        let handle = try FileHandle(forWritingTo: log)
        process.executableURL = URL(fileURLWithPath: CheckOne.ownPath)
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("PG") && $0.key != "DATABASE_URL" }
            .merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// What it said so far.
    var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Asks it to finish, and waits until it has.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }
}
