extension Checker {
    mutating func call(_ name: String, _ arguments: [Syntax], at place: Int) throws(Refusal) -> Typed {
        if name == "has" { return try has(arguments, at: place) }
        if name == "matches" { return try matches(checked(arguments), at: place) }
        guard let function = Function(rawValue: name) else { throw unknownFunction(name, at: place) }
        guard !function.isMethod else {
            throw Refusal(.type, at: place, "\(name) is written after a text and a dot, as in text.\(name)(\"x\").")
        }
        return try apply(function, checked(arguments), at: place)
    }

    mutating func method(
        _ target: Syntax,
        _ name: String,
        _ arguments: [Syntax],
        at place: Int
    ) throws(Refusal) -> Typed {
        if let macro = MacroKind(rawValue: name) { return try self.macro(macro, target, arguments, at: place) }
        if name == "matches" { return try matches(checked([target] + arguments), at: place) }
        guard let function = Function(rawValue: name) else { throw unknownFunction(name, at: place) }
        guard function.isMethod || function == .size else {
            throw Refusal(.type, at: place, "\(name) is written before its brackets, as in \(name)(…).")
        }
        return try apply(function, checked([target] + arguments), at: place)
    }

    private mutating func checked(_ arguments: [Syntax]) throws(Refusal) -> [Typed] {
        var typed: [Typed] = []
        for argument in arguments { typed.append(try check(argument)) }
        return typed
    }

    private func apply(_ function: Function, _ arguments: [Typed], at place: Int) throws(Refusal) -> Typed {
        guard let type = function.result(arguments.map(\.type)) else {
            let given = arguments.isEmpty ? "nothing" : arguments.map { words($0.type) }.joined(separator: " and ")
            throw Refusal(.type, at: place, "\(function.rawValue) wants \(function.wants); it is given \(given).")
        }
        if function == .date, case .constant(.string(let text)) = arguments[0].node.form {
            guard let day = CivilDate.day(of: Array(text.utf8)) else {
                throw Refusal(.type, at: arguments[0].offset, "\"\(text)\" is no date: write it as year-month-day.")
            }
            return Typed(.constant(.date(day)), .date, at: place, slots: 0)
        }
        let slots = arguments.reduce(0) { $0 | $1.node.slots }
        let form = Node.Form.call(function, arguments.map(\.node), arguments[0].type)
        return Typed(form, type, at: place, slots: slots)
    }

    private func matches(_ arguments: [Typed], at place: Int) throws(Refusal) -> Typed {
        guard arguments.count == 2, arguments.allSatisfy({ $0.type == .string }) else {
            throw Refusal(.type, at: place, "matches wants a text and a pattern.")
        }
        guard case .constant(.string(let text)) = arguments[1].node.form else {
            throw Refusal(.notSupported, at: arguments[1].offset, "The pattern must be written out, not computed.")
        }
        let pattern = try compiled(text, at: arguments[1].offset)
        return Typed(.matches(pattern, arguments[0].node), .bool, at: place, from: arguments[0])
    }

    private func compiled(_ text: String, at place: Int) throws(Refusal) -> Pattern {
        do {
            return try Pattern(text)
        } catch {
            throw Refusal(.syntax, at: place, error.sentence)
        }
    }

    private func unknownFunction(_ name: String, at place: Int) -> Refusal {
        if Function.notSupported.contains(name) {
            return Refusal(.notSupported, at: place, "\(name) is not among the functions supported here.")
        }
        return Refusal(.unknownName, at: place, "There is no function called \(name).")
    }
}
