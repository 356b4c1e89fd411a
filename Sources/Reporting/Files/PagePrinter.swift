public import Foundation
import Glibc

/// Prints pages as tagged PDF, by Chromium in a process of its own that reaches no network.
public struct PagePrinter: Sendable {
    private let browser: URL

    /// Why a page was not printed.
    public enum Failure: Error, Sendable, Hashable {
        /// The browser ended by itself without a PDF.
        case notPrinted(status: Int32)
        /// It took too long and was ended.
        case tookTooLong
    }

    /// Finds the browser; nil when there is none.
    ///
    /// - Parameter named: The path of Chromium; nil looks for `chromium` where Debian puts it.
    public init?(browser named: String? = nil) {
        let path = named ?? "/usr/bin/chromium"
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        browser = URL(fileURLWithPath: path)
    }

    /// Prints a page on A4, or on what its styles say.
    ///
    /// - Parameters:
    ///   - html: The page, with its styles in it.
    ///   - folder: A folder for what the browser writes, which whoever asks removes.
    ///   - seconds: How long it may take.
    /// - Returns: The PDF.
    /// - Throws: `Failure`, or a file error.
    @concurrent
    public func pdf(of html: String, in folder: URL, seconds: Int = 60) async throws -> [UInt8] {
        let page = folder.appendingPathComponent("page.html")
        let target = folder.appendingPathComponent("page.pdf")
        try Data(html.utf8).write(to: page)
        let status = try await run(words(page, target, folder), in: folder, seconds: seconds)
        guard status == 0, let data = try? Data(contentsOf: target) else { throw Failure.notPrinted(status: status) }
        return [UInt8](data)
    }

    private func words(_ page: URL, _ target: URL, _ folder: URL) -> [String] {
        // A browser of the superuser has no sandbox of its own; the page is ours and lets no script in.
        let isSuperuser = NSUserName() == "root"
        return [
            "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
            "--disable-extensions", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--no-pdf-header-footer",
            "--user-data-dir=\(folder.appendingPathComponent("profile").path)", "--print-to-pdf=\(target.path)",
        ] + (isSuperuser ? ["--no-sandbox"] : []) + [page.absoluteString]
    }

    private func run(_ words: [String], in folder: URL, seconds: Int) async throws -> Int32 {
        let process = Process()
        process.executableURL = browser
        process.arguments = words
        process.currentDirectoryURL = folder
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        var watch: Task<Void, any Error>?
        defer { watch?.cancel() }
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { ended in
                let isEnded = ended.terminationReason == .uncaughtSignal
                continuation.resume(with: isEnded ? .failure(Failure.tookTooLong) : .success(ended.terminationStatus))
            }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
                return
            }
            let number = process.processIdentifier
            watch = Task {
                try await Task.sleep(for: .seconds(seconds))
                kill(number, SIGKILL)
            }
        }
    }
}
