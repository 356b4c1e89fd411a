/// A parsed, checked and compiled expression over one kind of record: stateless, and the same on every run.
public struct Expression: Sendable {
    /// The expression as any implementation of CEL reads it: own fields as `this.field`.
    public let canonicalText: String
    public let type: ValueType
    /// Every field it reads, in the order of first mention.
    public let reads: [FieldPath]

    /// Parses and checks an expression.
    ///
    /// - Parameters:
    ///   - text: The expression.
    ///   - origin: Where the text stands, for errors.
    ///   - record: Index of the record it is about.
    ///   - vocabulary: What it may speak of.
    ///   - guardian: A condition known to hold, whose `has` need not be asked again.
    /// - Throws: `ExpressionError` with the place and a caret at the first thing that cannot stand.
    public init(
        _ text: String,
        at origin: TextOrigin,
        of record: Int,
        in vocabulary: Vocabulary,
        knowing guardian: Expression? = nil
    ) throws(ExpressionError) {
        throw ExpressionError(origin: origin, offset: 0, text: text, sentence: "The rule language is not built yet.")
    }

    /// Evaluates a boolean expression for every row of its record.
    ///
    /// - Parameter source: The records.
    /// - Returns: For each row a `Verdict`.
    public func verdicts(_ source: some RecordSource) -> [UInt8] { [] }

    /// Evaluates the expression for single rows, for messages.
    ///
    /// - Parameters:
    ///   - source: The records.
    ///   - rows: Indices of rows.
    /// - Returns: The value of each row; nil where it is not applicable.
    public func values(_ source: some RecordSource, rows: [Int]) -> [ConstantValue?] { [] }
}

/// What an expression says of a row, as the byte `Expression.verdicts` holds.
public enum Verdict {
    public static let no: UInt8 = 0
    public static let yes: UInt8 = 1
    /// A value it needs is missing or not readable, or the computation has no result.
    public static let notApplicable: UInt8 = 2
}

/// The types values have while an expression is evaluated.
public indirect enum ValueType: Sendable, Hashable {
    case bool, integer, double, string, date, dateTime
    case list(ValueType)
    /// A record, by its index in the vocabulary.
    case record(Int)
}

/// The way from an expression's record to a field it reads.
public struct FieldPath: Sendable, Hashable {
    public struct Step: Sendable, Hashable {
        /// Index of the record the step starts from.
        public let record: Int
        /// Index of the relation among that record's.
        public let relation: Int

        public init(record: Int, relation: Int) {
            self.record = record
            self.relation = relation
        }
    }

    /// None for a field of the expression's own record.
    public let steps: [Step]
    /// Index of the record that has the field.
    public let record: Int
    public let field: Int

    public init(steps: [Step], record: Int, field: Int) {
        self.steps = steps
        self.record = record
        self.field = field
    }
}

/// Where an expression's text starts.
public struct TextOrigin: Sendable, Hashable {
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1.
    public let column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// Why an expression cannot stand, with a caret under the place.
public struct ExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
    public let origin: TextOrigin
    /// UTF-8 bytes from the start of the text.
    public let offset: Int
    public let text: String
    public let sentence: String

    public init(origin: TextOrigin, offset: Int, text: String, sentence: String) {
        self.origin = origin
        self.offset = offset
        self.text = text
        self.sentence = sentence
    }

    public var description: String {
        let caret = String(repeating: " ", count: offset) + "^"
        return "\(origin.file):\(origin.line):\(origin.column + offset): \(sentence)\n    \(text)\n    \(caret)"
    }
}
