import Returns
import Synchronization
import Validation

/// Rule books that were read, each once: compiling the rules of a version takes a while.
final class RuleBookShelf: Sendable {
    private let books = Mutex<[String: RuleBook]>([:])

    func book(of schema: ResolvedSchema, in library: SchemaLibrary) throws -> RuleBook {
        if let known = books.withLock({ $0[schema.hash] }) { return known }
        let book = try RuleBook.load(library, schema)
        books.withLock { $0[schema.hash] = book }
        return book
    }
}
