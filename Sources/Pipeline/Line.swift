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
        try library.resolve(try version(name, for: bytes))
    }

    /// The name of that version, known before anything of it is read.
    func version(_ name: String, for bytes: [ReturnInput]) throws -> String {
        if name.contains("@") { return name }
        let known = try books.versions(of: library).filter { $0.hasPrefix(name + "@") }
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
        return "\(name)@\(year)"
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

extension Line {
    /// Reads whatever checking by a version needs from the installation, so that no file is opened later.
    ///
    /// - Parameter version: Such as `sen2@2025`.
    /// - Throws: `SchemaError`, or `RuleError`.
    func prepare(_ version: String) throws {
        _ = try rules(of: try library.resolve(version))
    }

    /// The collection years of a return's versions.
    func years(of name: String) throws -> Set<Int> {
        // A version is called by its year: 2025, or 2025.1 for a correction.
        Set(try versions(of: name).compactMap { Int($0.drop { $0 != "@" }.dropFirst().prefix(4)) })
    }

    /// The versions a return may be checked by, in order.
    func versions(of name: String) throws -> [String] {
        try books.versions(of: library).filter { $0 == name || $0.hasPrefix(name + "@") }
    }

    /// Bytes become findings, and a return that may be loaded.
    ///
    /// - Parameters:
    ///   - bytes: The files of one return.
    ///   - name: The return, `sen2` or `sen2@2025`.
    ///   - knownIssues: By collection year, codes of rules that were found to be wrong.
    /// - Returns: The result of the check.
    /// - Throws: `ReadingError` for a file that cannot be read to its end; `SchemaError`; `RuleError`.
    public func check(
        _ bytes: [ReturnInput],
        as name: String,
        knownIssues: [Int: Set<String>] = [:]
    ) throws -> CheckResult {
        let schema = try schema(name, for: bytes)
        return try check(try read(bytes, as: schema), knownIssues: knownIssues[schema.collection.year] ?? [])
    }
}
