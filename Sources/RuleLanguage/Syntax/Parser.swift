/// Reads the grammar of CEL, by precedence, into a tree.
struct Parser {
    /// Brackets within brackets, and parts within parts.
    static let deepestNesting = 100
    static let tallestTree = 250

    let bytes: [UInt8]
    let tokens: [Token]
    var index = 0
    private var depth = 0

    static func parse(_ text: String) throws(Refusal) -> Syntax {
        var parser = Parser(bytes: Array(text.utf8), tokens: try Lexer.tokens(of: text))
        let tree = try parser.expression()
        guard parser.kind == .end else { throw parser.unexpected() }
        return tree
    }

    private init(bytes: [UInt8], tokens: [Token]) {
        self.bytes = bytes
        self.tokens = tokens
    }

    /// Reads `condition ? yes : no`, or what stands without them.
    mutating func expression() throws(Refusal) -> Syntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepestNesting else {
            throw Refusal(.syntax, at: offset, "The expression is nested more than \(Self.deepestNesting) levels deep.")
        }
        let condition = try binary(above: 0)
        let place = offset
        guard take(.question) else { return condition }
        let yes = try binary(above: 0)
        try expect(.colon)
        return try node(.choose(condition, yes, expression()), at: place)
    }

    private mutating func binary(above level: Int) throws(Refusal) -> Syntax {
        var left = try unary()
        while case .symbol(let symbol) = kind, let precedence = Self.precedence[symbol], precedence > level {
            let place = offset
            index += 1
            left = try node(.binary(symbol, left, binary(above: precedence)), at: place)
        }
        return left
    }

    private mutating func unary() throws(Refusal) -> Syntax {
        let place = offset
        var marks: [(Symbol, Int)] = []
        while case .symbol(let symbol) = kind, symbol == .not || symbol == .minus,
            marks.first.map({ $0.0 == symbol }) ?? true
        {
            if symbol == .minus, isNumber(index + 1) { break }
            marks.append((symbol, offset))
            index += 1
        }
        guard marks.count <= Self.deepestNesting else {
            throw Refusal(.syntax, at: place, "There are more than \(Self.deepestNesting) signs in a row.")
        }
        var operand = try member()
        for (symbol, place) in marks.reversed() {
            operand = try node(symbol == .not ? .not(operand) : .negate(operand), at: place)
        }
        return operand
    }

    func isNumber(_ position: Int) -> Bool {
        position < tokens.count && [.integer, .double, .unsigned].contains(tokens[position].kind)
    }

    func node(_ form: Syntax.Form, at place: Int) throws(Refusal) -> Syntax {
        let node = Syntax(form, at: place)
        guard node.height <= Self.tallestTree else {
            throw Refusal(.syntax, at: place, "The expression has more than \(Self.tallestTree) levels.")
        }
        return node
    }

    private static let precedence: [Symbol: Int] = [
        .or: 1, .and: 2, .less: 3, .lessOrEqual: 3, .greater: 3, .greaterOrEqual: 3, .equal: 3, .notEqual: 3,
        .isIn: 3, .plus: 4, .minus: 4, .times: 5, .dividedBy: 5, .remainder: 5,
    ]
}

extension Parser {
    var kind: Token.Kind { tokens[index].kind }
    var offset: Int { tokens[index].range.lowerBound }
    var text: String { String(decoding: bytes[tokens[index].range], as: UTF8.self) }

    mutating func take(_ symbol: Symbol) -> Bool {
        guard kind == .symbol(symbol) else { return false }
        index += 1
        return true
    }

    mutating func expect(_ symbol: Symbol) throws(Refusal) {
        guard take(symbol) else {
            throw Refusal(.syntax, at: offset, "\"\(symbol.rawValue)\" is expected here.")
        }
    }

    func unexpected() -> Refusal {
        if kind == .end { return Refusal(.syntax, at: offset, "The expression ends too early.") }
        if kind == .reserved { return Refusal(.syntax, at: offset, "\"\(text)\" is a word that CEL keeps for itself.") }
        return Refusal(.syntax, at: offset, "\"\(text)\" is not expected here.")
    }
}
