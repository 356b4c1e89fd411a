import Returns
import RuleLanguage

/// Which rules of a book speak in place of which built-in checks.
struct StandIns: Sendable {
    private struct CellKey: Hashable {
        let table: Int
        let field: Int
        let state: UInt8
    }

    private struct ChildKey: Hashable {
        let table: Int
        let isTooFew: Bool
    }

    private var cells: [CellKey: CompiledRule] = [:]
    private var children: [ChildKey: [CompiledRule]] = [:]
    private var readings: [ReadingProblem.Kind: [CompiledRule]] = [:]
    private var uniques: [CompiledRule] = []
    private var registerFields: Set<[Int]> = []
    /// Built-in checks that are not asked at all.
    let replaced: Set<String>

    init(_ rules: [CompiledRule]) {
        replaced = Set(rules.flatMap(\.replaces))
        for rule in rules { add(rule) }
    }

    private mutating func add(_ rule: CompiledRule) {
        switch rule.plan {
        case .cell(let field, let states, let isAny):
            for state in states {
                let key = CellKey(table: rule.table, field: field, state: state)
                // A rule that names its fault goes before one that takes any.
                if isAny, cells[key] != nil { continue }
                if let known = cells[key], case .cell(_, _, false) = known.plan { continue }
                cells[key] = rule
            }
        case .children(let table, let isTooFew, _):
            children[ChildKey(table: table, isTooFew: isTooFew), default: []].append(rule)
        case .reading(let kind): readings[kind, default: []].append(rule)
        case .unique: uniques.append(rule)
        case .reference(let plan) where plan.target.isRegister: registerFields.insert([rule.table, plan.field])
        default: break
        }
    }

    func cell(table: Int, field: Int, state: UInt8) -> CompiledRule? {
        cells[CellKey(table: table, field: field, state: state)]
    }

    /// The rules about the number of records below, each of which asks under its own condition.
    func children(of table: Int, isTooFew: Bool) -> [CompiledRule] {
        children[ChildKey(table: table, isTooFew: isTooFew)] ?? []
    }

    /// The rule for a reader's problem: one of the problem's own table goes before one of the header's.
    func reading(_ kind: ReadingProblem.Kind, table: Int, root: Int?) -> CompiledRule? {
        let rules = readings[kind] ?? []
        return rules.first { $0.table == table } ?? rules.first { $0.table == root }
    }

    /// Whether a rule holds a key of the schema unique in the same reach.
    func isUniqueHeld(table: Int, fields: [Int], parent: Int?) -> Bool {
        uniques.contains { rule in
            guard case .unique(let plan) = rule.plan, rule.when == nil, rule.rule.severity != .shadow else {
                return false
            }
            return rule.table == table && Set(plan.fields) == Set(fields) && plan.within == parent
        }
    }

    func isRegisterHeld(table: Int, field: Int) -> Bool { registerFields.contains([table, field]) }
}
