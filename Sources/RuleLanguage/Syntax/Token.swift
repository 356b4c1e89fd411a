/// One piece of an expression's text.
struct Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case name, reserved
        case integer, unsigned, double, string, bytes
        case symbol(Symbol)
        case end
    }

    let kind: Kind
    /// UTF-8 bytes from the start of the text.
    let range: Range<Int>
}

/// Operators, brackets and the words that are operators or literals.
enum Symbol: String, Sendable, Hashable, CaseIterable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case isIn = "in"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case dividedBy = "/"
    case remainder = "%"
    case not = "!"
    case question = "?"
    case colon = ":"
    case dot = "."
    case comma = ","
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
    case isTrue = "true"
    case isFalse = "false"
    case null = "null"

    /// The words among the symbols.
    static let words: [String: Symbol] = ["in": .isIn, "true": .isTrue, "false": .isFalse, "null": .null]
    /// Words that CEL keeps for itself.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]
}
