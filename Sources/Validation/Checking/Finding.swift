/// One thing that is wrong or unusual in a return, at the cell where a person would mend it.
public struct Finding: Sendable, Hashable {
    /// The stable code of the check, in kebab-case: `upn-check-letter-wrong`.
    public let rule: String
    public let severity: Severity
    /// Our name of the table, or empty when the whole file is meant.
    public let table: String
    /// How the sender knows the record: its person's UPN or ULN where there is one, then its place under that person.
    public let recordKey: String
    /// The file's name.
    public let file: String
    /// The row as a person counts it (see `ReturnTable.rowNumbers`); 0 when no record is meant.
    public let row: Int
    /// The line of the file, from 1; 0 when the whole file is meant.
    public let line: Int
    /// The column or element as the sender's form names it; empty when the whole record is meant.
    public let column: String
    /// The value as it came; empty when nothing came.
    public let found: String
    /// What was expected instead, in words.
    public let expected: String
    /// What is wrong and what to do, in plain words.
    public let message: String
    /// Other cells that the check read, such as the other end of a reference.
    public let related: [Place]
    /// The value in last year's return that the check compared with; nil when it compares nothing.
    public var previous: String?

    /// A cell, as a person would look for it.
    public struct Place: Sendable, Hashable {
        public let file: String
        public let row: Int
        public let line: Int
        public let column: String
        public let found: String
    }
}

/// How much a finding matters.
///
/// `allCases` are those that a sender sees: what is only measured is none of them.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Measured, and never shown to those who send returns.
    case shadow
    /// Information; nothing needs to be done.
    case warning
    /// May be right: the sender explains it.
    case query
    /// Must be mended before the return can be loaded.
    case error

    public static let allCases: [Severity] = [.warning, .query, .error]

    public static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .shadow: 0
        case .warning: 1
        case .query: 2
        case .error: 3
        }
    }
}
