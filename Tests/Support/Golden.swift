import Foundation

/// Compares what a test made with a file kept beside it.
///
/// With `RECORD_GOLDEN=1` the file is written anew and the test fails, so that a recording run never passes.
public enum Golden {
    /// Compares bytes with the file `Golden/<name>` beside the test's source.
    ///
    /// - Parameters:
    ///   - bytes: What the test made.
    ///   - name: The file's name.
    ///   - source: The test's source file.
    /// - Throws: `Mismatch`, which names the first line that differs; `Recorded` after recording.
    public static func compare(_ bytes: [UInt8], with name: String, source: String = #filePath) throws {
        let file = URL(filePath: source).deletingLastPathComponent().appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
            throw Recorded(name: name)
        }
        guard let kept = try? Data(contentsOf: file) else { throw Mismatch(name: name, line: 0) }
        guard Array(kept) != bytes else { return }
        throw Mismatch(name: name, line: firstDifference(Array(kept), bytes))
    }

    /// Compares text with the file `Golden/<name>` beside the test's source.
    ///
    /// - Parameters:
    ///   - text: What the test made.
    ///   - name: The file's name.
    ///   - source: The test's source file.
    /// - Throws: As for bytes.
    public static func compare(_ text: String, with name: String, source: String = #filePath) throws {
        try compare(Array(text.utf8), with: name, source: source)
    }

    private static func firstDifference(_ kept: [UInt8], _ made: [UInt8]) -> Int {
        let same = zip(kept, made).prefix { $0 == $1 }
        return 1 + same.count { $0.0 == UInt8(ascii: "\n") }
    }

    public struct Mismatch: Error, CustomStringConvertible {
        public let name: String
        /// The first line that differs; 0 when there is no file to compare with.
        public let line: Int
        public var description: String {
            line == 0
                ? "Golden/\(name) is not there; record it with RECORD_GOLDEN=1."
                : "Golden/\(name) differs from line \(line) on; if that is meant, record it with RECORD_GOLDEN=1."
        }
    }

    public struct Recorded: Error, CustomStringConvertible {
        public let name: String
        public var description: String { "Golden/\(name) was recorded; run again without RECORD_GOLDEN." }
    }
}
