import Foundation

extension ServerPrograms {
    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - program: The program's name.
    ///   - arguments: Its arguments.
    ///   - folder: Its working directory and home, which its user must be able to read.
    ///   - log: The file that takes what it prints; nil to drop it.
    /// - Returns: Its exit status.
    /// - Throws: What starting it throws.
    @discardableResult
    func run(_ program: String, _ arguments: [String], in folder: URL, log: URL? = nil) throws -> Int32 {
        let words = command(program, arguments)
        let process = Process()
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        // HOME of root would be read by the server's own connections; PG variables would lead programs astray.
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        // A pipe would be held open by the server that pg_ctl leaves behind.
        let output = log.flatMap { FileHandle(forWritingAtPath: $0.path) } ?? FileHandle.nullDevice
        _ = try? output.seekToEnd()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
