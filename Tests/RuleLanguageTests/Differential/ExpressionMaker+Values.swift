import RuleLanguage

extension ExpressionMaker {
    mutating func literal(_ type: ValueType, _ scope: Scope) -> String {
        switch type {
        case .bool: return pick(["true", "false"])
        case .integer:
            let extremes = ["9223372036854775807", "-9223372036854775808", "0x7f", "2147483648", "4611686018427387904"]
            return pick(["0", "1", "2", "3", "-1", "7", "100", "2025", chance(30) ? pick(extremes) : "5"])
        case .double: return pick(["0.0", "1.5", "-0.25", "1e10", "3.0", "0.1", "2e-3"])
        case .string:
            return pick([
                "''", "'a'", #""Ab""#, "'12'", #"r"\d""#, #"'é'"#, #""\u00e9""#, #"'😀'"#, "'ASD'", "'B'", #"'\n'"#,
            ])
        case .date:
            return "date(\""
                + pick(["2024-02-29", "2025-01-16", "2023-12-31", "2025-08-31", "0001-01-01", "9999-12-31"])
                + "\")"
        case .list(let element):
            return "["
                + (0..<Int.random(in: 1...3, using: &random)).map { _ in leaf(element, scope) }
                .joined(separator: ", ") + "]"
        default: return "0"
        }
    }

    mutating func integer(_ depth: Int, _ scope: Scope) -> String {
        switch Int.random(in: 0..<12, using: &random) {
        case 0...4:
            return
                "(\(make(.integer, depth, scope)) \(pick(["+", "-", "*", "/", "%"])) \(make(.integer, depth, scope)))"
        case 5: return "-" + make(.integer, 0, scope).bracketedMinus
        case 6: return "size(\(make(pick([.string, .list(.integer), .list(.string)]), depth, scope)))"
        case 7:
            let function = pick(["days_between", "age_on", "academic_age"])
            return "\(function)(\(make(.date, depth, scope)), \(make(.date, depth, scope)))"
        case 8:
            return "\(pick(["year_of", "month_of", "day_of", "academic_year"]))(\(make(.date, depth, scope)))"
        case 9: return "int(\(make(pick([.string, .double, .integer]), depth, scope)))"
        case 10: return "\(make(.list(.integer), depth, scope))[\(pick(["0", "1", make(.integer, 0, scope)]))]"
        default: return recordList(depth, scope).map { "size(\($0))" } ?? leaf(.integer, scope)
        }
    }

    mutating func double(_ depth: Int, _ scope: Scope) -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return "double(\(make(.integer, depth, scope)))"
        case 1: return "-" + make(.double, 0, scope).bracketedMinus
        default:
            return "(\(make(.double, depth, scope)) \(pick(["+", "-", "*", "/"])) \(make(.double, depth, scope)))"
        }
    }

    mutating func string(_ depth: Int, _ scope: Scope) -> String {
        switch Int.random(in: 0..<5, using: &random) {
        case 0, 1: return "(\(make(.string, depth, scope)) + \(make(.string, depth, scope)))"
        case 2: return "\(pick(["lower", "upper"]))(\(make(.string, depth, scope)))"
        case 3: return "string(\(make(pick([.integer, .bool, .date, .string]), depth, scope)))"
        default: return "\(make(.list(.string), depth, scope))[\(pick(["0", "1", "2"]))]"
        }
    }

    mutating func date(_ depth: Int, _ scope: Scope) -> String {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return "add_days(\(make(.date, depth, scope)), \(make(.integer, depth, scope)))"
        case 1: return "add_months(\(make(.date, depth, scope)), \(make(.integer, depth, scope)))"
        default:
            let moments = paths(scope).filter { $0.type == .dateTime }
            if !moments.isEmpty { return "date(\(shown(pick(moments).text, scope)))" }
            let text = pick([make(.string, depth, scope), "'2023-02-' + string(\(make(.integer, 0, scope)))"])
            // A text that is no date is refused where it is written out, and an error where it is computed.
            return "date(\(text) + '')"
        }
    }
}

extension String {
    /// Two minus signs side by side are no operator.
    fileprivate var bracketedMinus: String { hasPrefix("-") ? "(\(self))" : self }
}
