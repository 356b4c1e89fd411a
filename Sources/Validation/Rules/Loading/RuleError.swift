import RuleLanguage

/// Why a rule book does not load: the place in the rule file, a caret under it, and what to do.
public struct RuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The rule file, from the folder `Schemas`.
    public let file: String
    /// From 1; 0 when the whole file is meant.
    public let line: Int
    /// From 1, in characters.
    public let column: Int
    public let sentence: String
    /// The line that cannot stand, or the expression in it; empty when the whole file is meant.
    public let text: String
    /// How many characters of `text` stand before the caret.
    public let caret: Int

    init(file: String, line: Int = 0, column: Int = 0, text: String = "", caret: Int = 0, _ sentence: String) {
        self.file = file
        self.line = line
        self.column = column
        self.text = text
        self.caret = caret
        self.sentence = sentence
    }

    init(_ error: ExpressionError) {
        self.init(
            file: error.origin.file,
            line: error.origin.line,
            column: error.origin.column + error.offset,
            text: error.text,
            caret: error.offset,
            error.sentence
        )
    }

    public var description: String {
        guard line > 0 else { return "\(file): \(sentence)" }
        let shown = text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        return "\(file):\(line):\(column): \(sentence)\n    \(shown)\n    \(String(repeating: " ", count: caret))^"
    }
}
