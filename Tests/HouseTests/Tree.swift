import Foundation
import Support

/// The repository as text.
enum Tree {
    struct File {
        /// From the top of the repository.
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    /// Swift files of a room.
    static func swift(in folder: String) throws -> [File] {
        let place = Repository.root.appendingPathComponent(folder)
        return try FileManager.default.subpathsOfDirectory(atPath: place.path).filter { $0.hasSuffix(".swift") }
            .sorted().map {
                File(
                    path: "\(folder)/\($0)",
                    text: try String(contentsOf: place.appendingPathComponent($0), encoding: .utf8)
                )
            }
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: Repository.root.appendingPathComponent(path), encoding: .utf8)
    }

    static var rooms: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: Repository.root.appendingPathComponent("Sources").path)
                .sorted()
        }
    }
}
