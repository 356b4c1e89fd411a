import RuleLanguage

extension ExpressionMaker {
    mutating func bool(_ depth: Int, _ scope: Scope) -> String {
        switch Int.random(in: 0..<16, using: &random) {
        case 0...2: return "(\(make(.bool, depth, scope)) \(pick(["&&", "||"])) \(make(.bool, depth, scope)))"
        case 3: return "!" + make(.bool, depth, scope)
        case 4...7: return comparison(depth, scope)
        case 8: return member(depth, scope)
        case 9:
            let method = pick(["startsWith", "endsWith", "contains"])
            return "\(make(.string, depth, scope)).\(method)(\(make(.string, depth, scope)))"
        case 10: return matches(depth, scope)
        case 11: return "has(\(shown(pick(questions(scope)).path, scope)))"
        case 12: return "bool(\(make(.string, depth, scope)))"
        default: return macro(depth, scope)
        }
    }

    private mutating func comparison(_ depth: Int, _ scope: Scope) -> String {
        let ordered: [ValueType] = [.integer, .integer, .string, .date, .date, .double, .bool]
        let type = pick(ordered)
        if chance(15) {
            let list = ValueType.list(pick([.integer, .string]))
            return "(\(make(list, depth, scope)) \(pick(["==", "!="])) \(make(list, depth, scope)))"
        }
        let sign = pick(["==", "!=", "<", "<=", ">", ">="])
        let moments = paths(scope).filter { $0.type == .dateTime }
        if !moments.isEmpty, chance(50) {
            return "(\(shown(pick(moments).text, scope)) \(sign) \(shown(pick(moments).text, scope)))"
        }
        return "(\(make(type, depth, scope)) \(sign) \(make(type, depth, scope)))"
    }

    private mutating func member(_ depth: Int, _ scope: Scope) -> String {
        let type = pick([ValueType.integer, .string, .date])
        return "(\(make(type, depth, scope)) in \(make(.list(type), depth, scope)))"
    }

    private mutating func matches(_ depth: Int, _ scope: Scope) -> String {
        let pattern = pick([
            #"r"^[A-Z]\d{3}$""#, #"r"\bb""#, "'^a*$'", #"r"[^a-z]""#, "'(?i)^SMITH'", "'é|😀'", "''", #"r"^\w+$""#,
        ])
        return "\(make(.string, depth, scope)).matches(\(pattern))"
    }

    private mutating func macro(_ depth: Int, _ scope: Scope) -> String {
        let name = pick(["exists", "all", "exists_one"])
        guard scope.variables.count < 4 else { return comparison(depth, scope) }
        let element: ValueType
        let list: String
        var facts: Set<String> = []
        if chance(70), let found = recordPath(scope) {
            (list, element, facts) = filtered(found, depth, scope)
        } else {
            element = pick([.integer, .string, .date])
            list = make(.list(element), depth, scope)
        }
        let variable = variable(element, scope)
        var inner = scope
        inner.variables.append(variable)
        inner.known.formUnion(facts.map { variable.name + $0 })
        return "\(list).\(name)(\(variable.name), \(make(.bool, depth, inner)))"
    }

    private mutating func recordPath(_ scope: Scope) -> Path? {
        let lists = paths(scope).filter { if case .list(.record) = $0.type { true } else { false } }
        return lists.isEmpty ? nil : pick(lists)
    }

    /// A list of records, now and then only those that have something, which is then known of each.
    private mutating func filtered(
        _ path: Path,
        _ depth: Int,
        _ scope: Scope
    ) -> (list: String, element: ValueType, facts: Set<String>) {
        guard case .list(let element) = path.type else { return (path.text, path.type, []) }
        let list = shown(path.text, scope)
        guard case .record(let record) = element, chance(30), scope.variables.count < 3 else {
            return (list, element, [])
        }
        let field = pick(vocabulary.records[record].fields.map(\.name))
        let variable = variable(element, scope)
        var inner = scope
        inner.variables.append(variable)
        inner.known.insert("\(variable.name).\(field)")
        let condition = chance(50) ? "" : " && \(make(.bool, depth - 1, inner))"
        return ("\(list).filter(\(variable.name), has(\(variable.name).\(field))\(condition))", element, [".\(field)"])
    }

    mutating func recordList(_ depth: Int, _ scope: Scope) -> String? {
        recordPath(scope).map { filtered($0, depth, scope).list }
    }

    mutating func list(_ element: ValueType, _ depth: Int, _ scope: Scope) -> String {
        guard scope.variables.count < 4 else { return literal(.list(element), scope) }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return "(\(make(.list(element), depth, scope)) + \(make(.list(element), depth, scope)))"
        case 1:
            let variable = variable(element, scope)
            var inner = scope
            inner.variables.append(variable)
            let list = make(.list(element), depth, scope)
            return "\(list).filter(\(variable.name), \(make(.bool, depth, inner)))"
        case 2, 3:
            guard let path = recordPath(scope) else { return literal(.list(element), scope) }
            let (list, type, facts) = filtered(path, depth, scope)
            let variable = variable(type, scope)
            var inner = scope
            inner.variables.append(variable)
            inner.known.formUnion(facts.map { variable.name + $0 })
            return "\(list).map(\(variable.name), \(make(element, depth, inner)))"
        default:
            return "["
                + (0..<Int.random(in: 1...3, using: &random)).map { _ in make(element, depth, scope) }
                .joined(separator: ", ") + "]"
        }
    }
}
