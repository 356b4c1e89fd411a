import Foundation
import Testing

/// Runs small Python programs, for files that other programs write and readings that they give.
enum Python {
    private static let program = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? ""

    /// Whether a test that needs it should run: it is named, or this is CI, where missing it must fail.
    static let isExpected = !program.isEmpty || ProcessInfo.processInfo.environment["CI"] == "true"
    static let reason: Comment = "SENDSTAT_PYTHON names a Python with openpyxl; ops/test sets it"

    /// Runs a program, with files beside it and what it finds in `sys.argv`, and gives back a file that it leaves.
    static func file(
        _ name: String,
        from script: String,
        arguments: [String] = [],
        files: [GeneratedReturn.File] = []
    ) throws -> [UInt8] {
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in files { try Data(file.bytes).write(to: folder.appendingPathComponent(file.name)) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(program.isEmpty ? nil : program))
        process.arguments = ["-c", script] + arguments
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }
}
