/// Reference data that could not be read: where, and how to mend it.
public struct ReferenceError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case unreadable, empty, encoding
        case missingColumn = "missing-column"
        case repeatedColumn = "repeated-column"
        case raggedRow = "ragged-row"
        case brokenQuote = "broken-quote"
        case unreadableCell = "unreadable-cell"
        case repeatedKey = "repeated-key"
    }

    public let code: Code
    public let file: String
    /// The line, from 1; 0 when the whole file is meant.
    public let line: Int
    public let sentence: String

    public var description: String {
        line > 0 ? "\(file), line \(line): \(sentence)" : "\(file): \(sentence)"
    }
}

/// Something about reference data that its user should know although it was read.
public struct ReferenceNote: Sendable, Hashable, CustomStringConvertible {
    public let file: String
    public let sentence: String

    public var description: String { "\(file): \(sentence)" }
}
