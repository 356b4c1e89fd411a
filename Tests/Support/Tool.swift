public import Foundation

/// Runs another program, for tests that hold our work against it.
public enum Tool {
    public struct Outcome: Sendable {
        public let status: Int32
        /// What it said, on both streams together.
        public let text: String
    }

    /// Runs a program found on the path and waits for it.
    ///
    /// - Parameters:
    ///   - words: The program and its arguments.
    ///   - folder: Where it runs; nil for here.
    /// - Returns: Its exit status and words.
    /// - Throws: What Foundation throws when it cannot start.
    public static func run(_ words: [String], in folder: URL? = nil) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, text: String(decoding: bytes ?? Data(), as: UTF8.self))
    }
}

/// A folder that goes when the test is over.
public final class TemporaryFolder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sendstat-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}
