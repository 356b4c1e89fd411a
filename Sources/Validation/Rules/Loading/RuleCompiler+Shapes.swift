import Foundation
import Returns
import RuleLanguage

extension RuleCompiler {
    /// The plan of a draft, with the canonical texts of all expressions in it.
    func plan(
        _ draft: RuleDraft,
        table: Int,
        when: RuleExpression?
    ) throws(RuleError) -> (plan: RulePlan, texts: [RuleExpression]) {
        switch draft.shape {
        case .assert(let text):
            let expression = try condition(text, of: table, knowing: when)
            return (.assert(expression), [expression])
        case .cell(let field, let fault): return (try cell(field, fault, table), [])
        case .children(let child, let fault): return (try children(child, fault, table), [])
        case .reading(let node): return (.reading(try Self.named(node)), [])
        case .readAs(let nodes):
            var kinds: Set<Normalisation.Kind> = []
            for node in nodes { kinds.insert(try Self.named(node)) }
            return (.readAs(kinds), [])
        case .unique(let fields, let within, let condition):
            let plan = try unique(fields, within, condition, table, when)
            return (.unique(plan), [plan.condition].compactMap { $0 })
        case .reference(let field, let target): return (.reference(try reference(field, target, table)), [])
        case .join(let join):
            let plan = try self.join(join, table, when)
            return (.join(plan), plan.keys.map(\.own) + [plan.condition?.expression].compactMap { $0 })
        case .aggregate, .reconcile, .compare, .plausible: return try ofReturn(draft, table)
        }
    }

    private func cell(_ field: RuleNode, _ fault: RuleNode, _ table: Int) throws(RuleError) -> RulePlan {
        let index = try self.field(field, of: table)
        let owner = schema.tables[table].fields[index]
        let possible = CellFaultNames(owner.type)
        switch try fault.string() {
        case "any": return .cell(field: index, states: possible.all, isAny: true)
        case "missing":
            guard owner.isRequired else {
                throw fault.failure(
                    "\(owner.name) may be blank in \(schema.identifier). Ask with assert: has(\(owner.name))."
                )
            }
            return .cell(field: index, states: [CellState.blank], isAny: false)
        case let name:
            guard let state = possible.states[name] else {
                let known = (possible.states.keys.sorted() + ["missing", "any"]).joined(separator: ", ")
                throw fault.failure("This field has no such fault. It has: \(known).")
            }
            return .cell(field: index, states: [state], isAny: false)
        }
    }

    private func children(_ child: RuleNode, _ fault: RuleNode, _ table: Int) throws(RuleError) -> RulePlan {
        let below = try self.table(child)
        guard schema.tables[below].parent == table else {
            throw child.failure("\(schema.tables[below].name) does not hang from \(schema.tables[table].name).")
        }
        let bounds = schema.tables[below].perParent
        switch try fault.string() {
        case "tooFew":
            guard bounds.minimum > 0 else { throw fault.failure("The schema sets no least number of these records.") }
            return .children(table: below, isTooFew: true, bound: bounds.minimum)
        case "tooMany":
            guard let most = bounds.maximum else { throw fault.failure("The schema sets no bound on these records.") }
            return .children(table: below, isTooFew: false, bound: most)
        default: throw fault.failure("A fault of children is tooFew or tooMany.")
        }
    }

    private func unique(
        _ nodes: [RuleNode],
        _ within: RuleNode?,
        _ condition: SourcedText?,
        _ table: Int,
        _ when: RuleExpression?
    ) throws(RuleError) -> UniquePlan {
        var fields: [Int] = []
        for node in nodes { fields.append(try field(node, of: table)) }
        var scope: Int?
        if let within, try within.string() != "return" {
            let ancestor = try self.table(within)
            guard isAncestor(ancestor, of: table) else {
                throw within.failure("Name return, or a table above \(schema.tables[table].name).")
            }
            scope = ancestor
        }
        let expression = try condition.map { text throws(RuleError) in
            try self.condition(text, of: table, knowing: when)
        }
        return UniquePlan(fields: fields, within: scope, condition: expression)
    }

    private func isAncestor(_ ancestor: Int, of table: Int) -> Bool {
        var above = schema.tables[table].parent
        while let next = above {
            if next == ancestor { return true }
            above = schema.tables[next].parent
        }
        return false
    }

    private func reference(
        _ field: RuleNode,
        _ target: RuleNode,
        _ table: Int
    ) throws(RuleError) -> ReferencePlan {
        let own = try self.field(field, of: table)
        let name = try target.string()
        if name == "establishment" {
            switch schema.tables[table].fields[own].type {
            case .identifier(.urn): return ReferencePlan(field: own, target: .urn)
            case .identifier(.ukprn): return ReferencePlan(field: own, target: .ukprn)
            default: throw field.failure("The register knows establishments by URN and by UKPRN.")
            }
        }
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count == 2, let other = schema.index(of: parts[0]),
            let key = schema.tables[other].index(of: parts[1])
        else { throw target.failure("Name establishment, or a field of a table such as school.urn.") }
        return ReferencePlan(field: own, target: .field(table: other, field: key))
    }

    private func join(_ draft: JoinDraft, _ table: Int, _ when: RuleExpression?) throws(RuleError) -> JoinPlan {
        let other = try self.table(draft.table)
        var keys: [(field: Int, own: RuleExpression)] = []
        for key in draft.keys {
            keys.append((try field(key.field, of: other), try expression(key.own, of: table, knowing: when)))
        }
        var pair: (expression: RuleExpression, vocabulary: RuleVocabulary)?
        if let text = draft.condition {
            let (paired, record) = vocabulary.pairing(table, with: other)
            pair = (try condition(text, of: record, in: paired.language), paired)
        }
        return JoinPlan(table: other, keys: keys, condition: pair, isNegated: draft.isNegated)
    }

    /// A kind that the reader names, written as its Swift case is.
    private static func named<Kind: RawRepresentable & CaseIterable>(
        _ node: RuleNode
    ) throws(RuleError) -> Kind where Kind.RawValue == String {
        let name = try node.string()
        let known = Kind.allCases.map { String(describing: $0) }
        guard let kind = Kind.allCases.first(where: { String(describing: $0) == name || $0.rawValue == name }) else {
            throw node.failure("\(name) is not known. Known are: \(known.joined(separator: ", ")).")
        }
        return kind
    }
}

/// The faults that typing finds in cells of a type, by the names that rules call them.
struct CellFaultNames {
    let states: [String: UInt8]

    init(_ type: FieldType) {
        let (form, check) = ("form", "check")
        switch type {
        case .text: states = [form: CellState.notOfType, "range": CellState.outOfBounds]
        case .integer, .identifier(.localAuthority):
            states = [form: CellState.notOfType, "range": CellState.outOfBounds]
        case .boolean, .date, .identifier(.urn), .identifier(.ukprn), .identifier(.postcode):
            states = [form: CellState.notOfType]
        case .dateTime: states = [form: CellState.notOfType, "range": CellState.outOfBounds]
        case .code: states = [form: CellState.notOfType, "date": CellState.outOfBounds]
        case .identifier(.uln): states = [form: CellState.notOfType, check: CellState.checkFailed]
        case .identifier(.upn):
            states = [form: CellState.notOfType, check: CellState.checkFailed, "range": CellState.outOfBounds]
        }
    }

    /// Every fault, blank cells too.
    var all: Set<UInt8> { Set(states.values).union([CellState.blank]) }
}
