/// Something about the shape of a return that is wrong but did not stop the reading.
public struct ReadingProblem: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// An element or column that this version does not know.
        case unknownName = "unknown-name"
        /// An element or column that stands twice where one is meant.
        case repeatedName = "repeated-name"
        /// A record with more or fewer cells than the heading has.
        case raggedRow = "ragged-row"
        /// A file of the set is not there.
        case missingTable = "missing-table"
        /// A column of the file is not there.
        case missingColumn = "missing-column"
        /// Two records of a table carry the same number.
        case repeatedKey = "repeated-key"
        /// A record has no number of its own.
        case missingKey = "missing-key"
        /// A record names a parent that is not there.
        case missingParent = "missing-parent"
        /// Text where only elements are expected.
        case strayText = "stray-text"
    }

    public let kind: Kind
    public let place: Place
    /// Our name of the table, or empty when it belongs to none.
    public let table: String
    /// Index of the row in its table, when it concerns one.
    public let row: Int?
    /// The name or value that was found.
    public let found: String
    /// What was expected instead, in words.
    public let expected: String
    /// How many more of the same kind and name came after the first and are not listed.
    public let repeats: Int

    init(
        kind: Kind,
        place: Place,
        table: String,
        row: Int?,
        found: String,
        expected: String,
        repeats: Int = 0
    ) {
        self.kind = kind
        self.place = place
        self.table = table
        self.row = row
        self.found = found
        self.expected = expected
        self.repeats = repeats
    }
}

/// A place in a file, as a person would look for it.
public struct Place: Sendable, Hashable {
    /// The file's name.
    public let file: String
    /// The line, from 1; 0 when the whole file is meant.
    public let line: Int
    /// The column heading or element, as it stands in the file; empty when the whole record is meant.
    public let column: String

    public init(file: String, line: Int, column: String = "") {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// A file that could not be read any further: one sentence, with its place and how to mend it.
public struct ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        case empty, truncated, notWellFormed = "not-well-formed", encoding, documentType = "document-type", tooDeep =
            "too-deep", tooLarge = "too-large", mislabelled, unknownForm = "unknown-form", unreadable, noReturn =
                "no-return", unclosedQuote = "unclosed-quote", mixedForms = "mixed-forms", repeatedTable =
                    "repeated-table"
    }

    public let code: Code
    public let place: Place
    /// What is wrong and what to do, in plain words, holding no cell's value.
    public let sentence: String

    public init(code: Code, place: Place, sentence: String) {
        self.code = code
        self.place = place
        self.sentence = sentence
    }

    public var description: String {
        place.line > 0 ? "\(place.file), line \(place.line): \(sentence)" : "\(place.file): \(sentence)"
    }
}
