extension Checker {
    mutating func binary(
        _ symbol: Symbol,
        _ left: Syntax,
        _ right: Syntax,
        at place: Int
    ) throws(Refusal) -> Typed {
        if symbol == .and || symbol == .or { return try logical(symbol, left, right, at: place) }
        let left = try check(left)
        let right = try check(right)
        if symbol == .isIn { return try member(left, of: right, at: place) }
        if let comparison = Comparison(symbol) { return try compare(comparison, left, right, at: place) }
        guard let arithmetic = Arithmetic(symbol) else { return left }
        return try compute(arithmetic, left, right, at: place)
    }

    private mutating func logical(
        _ symbol: Symbol,
        _ left: Syntax,
        _ right: Syntax,
        at place: Int
    ) throws(Refusal) -> Typed {
        let left = try check(left)
        try expect(.bool, left, for: symbol.rawValue)
        let right = try check(right, knowing: symbol == .and ? left.facts.whenTrue : left.facts.whenFalse)
        try expect(.bool, right, for: symbol.rawValue)
        let form: Node.Form = symbol == .and ? .and(left.node, right.node) : .or(left.node, right.node)
        var typed = Typed(form, .bool, at: place, from: left, right)
        typed.facts = symbol == .and ? .and(left.facts, right.facts) : .or(left.facts, right.facts)
        return typed
    }

    func not(_ operand: Typed) throws(Refusal) -> Typed {
        try expect(.bool, operand, for: "!")
        var typed = Typed(.not(operand.node), .bool, at: operand.offset, from: operand)
        typed.facts = operand.facts.reversed
        return typed
    }

    func negate(_ operand: Typed) throws(Refusal) -> Typed {
        guard [.integer, .double].contains(operand.type) else { throw needsNumbers("-", operand) }
        return Typed(.negate(operand.node), operand.type, at: operand.offset, from: operand)
    }

    mutating func choose(
        _ condition: Syntax,
        _ yes: Syntax,
        _ no: Syntax,
        at place: Int
    ) throws(Refusal) -> Typed {
        let condition = try check(condition)
        try expect(.bool, condition, for: "?")
        let yes = try check(yes, knowing: condition.facts.whenTrue)
        let no = try check(no, knowing: condition.facts.whenFalse)
        guard let type = yes.type.merged(no.type) else {
            throw Refusal(.type, at: place, "Both sides of ? : must be of one type; \(both(yes, no)).")
        }
        guard type.isPlain else {
            throw Refusal(.notSupported, at: place, "Choosing between records is not supported: choose between fields.")
        }
        let form = Node.Form.choose(condition.node, yes.node, no.node)
        var typed = Typed(form, type, at: place, from: condition, yes, no)
        typed.facts = .choose(condition.facts, yes.facts, no.facts)
        return typed
    }

    private func compute(_ arithmetic: Arithmetic, _ left: Typed, _ right: Typed, at place: Int) throws(Refusal)
        -> Typed
    {
        let type = left.type.merged(right.type)
        switch (arithmetic, type) {
        case (_, .integer), (.add, .double), (.subtract, .double), (.multiply, .double), (.divide, .double):
            let form = Node.Form.arithmetic(arithmetic, left.node, right.node)
            return Typed(form, type ?? .integer, at: place, from: left, right)
        case (.add, .string), (.add, .list):
            guard let type, type.isPlain else { break }
            return Typed(.join(left.node, right.node), type, at: place, from: left, right)
        case (.subtract, .date), (.add, .date):
            throw Refusal(
                .type,
                at: place,
                "Dates are counted by days_between(a, b), add_days(d, n), add_months(d, n)."
            )
        default: break
        }
        throw Refusal(.type, at: place, "This operator does not take these types; \(both(left, right)).")
    }

    private func needsNumbers(_ reader: String, _ typed: Typed) -> Refusal {
        Refusal(.type, at: typed.offset, "\(reader) wants a number; this is \(words(typed.type)).")
    }

    func both(_ left: Typed, _ right: Typed) -> String {
        "left is \(words(left.type)), right is \(words(right.type))"
    }
}
