public import Foundation

/// Published tables that lie beside the repository, for tests that compare our figures with them.
public enum SharedData {
    /// The folder `data` in the folder that `SENDSTAT_SHARED` names or, without it, in `../shared` beside the
    /// repository; nil when there is none.
    public static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment
        let named = environment["SENDSTAT_SHARED"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
        let shared = named ?? Repository.root.deletingLastPathComponent().appending(path: "shared")
        let data = shared.appending(path: "data")
        return FileManager.default.fileExists(atPath: data.path) ? data : nil
    }()

    /// Whether a test that needs the data should run: it is there, or this is CI, where missing it must fail.
    ///
    /// For `@Test(.enabled(if: SharedData.isExpected, "the published tables are not beside the repository"))`.
    public static var isExpected: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

    /// A file of the data.
    ///
    /// - Parameter path: Its path within the folder.
    /// - Returns: Its place.
    /// - Throws: `Missing` when the data or the file is not there.
    public static func file(_ path: String) throws -> URL {
        guard let file = folder?.appending(path: path), FileManager.default.fileExists(atPath: file.path) else {
            throw Missing(path: path)
        }
        return file
    }

    public struct Missing: Error, CustomStringConvertible {
        public let path: String
        public var description: String { "\(path) is not in the shared data; SENDSTAT_SHARED names its folder." }
    }
}

/// Where the sources of this build lie.
public enum Repository {
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
