import Foundation
import Testing

/// Programs of others that read what we write.
enum OutsideProgram {
    /// What a Python script prints; nil where Python or a package that it imports is missing, which fails in CI.
    ///
    /// - Parameters:
    ///   - script: The script; its arguments are in `sys.argv[1:]`.
    ///   - packages: The packages that it imports.
    ///   - arguments: The arguments.
    /// - Returns: The text, or nil.
    /// - Throws: When the program cannot be started.
    static func python(_ script: String, needing packages: [String] = [], _ arguments: [String]) throws -> String? {
        let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? "python3"
        let imports = packages.isEmpty ? "pass" : "import \(packages.joined(separator: ", "))"
        guard let found = try? run(python, ["-c", imports]), found.status == 0 else {
            missing("Python with \(packages.joined(separator: ", "))")
            return nil
        }
        let result = try run(python, ["-c", script] + arguments)
        #expect(result.status == 0, "\(result.error.suffix(2_000))")
        return result.output
    }

    static func missing(_ what: String) {
        if ProcessInfo.processInfo.environment["CI"] == "true" {
            Issue.record("\(what) is not installed")
        } else {
            print("Not checked: \(what) is not installed.")
        }
    }

    static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String, error: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let (output, error) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = error
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = error.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: text, as: UTF8.self), String(decoding: complaint, as: UTF8.self)
        )
    }

    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sendstat-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
