public import Foundation

/// Serves a folder of pages on this machine until it is let go.
public final class StaticServer {
    /// Where the pages are served, without a path.
    public let base: URL

    private let process = Process()
    private let input = Pipe()

    /// Starts serving on a free port.
    ///
    /// `/cookie.html` shows the cookies that came with the question.
    ///
    /// - Parameters:
    ///   - folder: The folder of pages.
    ///   - assets: Folders whose files stand under `/assets`.
    /// - Throws: `AccessibilityCheck.Missing` when it does not tell its port.
    public init(_ folder: URL, assets: [URL]) throws {
        let output = Pipe()
        let script = Repository.root.appending(path: "Tests/Support/serve.py").path
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script, folder.path] + assets.map(\.path)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let told = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let port = told.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let place = URL(string: "http://127.0.0.1:\(port)"), !port.isEmpty else {
            throw AccessibilityCheck.Missing(description: "python3: no port was told")
        }
        base = place
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.terminate()
    }
}
