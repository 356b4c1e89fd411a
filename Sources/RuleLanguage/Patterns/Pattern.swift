/// A regular expression that takes time in proportion to the text it searches, whatever the pattern and the text.
///
/// The syntax is the part of RE2's (github.com/google/re2/wiki/Syntax) that checks of text need: literals, `.`, classes,
/// `\d \w \s`, anchors, groups, `|`, repeats and the flags `i` and `s`. As in RE2, `\d`, `\w`, `\s` and `\b` know ASCII
/// alone, `$` is the very end of the text, and there are no backreferences and no look-around.
public struct Pattern: Sendable {
    /// The pattern as it was written.
    public let text: String
    private let matcher: Matcher

    private enum Matcher: Sendable {
        case table(PatternTable)
        case program(PatternProgram)
    }

    /// Parses and compiles a pattern.
    ///
    /// - Parameter text: The pattern, without slashes around it.
    /// - Throws: `PatternError` at the first thing that cannot stand, or when the pattern is too large.
    public init(_ text: String) throws(PatternError) {
        try self.init(text, tableLimit: PatternTable.largestSize)
    }

    /// Compiles without a table where that would have more entries than the limit.
    package init(_ text: String, tableLimit: Int) throws(PatternError) {
        var parser = PatternParser(text)
        let program = try PatternProgram(try parser.parse())
        self.text = text
        matcher = PatternTable(program, limit: tableLimit).map { .table($0) } ?? .program(program)
    }

    /// Whether the pattern is found anywhere in a text.
    ///
    /// - Parameters:
    ///   - bytes: A buffer of UTF-8.
    ///   - range: Where the text stands in it; `^`, `$` and `\b` see nothing outside.
    /// - Returns: Whether a match starts and ends somewhere within the range.
    public func matches(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        search(bytes, range).isFound
    }

    /// Searches, and counts the table's look-ups or the program's instructions that it took.
    package func search(_ bytes: [UInt8], _ range: Range<Int>) -> (isFound: Bool, steps: Int) {
        switch matcher {
        case .table(let table): table.search(bytes, range)
        case .program(let program): program.search(bytes, range)
        }
    }

    /// Whether a table answers, with one look-up for each byte.
    package var hasTable: Bool {
        if case .table = matcher { true } else { false }
    }
}
