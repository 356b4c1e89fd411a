public import Returns
public import Validation

/// The whole way of a return, in order: each function is one arrow, from one stage's type to the next.
///
///     bytes → ReturnTables → CheckResult → CheckedReturn → facts → cut → counts → protected tables → release
///
/// Only the room that makes a stage can make its type: nothing unchecked is loaded, no raw count is laid out.
public struct Line: Sendable {
    /// Descriptors and code lists of every version.
    public let library: SchemaLibrary
    /// Establishments and whatever else is checked against; nil leaves those checks out.
    public let reference: ReferenceData?
    private let books = RuleShelf()

    public init(library: SchemaLibrary, reference: ReferenceData?) {
        self.library = library
        self.reference = reference
    }

    /// The version that judges a return: the one named, otherwise the one of the year in its header.
    ///
    /// - Parameters:
    ///   - name: The return, `sen2` or `sen2@2025`.
    ///   - bytes: The files.
    /// - Returns: The schema.
    /// - Throws: `ReadingError` when a file cannot be read or no version fits; `SchemaError`.
    public func schema(_ name: String, for bytes: [ReturnInput]) throws -> ResolvedSchema {
        if name.contains("@") { return try library.resolve(name) }
        let known = try library.versions().filter { $0.hasPrefix(name + "@") }
        guard let year = try ReturnYear.find(in: bytes) else {
            throw ReadingError(
                code: .noReturn,
                place: Place(file: bytes.first?.name ?? "", line: 0),
                sentence:
                    "The header names no year. Fill in Year, or say which version it is with --return \(name)@2025."
            )
        }
        guard known.contains("\(name)@\(year)") else {
            throw ReadingError(
                code: .noReturn,
                place: Place(file: bytes.first?.name ?? "", line: 0),
                sentence:
                    "The header names a year of which there is no version. Known are \(known.joined(separator: ", "))."
            )
        }
        return try library.resolve("\(name)@\(year)")
    }

    /// Bytes become columns.
    ///
    /// - Parameters:
    ///   - bytes: The files of one return.
    ///   - schema: The version that judges it.
    /// - Returns: Its tables.
    /// - Throws: `ReadingError` for a file that cannot be read to its end.
    public func read(_ bytes: [ReturnInput], as schema: ResolvedSchema) throws -> ReturnTables {
        try ReturnReader(schema: schema).read(bytes)
    }

    /// Columns become findings and, without errors, a return that may be loaded.
    ///
    /// - Parameters:
    ///   - tables: The return's tables.
    ///   - previous: Last year's return of the same sender, to compare with.
    ///   - knownIssues: Codes of rules that were found to be wrong, whose errors keep no return from being loaded.
    /// - Returns: The result; `checked` is nil while there is an error.
    /// - Throws: `RuleError` when the version's rules do not load.
    public func check(
        _ tables: ReturnTables,
        previous: ReturnTables? = nil,
        knownIssues: Set<String> = []
    ) throws -> CheckResult {
        let checker = Checker(
            schema: tables.schema,
            rules: try rules(of: tables.schema),
            reference: reference,
            previous: previous,
            options: Checker.Options(knownIssues: knownIssues)
        )
        return checker.check(tables)
    }

    /// The rules of a version.
    ///
    /// - Parameter schema: The version.
    /// - Returns: Its rule book, read once and kept.
    /// - Throws: `RuleError` when the rules do not load.
    public func rules(of schema: ResolvedSchema) throws -> RuleBook {
        try books.book(of: schema, in: library)
    }

    /// Last year's return of the same sender, read as the version before.
    ///
    /// - Parameters:
    ///   - bytes: The files of last year's return.
    ///   - schema: The version that this year's return is judged by.
    /// - Returns: Its tables.
    /// - Throws: `ReadingError` when a file cannot be read or there is no version before; `RuleError`.
    public func readPrevious(_ bytes: [ReturnInput], before schema: ResolvedSchema) throws -> ReturnTables {
        guard let previous = try rules(of: schema).previous else {
            throw ReadingError(
                code: .noReturn,
                place: Place(file: bytes.first?.name ?? "", line: 0),
                sentence: "There is no version before \(schema.identifier) to compare with. Leave --previous out."
            )
        }
        return try read(bytes, as: previous)
    }
}
