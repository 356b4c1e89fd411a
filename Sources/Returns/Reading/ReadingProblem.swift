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

    /// The same problem, met once more.
    func repeated() -> ReadingProblem {
        ReadingProblem(
            kind: kind,
            place: place,
            table: table,
            row: row,
            found: found,
            expected: expected,
            repeats: repeats + 1
        )
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
        /// Nothing is in the file.
        case empty
        /// The file ends before its content does.
        case truncated
        /// The text breaks the rules of its form.
        case notWellFormed = "not-well-formed"
        /// The bytes are not UTF-8 text.
        case encoding
        /// A DOCTYPE, which is refused before anything in it is read.
        case documentType = "document-type"
        case tooDeep = "too-deep"
        case tooLarge = "too-large"
        /// The content is of another form than the name says.
        case mislabelled
        /// The content is of no form that is read.
        case unknownForm = "unknown-form"
        /// The file could not be opened or read.
        case unreadable
        /// The text is well formed, but no return of this kind.
        case noReturn = "no-return"
        case unclosedQuote = "unclosed-quote"
        /// XML and CSV files were given together.
        case mixedForms = "mixed-forms"
        /// Two files hold the same table.
        case repeatedTable = "repeated-table"
        /// An archive or workbook that opens only with a password.
        case passwordProtected = "password-protected"
        /// An archive whose bytes are cut short or changed.
        case damagedArchive = "damaged-archive"
        /// An archive inside an archive.
        case nestedArchive = "nested-archive"
        /// A name in an archive that leads out of it.
        case unsafeName = "unsafe-name"
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
