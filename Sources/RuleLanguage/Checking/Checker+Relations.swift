extension Checker {
    /// Goes to the record or records that a record is related to.
    mutating func follow(
        _ base: Typed,
        _ relation: Int,
        of record: Int,
        at place: Int,
        isAsked: Bool
    ) throws(Refusal) -> Typed {
        let declaration = vocabulary.records[record].relations[relation]
        let step = FieldPath.Step(record: record, relation: relation)
        let path = base.path.map { $0 + [step] }
        if !steps.contains(step) { steps.append(step) }
        guard case .one(let isOptional) = declaration.reach else {
            return try children(base, step, to: declaration, at: place)
        }
        let key = base.key.map { "\($0).\(relation)r" }
        if isOptional, !isAsked, !isKnown(key) {
            throw Refusal(
                .unguarded,
                at: place,
                "There may be no \(base.label(declaration.name)): ask has(\(base.label(declaration.name))) first."
            )
        }
        let one = tables.one(relation, of: record)
        var typed = Typed(.one(base.node, relation: one), .record(declaration.record), at: place, from: base)
        typed.key = key
        typed.label = base.label(declaration.name)
        typed.path = path
        typed.optionalSteps = base.optionalSteps
        if isOptional, let key { typed.optionalSteps.insert(key) }
        return typed
    }

    private mutating func children(
        _ base: Typed,
        _ step: FieldPath.Step,
        to declaration: RelationDeclaration,
        at place: Int
    ) throws(Refusal) -> Typed {
        try bound(base, at: place)
        let relation = tables.many(step.relation, of: step.record)
        let type = ValueType.list(.record(declaration.record))
        var typed = Typed(.many(base.node, relation: relation), type, at: place, from: base)
        typed.key = base.key.map { "\($0).\(step.relation)m" }
        typed.label = base.label(declaration.name)
        typed.path = base.path.map { $0 + [step] }
        return typed
    }

    /// Refuses what would look at every record of a return once for each of its records.
    private func bound(_ base: Typed, at place: Int) throws(Refusal) {
        let isOwnRoot = vocabulary.records[record].isRoot
        let path = base.path ?? []
        let climbs = path.enumerated().contains { position, step in
            let relation = vocabulary.records[step.record].relations[step.relation]
            let isUp = relation.reach == .one(isOptional: false) && vocabulary.records[relation.record].isRoot
            return isUp && (!isOwnRoot || position > 0)
        }
        let isRepeated = isOwnRoot && !variables.isEmpty && !path.contains { isMany($0) }
        guard climbs || isRepeated else { return }
        throw Refusal(
            .notSupported,
            at: place,
            "This looks at the whole return for each of its records: write it as a set rule."
        )
    }

    private func isMany(_ step: FieldPath.Step) -> Bool {
        vocabulary.records[step.record].relations[step.relation].reach == .many
    }

    /// Checks `has(path)`: the last step is a field, or a relation to one record.
    mutating func has(_ arguments: [Syntax], at place: Int) throws(Refusal) -> Typed {
        guard arguments.count == 1 else {
            throw Refusal(.syntax, at: place, "has takes one field, as in has(this.field).")
        }
        let target = arguments[0]
        switch target.form {
        case .select(let base, let name): return try asked(asked(base), name, at: target.offset)
        case .name(let name, isAbsolute: false) where !variables.contains { $0.name == name } && name != "this":
            let this = try self.name("this", false, at: target.offset, isAsked: true)
            return try asked(this, name, at: target.offset)
        default: throw Refusal(.syntax, at: target.offset, "has takes a field, as in has(this.field).")
        }
    }

    /// A path under `has`, whose optional steps need no guard of their own.
    private mutating func asked(_ syntax: Syntax) throws(Refusal) -> Typed {
        switch syntax.form {
        case .select(let base, let name): try select(asked(base), name, at: syntax.offset, isAsked: true)
        case .name(let name, let isAbsolute): try self.name(name, isAbsolute, at: syntax.offset, isAsked: true)
        default: try check(syntax)
        }
    }

    private mutating func asked(_ base: Typed, _ name: String, at place: Int) throws(Refusal) -> Typed {
        guard case .record(let record) = base.type else {
            throw Refusal(.type, at: place, "has asks for the field of a record; this is \(words(base.type)).")
        }
        let declaration = vocabulary.records[record]
        if let field = declaration.fields.firstIndex(where: { $0.name == name }) {
            note(field, of: record, on: base.path)
            let column = tables.column(field, of: record, declaration.fields[field].type)
            let typed = Typed(.hasField(base.node, column: column), .bool, at: place, from: base)
            return present(typed, base, "\(field)f")
        }
        if let relation = declaration.relations.firstIndex(where: { $0.name == name }) {
            let step = FieldPath.Step(record: record, relation: relation)
            guard !isMany(step) else {
                throw Refusal(.type, at: place, "\(name) is a list: ask size(\(name)) > 0.")
            }
            if !steps.contains(step) { steps.append(step) }
            let one = tables.one(relation, of: record)
            return present(Typed(.hasOne(base.node, relation: one), .bool, at: place, from: base), base, "\(relation)r")
        }
        throw Refusal(.unknownName, at: place, unknown(name, of: declaration.name, among: declaration.names))
    }

    private func present(_ typed: Typed, _ base: Typed, _ end: String) -> Typed {
        guard let key = base.key else { return typed }
        var typed = typed
        typed.facts.whenTrue = base.optionalSteps.union(["\(key).\(end)"])
        return typed
    }
}
