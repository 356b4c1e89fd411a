extension Parser {
    /// Reads a literal, name, list or bracket and everything that hangs on it by dots and brackets.
    mutating func member() throws(Refusal) -> Syntax {
        var target = try primary()
        while true {
            if take(.dot) {
                target = try selection(of: target)
            } else if kind == .symbol(.openBracket) {
                let place = offset
                index += 1
                if kind == .symbol(.question) { throw optional() }
                let position = try expression()
                try expect(.closeBracket)
                target = try node(.index(target, position), at: place)
            } else if kind == .symbol(.openBrace), Self.isPath(target) {
                throw Refusal(.notSupported, at: offset, "Messages are not supported.")
            } else {
                return target
            }
        }
    }

    private mutating func selection(of target: Syntax) throws(Refusal) -> Syntax {
        if kind == .symbol(.question) { throw optional() }
        guard kind == .name || kind == .reserved else { throw unexpected() }
        let name = text
        let place = offset
        index += 1
        guard take(.openParenthesis) else { return try node(.select(target, name), at: place) }
        return try node(.method(target, name, expressions(until: .closeParenthesis)), at: place)
    }

    private mutating func primary() throws(Refusal) -> Syntax {
        let place = offset
        switch kind {
        case .integer, .double, .unsigned, .string, .bytes, .symbol(.minus): return try literal()
        case .symbol(.isTrue), .symbol(.isFalse):
            let value = take(.isTrue)
            if !value { index += 1 }
            return Syntax(.literal(.bool(value)), at: place)
        case .symbol(.null): throw Refusal(.notSupported, at: place, "null is not supported: ask has(…) instead.")
        case .symbol(.openBrace): throw Refusal(.notSupported, at: place, "Maps are not supported.")
        case .symbol(.openBracket):
            index += 1
            return try node(.list(expressions(until: .closeBracket)), at: place)
        case .symbol(.openParenthesis):
            index += 1
            let inner = try expression()
            try expect(.closeParenthesis)
            return inner
        case .symbol(.dot):
            index += 1
            return try named(isAbsolute: true)
        default: return try named(isAbsolute: false)
        }
    }

    private mutating func named(isAbsolute: Bool) throws(Refusal) -> Syntax {
        guard kind == .name else { throw unexpected() }
        let name = text
        let place = offset
        index += 1
        guard take(.openParenthesis) else { return Syntax(.name(name, isAbsolute: isAbsolute), at: place) }
        return try node(.call(name, expressions(until: .closeParenthesis)), at: place)
    }

    /// Reads what stands between brackets; a list may end with a comma, a call may not.
    private mutating func expressions(until end: Symbol) throws(Refusal) -> [Syntax] {
        var parts: [Syntax] = []
        while !take(end) {
            if kind == .symbol(.question), end == .closeBracket { throw optional() }
            parts.append(try expression())
            if take(end) { break }
            try expect(.comma)
            if end == .closeParenthesis, kind == .symbol(end) { throw unexpected() }
        }
        return parts
    }

    private static func isPath(_ syntax: Syntax) -> Bool {
        switch syntax.form {
        case .name: true
        case .select(let base, _): isPath(base)
        default: false
        }
    }

    private func optional() -> Refusal {
        Refusal(.notSupported, at: offset, "Optional values are not supported: ask has(…) instead.")
    }
}
