import RuleLanguage

extension ExpressionMaker {
    /// A field, variable, constant or literal.
    mutating func leaf(_ type: ValueType, _ scope: Scope) -> String {
        let paths = paths(scope).filter { $0.type == type }
        if !paths.isEmpty, chance(75) { return shown(pick(paths).text, scope) }
        return literal(type, scope)
    }

    /// What can be read in a scope: two steps far, and optional things only where they are known.
    func paths(_ scope: Scope) -> [Path] {
        var paths = [Path(text: "census_date", type: .date), Path(text: "collection_year", type: .integer)]
        for variable in scope.variables {
            if variable.name != "this" { paths.append(Path(text: variable.name, type: variable.type)) }
            if case .record(let record) = variable.type {
                paths += self.paths(variable.name, record, steps: 2, scope)
            }
        }
        return paths
    }

    private func paths(_ base: String, _ record: Int, steps: Int, _ scope: Scope) -> [Path] {
        let declaration = vocabulary.records[record]
        var paths: [Path] = []
        for field in declaration.fields where field.isRequired || scope.known.contains("\(base).\(field.name)") {
            paths.append(Path(text: "\(base).\(field.name)", type: field.type.seen))
        }
        for relation in declaration.relations where mayFollow(relation, base, scope) {
            let path = "\(base).\(relation.name)"
            guard case .one(let isOptional) = relation.reach else {
                paths.append(Path(text: path, type: .list(.record(relation.record))))
                continue
            }
            if steps > 1, !isOptional || scope.known.contains(path) {
                paths += self.paths(path, relation.record, steps: steps - 1, scope)
            }
        }
        return paths
    }

    /// Lists of a whole return stand only at its header, and there outside macros.
    private func mayFollow(_ relation: RelationDeclaration, _ base: String, _ scope: Scope) -> Bool {
        guard relation.reach == .many, relation.name == "persons" else { return true }
        return record == SampleVocabulary.header && base == "this" && scope.variables.count == 1
    }

    /// Ways to ask for something optional, and what is known where the answer is yes.
    func questions(_ scope: Scope) -> [(path: String, known: Set<String>)] {
        scope.variables.flatMap { variable -> [(path: String, known: Set<String>)] in
            guard case .record(let record) = variable.type else { return [] }
            return questions(variable.name, record, passed: [], scope)
        }
    }

    private func questions(
        _ base: String,
        _ record: Int,
        passed: Set<String>,
        _ scope: Scope
    ) -> [(path: String, known: Set<String>)] {
        let declaration = vocabulary.records[record]
        var found = declaration.fields.map { field in
            (path: "\(base).\(field.name)", known: passed.union(["\(base).\(field.name)"]))
        }
        guard passed.count < 2, base.split(separator: ".").count < 3 else { return found }
        for relation in declaration.relations {
            guard case .one = relation.reach else { continue }
            let path = "\(base).\(relation.name)"
            let known = passed.union([path])
            found.append((path, known))
            found += questions(path, relation.record, passed: known, scope)
        }
        return found
    }

    /// Own fields with `this.` or without, where no variable hides them.
    mutating func shown(_ path: String, _ scope: Scope) -> String {
        guard path.hasPrefix("this."), chance(50) else { return path }
        let bare = String(path.dropFirst(5))
        let first = bare.split(separator: ".")[0]
        return scope.variables.contains { $0.name == first } ? path : bare
    }

    /// An expression inside a guard; nil where nothing can be asked for.
    mutating func guarded(_ type: ValueType, _ depth: Int, _ scope: Scope) -> String? {
        let questions = questions(scope)
        guard !questions.isEmpty else { return nil }
        let question = pick(questions)
        var inner = scope
        inner.known.formUnion(question.known)
        let has = "has(\(shown(question.path, scope)))"
        if type == .bool, chance(75) {
            let then = make(.bool, depth - 1, inner)
            let outside = make(.bool, depth - 2, scope)
            return pick([
                "(\(has) && \(then))", "(!\(has) || \(then))", "(\(has) && \(outside) && \(then))",
                "(!(\(has) && \(outside)) || \(then))", "((!\(has) || !\(outside)) || \(then))",
                "(!\(has) ? \(outside) : \(then))",
            ])
        }
        guard type.isPlainValue else { return nil }
        return "(\(has) ? \(make(type, depth - 1, inner)) : \(make(type, depth - 1, scope)))"
    }
}

extension ColumnType {
    /// The type that expressions see.
    var seen: ValueType {
        switch self {
        case .bool: .bool
        case .integer: .integer
        case .date: .date
        case .dateTime: .dateTime
        case .text, .code: .string
        }
    }
}

extension ValueType {
    var isPlainValue: Bool {
        switch self {
        case .list, .record: false
        default: true
        }
    }
}
