import Returns
import Synchronization
import Validation

/// Rule books that were read, so that a worker compiles the rules of a version once.
final class RuleShelf: Sendable {
    private let books = Mutex<[String: RuleBook]>([:])
    private let names = Mutex<[String]?>(nil)

    func versions(of library: SchemaLibrary) throws -> [String] {
        if let known = names.withLock({ $0 }) { return known }
        let versions = try library.versions()
        names.withLock { $0 = versions }
        return versions
    }

    func book(of schema: ResolvedSchema, in library: SchemaLibrary) throws -> RuleBook {
        if let known = books.withLock({ $0[schema.hash] }) { return known }
        let book = try RuleBook.load(library, schema)
        books.withLock { $0[schema.hash] = book }
        return book
    }
}
