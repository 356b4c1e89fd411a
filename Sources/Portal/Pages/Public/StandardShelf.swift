import Returns
import Validation

/// The documentation of the standards, made once when somebody first asks for it, and kept.
actor StandardShelf {
    private let library: SchemaLibrary
    private var making: Task<[String: [UInt8]], any Error>?

    init(library: SchemaLibrary) {
        self.library = library
    }

    /// A file of the site by its path.
    ///
    /// - Parameter path: From the root of the site; a folder's own page is meant by the folder.
    /// - Returns: Its bytes; nil when there is none.
    /// - Throws: What reading the standards throws.
    func file(_ path: String) async throws -> [UInt8]? {
        let files = try await all()
        return files[path] ?? files[path.hasSuffix("/") || path.isEmpty ? "\(path)index.html" : "\(path)/index.html"]
    }

    private func all() async throws -> [String: [UInt8]] {
        if let making { return try await making.value }
        let library = library
        let task = Task.detached { try Self.make(library) }
        making = task
        return try await task.value
    }

    private static func make(_ library: SchemaLibrary) throws -> [String: [UInt8]] {
        let versions = try library.versions().map { name in
            let schema = try library.resolve(name)
            return (schema: schema, book: try RuleBook.load(library, schema))
        }
        let files = try StandardSite(versions).files().map { ($0.path, $0.bytes) }
        return Dictionary(files, uniquingKeysWith: { first, _ in first })
    }
}
