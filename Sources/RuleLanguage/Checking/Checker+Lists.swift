extension Checker {
    mutating func list(_ parts: [Syntax], at place: Int) throws(Refusal) -> Typed {
        var typed: [Typed] = []
        var type = ValueType.nothing
        for part in parts {
            let element = try check(part)
            guard let merged = type.merged(element.type) else {
                throw Refusal(
                    .notSupported,
                    at: element.offset,
                    "All elements of a list must be of one type: the first are \(words(type)), this is \(words(element.type))."
                )
            }
            type = merged
            typed.append(element)
        }
        guard type.isPlain else {
            throw Refusal(.notSupported, at: place, "Lists of records come from relations, not from brackets.")
        }
        let constants = typed.compactMap { if case .constant(let value) = $0.node.form { value } else { nil } }
        let slots = typed.reduce(0) { $0 | $1.node.slots }
        let isConstant = constants.count == typed.count
        let form: Node.Form = isConstant ? .constant(.list(constants)) : .list(typed.map(\.node))
        return Typed(form, .list(type), at: place, slots: slots)
    }

    func index(_ list: Typed, _ position: Typed, at place: Int) throws(Refusal) -> Typed {
        guard case .list(let type) = list.type else {
            throw Refusal(.type, at: place, "Only a list has elements; this is \(words(list.type)).")
        }
        guard position.type != .double else {
            throw Refusal(.notSupported, at: place, "The place in a list is a whole number.")
        }
        try expect(.integer, position, for: "The place in a list")
        var typed = Typed(.index(list.node, position.node), type, at: place, from: list, position)
        typed.path = list.path
        if let key = list.key, case .constant(.integer(let number)) = position.node.form {
            typed.key = "\(key)[\(number)]"
            typed.label = "\(list.label)[\(number)]"
        }
        return typed
    }

    /// Checks `list.macro(variable, …)`.
    mutating func macro(
        _ kind: MacroKind,
        _ target: Syntax,
        _ arguments: [Syntax],
        at place: Int
    ) throws(Refusal) -> Typed {
        guard arguments.count == 2 || (kind == .map && arguments.count == 3) else {
            throw Refusal(
                arguments.count == 3 ? .notSupported : .syntax,
                at: place,
                "\(kind.rawValue) takes a name and an expression, as in list.\(kind.rawValue)(x, …)."
            )
        }
        guard case .name(let name, isAbsolute: false) = arguments[0].form, name != "this" else {
            throw Refusal(.syntax, at: arguments[0].offset, "A macro wants a simple name for the element here.")
        }
        let list = try check(target)
        if arguments.count == 3 {
            let kept = try fold(.filter, list, name, arguments[1], at: place)
            return try fold(.map, kept, name, arguments[2], at: place)
        }
        return try fold(kind, list, name, arguments[1], at: place)
    }

    private mutating func fold(
        _ kind: MacroKind,
        _ list: Typed,
        _ name: String,
        _ body: Syntax,
        at place: Int
    ) throws(Refusal) -> Typed {
        guard case .list(let type) = list.type else {
            throw Refusal(.type, at: place, "\(kind.rawValue) works on a list; this is \(words(list.type)).")
        }
        guard variables.count < Self.deepestMacros, slotsUsed < Self.mostMacros else {
            throw Refusal(.notSupported, at: place, "Macros are nested more than \(Self.deepestMacros) deep.")
        }
        let variable = Variable(name: name, slot: slotsUsed, type: type, path: list.path)
        slotsUsed += 1
        variables.append(variable)
        let body = try check(body, knowing: Set(list.elementFacts.map { variable.key + $0 }))
        variables.removeLast()
        if kind != .map { try expect(.bool, body, for: kind.rawValue) }
        return folded(kind, list, variable, body, at: place)
    }

    private func folded(_ kind: MacroKind, _ list: Typed, _ variable: Variable, _ body: Typed, at place: Int) -> Typed {
        let slots = list.node.slots | (body.node.slots & ~(1 << UInt64(variable.slot)))
        switch kind {
        case .filter:
            let form = Node.Form.filter(slot: variable.slot, over: list.node, body.node)
            var typed = Typed(form, list.type, at: place, slots: slots)
            typed.path = list.path
            typed.elementFacts = list.elementFacts
            for fact in body.facts.whenTrue where fact.hasPrefix(variable.key + ".") {
                typed.elementFacts.insert(String(fact.dropFirst(variable.key.count)))
            }
            return typed
        case .map:
            let form = Node.Form.map(slot: variable.slot, over: list.node, body.node)
            var typed = Typed(form, .list(body.type), at: place, slots: slots)
            typed.path = body.path
            return typed
        case .exists, .all, .existsOne:
            let form = Node.Form.fold(kind, slot: variable.slot, over: list.node, body.node)
            return Typed(form, .bool, at: place, slots: slots)
        }
    }
}
