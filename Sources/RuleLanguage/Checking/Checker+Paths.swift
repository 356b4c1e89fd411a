extension Checker {
    /// What a name stands for: a macro's variable, then a field or relation of the own record, then a constant.
    mutating func name(
        _ name: String,
        _ isAbsolute: Bool,
        at place: Int,
        isAsked: Bool
    ) throws(Refusal) -> Typed {
        if !isAbsolute {
            if let variable = variables.last(where: { $0.name == name }) { return self.variable(variable, at: place) }
            if name == "this" { return own(at: place) }
            let declaration = vocabulary.records[record]
            if declaration.declares(name) { return try select(own(at: place), name, at: place, isAsked: isAsked) }
        }
        guard let value = vocabulary.constants[name] else {
            throw Refusal(.unknownName, at: place, unknown(name, among: vocabulary.constants.keys + ownNames))
        }
        return Typed(.constant(value), value.type, at: place, slots: 0)
    }

    private var ownNames: [String] { vocabulary.records[record].names + variables.map(\.name) }

    private func own(at place: Int) -> Typed {
        var typed = Typed(.variable(slot: 0), .record(record), at: place, slots: 1)
        typed.key = "this"
        typed.path = []
        return typed
    }

    private func variable(_ variable: Variable, at place: Int) -> Typed {
        var typed = Typed(.variable(slot: variable.slot), variable.type, at: place, slots: 1 << UInt64(variable.slot))
        typed.key = variable.key
        typed.label = variable.name
        typed.path = variable.path
        return typed
    }

    /// A field of a record, or the record or records that it is related to.
    mutating func select(_ base: Typed, _ name: String, at place: Int, isAsked: Bool) throws(Refusal) -> Typed {
        guard case .record(let record) = base.type else {
            let hint = base.type.elementRecord == nil ? "" : " Name an element, as in exists(x, x.\(name) …)."
            throw Refusal(.type, at: place, "Only a record has fields; this is \(words(base.type)).\(hint)")
        }
        let declaration = vocabulary.records[record]
        if let field = declaration.fields.firstIndex(where: { $0.name == name }) {
            return try read(base, field, of: record, at: place)
        }
        if let relation = declaration.relations.firstIndex(where: { $0.name == name }) {
            return try follow(base, relation, of: record, at: place, isAsked: isAsked)
        }
        throw Refusal(.unknownName, at: place, unknown(name, of: declaration.name, among: declaration.names))
    }

    private mutating func read(_ base: Typed, _ field: Int, of record: Int, at place: Int) throws(Refusal) -> Typed {
        let declaration = vocabulary.records[record].fields[field]
        let key = base.key.map { "\($0).\(field)f" }
        let label = base.label(declaration.name)
        note(field, of: record, on: base.path)
        if !declaration.isRequired, !isKnown(key) {
            throw Refusal(.unguarded, at: place, "\(label) may be blank: ask has(\(label)) first.")
        }
        let column = tables.column(field, of: record, declaration.type)
        var typed = Typed(.field(base.node, column: column), declaration.type.type, at: place, from: base)
        typed.key = key
        typed.label = label
        return typed
    }

    mutating func note(_ field: Int, of record: Int, on path: [FieldPath.Step]?) {
        let path = FieldPath(steps: path ?? [], record: record, field: field)
        if !reads.contains(path) { reads.append(path) }
    }

    func isKnown(_ key: String?) -> Bool { key.map(known.contains) ?? false }

    func words(_ type: ValueType) -> String { type.words(in: vocabulary) }
}

extension RecordDeclaration {
    var names: [String] { fields.map(\.name) + relations.map(\.name) }

    func declares(_ name: String) -> Bool { names.contains(name) }

    /// Whether it stands below no other record.
    var isRoot: Bool { !relations.contains { $0.reach == .one(isOptional: false) } }
}

extension Typed {
    /// The path one step further, as a message shows it.
    func label(_ name: String) -> String { label.isEmpty ? name : "\(label).\(name)" }
}
