/// The pieces of an expression's text, for programs that change single ones.
public struct ExpressionTokens: Sendable {
    public struct Token: Sendable, Hashable {
        public enum Kind: Sendable, Hashable {
            /// A field, relation, constant or variable of a macro.
            case name
            /// A name that an opening parenthesis follows, `has` among them.
            case function
            /// A number, `true` or `false`.
            case number, truth
            /// A text with its quotation marks and prefix.
            case string
            case `operator`
            /// A bracket, comma, dot, question mark or colon.
            case punctuation
        }

        public let kind: Kind
        /// UTF-8 bytes from the start of the text.
        public let bytes: Range<Int>
        public let text: String
    }

    public let list: [Token]

    /// Cuts a text into tokens; spaces and comments lie between them.
    ///
    /// - Parameters:
    ///   - text: The expression.
    ///   - origin: Where the text stands, for errors.
    /// - Throws: `ExpressionError` where a byte belongs to no token.
    public init(
        _ text: String,
        at origin: TextOrigin = TextOrigin(file: "", line: 1, column: 1)
    ) throws(ExpressionError) {
        do throws(Refusal) {
            let bytes = Array(text.utf8)
            let tokens = try Lexer.tokens(of: text)
            list = tokens.indices.dropLast().map { index in
                let isCalled = tokens[index + 1].kind == .symbol(.openParenthesis)
                let range = tokens[index].range
                let kind = Self.kind(of: tokens[index].kind, isCalled: isCalled)
                return Token(kind: kind, bytes: range, text: String(decoding: bytes[range], as: UTF8.self))
            }
        } catch {
            throw ExpressionError(error, text: text, at: origin)
        }
    }

    private static func kind(of kind: RuleLanguage.Token.Kind, isCalled: Bool) -> Token.Kind {
        switch kind {
        case .name, .reserved: isCalled ? .function : .name
        case .integer, .unsigned, .double: .number
        case .string, .bytes: .string
        case .symbol(.isTrue), .symbol(.isFalse), .symbol(.null): .truth
        case .symbol(let symbol): punctuation.contains(symbol) ? .punctuation : .operator
        case .end: .punctuation
        }
    }

    private static let punctuation: Set<Symbol> = [
        .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .openBrace, .closeBrace, .comma, .dot,
        .question, .colon,
    ]
}

extension ExpressionError {
    init(_ refusal: Refusal, text: String, at origin: TextOrigin) {
        self.init(
            kind: refusal.kind,
            origin: origin,
            offset: refusal.offset,
            text: text,
            sentence: refusal.sentence
        )
    }
}
