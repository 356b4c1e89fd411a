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
    public enum Kind: Sendable, Hashable {
        /// The text is not an expression.
        case syntax
        /// An operator or a function does not take these types.
        case type
        /// A field, relation, constant or function that nobody declared.
        case unknownName
        /// Something that may be missing is read without asking `has` first.
        case unguarded
        /// It means something in CEL, and lies outside the subset spoken here.
        case notSupported
    }

    public let kind: Kind
    public let origin: TextOrigin
    /// UTF-8 bytes from the start of the text.
    public let offset: Int
    public let text: String
    public let sentence: String

    public init(kind: Kind = .syntax, origin: TextOrigin, offset: Int, text: String, sentence: String) {
        self.kind = kind
        self.origin = origin
        self.offset = offset
        self.text = text
        self.sentence = sentence
    }

    /// Place and sentence, then the line of the text that holds the place, then the caret.
    public var description: String {
        let bytes = Array(text.utf8)
        let place = min(offset, bytes.count)
        let before = bytes[..<place]
        let lineStart = (before.lastIndex(of: 0x0A) ?? -1) + 1
        let lineEnd = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
        let passed = before.count { $0 == 0x0A }
        let width = String(decoding: bytes[lineStart..<place], as: UTF8.self).count
        let column = passed == 0 ? origin.column + width : width + 1
        let line = String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self)
        let caret = String(repeating: " ", count: width) + "^"
        return "\(origin.file):\(origin.line + passed):\(column): \(sentence)\n    \(line)\n    \(caret)"
    }
}

/// Why a text cannot stand, before it is known where the text itself stands.
struct Refusal: Error {
    let kind: ExpressionError.Kind
    let offset: Int
    let sentence: String

    init(_ kind: ExpressionError.Kind, at offset: Int, _ sentence: String) {
        self.kind = kind
        self.offset = offset
        self.sentence = sentence
    }
}
