extension CanonicalText {
    /// Writes `has(path)`: CEL asks for the last step alone, and has no answer where an earlier one is missing.
    mutating func presence(_ path: Syntax) -> String {
        var questions: [String] = []
        for step in optionalSteps(before: path) + [path] { questions.append("has(" + text(step) + ")") }
        return questions.joined(separator: " && ")
    }

    /// The steps of a path before its last that may be missing.
    func optionalSteps(before path: Syntax) -> [Syntax] {
        guard case .select(let base, _) = path.form else { return [] }
        let steps = optionalSteps(before: base)
        return relation(base)?.reach == .one(isOptional: true) ? steps + [base] : steps
    }

    /// The record, or the records, that a part stands for.
    func reach(of syntax: Syntax) -> (record: Int, isList: Bool)? {
        switch syntax.form {
        case .name("this", isAbsolute: false): return (record, false)
        case .name(let name, isAbsolute: false):
            if let variable = variables.last(where: { $0.name == name }) { return variable.record.map { ($0, false) } }
            return relation(syntax).map { ($0.record, $0.reach == .many) }
        case .select: return relation(syntax).map { ($0.record, $0.reach == .many) }
        case .index(let list, _): return reach(of: list).map { ($0.record, false) }
        case .method(let list, MacroKind.filter.rawValue, _): return reach(of: list)
        case .method(let list, MacroKind.map.rawValue, let arguments): return reach(mapping: list, arguments)
        default: return nil
        }
    }

    private func reach(mapping list: Syntax, _ arguments: [Syntax]) -> (record: Int, isList: Bool)? {
        guard case .name(let name, _) = arguments.first?.form, let body = arguments.last else { return nil }
        var inner = self
        inner.variables.append(Variable(name: name, record: reach(of: list)?.record))
        return inner.reach(of: body).map { ($0.record, true) }
    }

    /// The relation that a path ends with.
    private func relation(_ path: Syntax) -> RelationDeclaration? {
        switch path.form {
        case .select(let base, let name):
            guard let base = reach(of: base), !base.isList else { return nil }
            return vocabulary.records[base.record].relations.first { $0.name == name }
        case .name(let name, isAbsolute: false) where !variables.contains { $0.name == name }:
            return vocabulary.records[record].relations.first { $0.name == name }
        default: return nil
        }
    }
}
