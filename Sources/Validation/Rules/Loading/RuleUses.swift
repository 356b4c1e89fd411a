import Returns
import RuleLanguage

/// Which cells a rule reads, by the expressions and fields in it.
struct RuleUses: Sendable {
    let vocabulary: RuleVocabulary
    let table: Int
    /// Every field it reads, first those of what it asserts, then those of its condition.
    let paths: [FieldPath]
    /// Every record it goes to by a relation.
    private let targets: Set<Int>
    private let plan: RulePlan

    init(vocabulary: RuleVocabulary, table: Int, when: Expression?, plan: RulePlan, texts: [Expression]) {
        self.vocabulary = vocabulary
        self.table = table
        self.plan = plan
        let expressions = texts + [when].compactMap { $0 }
        var paths = plan.ownFields.map { FieldPath(steps: [], record: table, field: $0) }
        // The record of pairs stands behind all others and has the own record's fields and relations, then `that`.
        let pair = vocabulary.records.count
        let that = vocabulary.records[table].relations.count
        for path in expressions.flatMap(\.reads) {
            let steps = path.steps.map { step in
                step.record == pair && step.relation < that
                    ? FieldPath.Step(record: table, relation: step.relation) : step
            }
            paths.append(
                FieldPath(steps: steps, record: path.record == pair ? table : path.record, field: path.field)
            )
            for (place, step) in steps.enumerated() {
                paths += Self.number(before: step, by: Array(steps[..<place]), vocabulary)
            }
        }
        for step in expressions.flatMap(\.follows) where step.record == table {
            paths += Self.number(before: step, by: [], vocabulary)
        }
        self.paths = paths.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        targets = Set(
            expressions.flatMap(\.follows).filter { $0.record != pair || $0.relation < that }.map { step in
                vocabulary.records[step.record == pair ? table : step.record].relations[step.relation].record
            }
        )
    }

    /// The number by which an establishment is found: whoever goes to the register reads it.
    private static func number(
        before step: FieldPath.Step,
        by steps: [FieldPath.Step],
        _ vocabulary: RuleVocabulary
    ) -> [FieldPath] {
        guard step.record < vocabulary.ways.count else { return [] }
        switch vocabulary.ways[step.record][step.relation] {
        case .establishment(let field), .provider(let field):
            return [FieldPath(steps: steps, record: step.record, field: field)]
        default: return []
        }
    }

    /// Own fields that a person can see: the place among siblings is none.
    var ownFields: [Int] {
        guard !plan.isOfReturn else { return [] }
        return paths.filter { $0.steps.isEmpty && $0.record == table && !isPosition($0) }.map(\.field)
    }

    /// What else it reads of a row in this year's tables.
    func reached(besides fields: [Int]) -> [FieldPath] {
        guard !plan.isOfReturn else { return [] }
        return paths.filter { path in
            guard !isPosition(path), path.record < vocabulary.register else { return false }
            guard path.steps.isEmpty else {
                return path.steps.allSatisfy { step in
                    step.record < vocabulary.register
                        && vocabulary.records[step.record].relations[step.relation].record < vocabulary.register
                }
            }
            return path.record == table && !fields.contains(path.field)
        }
    }

    var needsRegister: Bool {
        if case .reference(let plan) = plan, plan.target.isRegister { return true }
        return paths.contains { $0.record == vocabulary.register } || targets.contains(vocabulary.register)
    }

    var needsPrevious: Bool {
        if case .compare = plan { return true }
        return paths.contains { $0.record > vocabulary.register && $0.record < vocabulary.records.count }
            || targets.contains { $0 > vocabulary.register }
    }

    /// Whether the rule reads a field of a record.
    func reads(record: Int, field: Int) -> Bool {
        paths.contains { $0.record == record && $0.field == field }
            || plan.otherFields(vocabulary).contains { $0.record == record && $0.field == field }
    }

    /// Whether the rule reads records of a table, or counts them.
    func touches(_ table: Int) -> Bool {
        targets.contains(table) || paths.contains { $0.record == table && !$0.steps.isEmpty }
            || plan.otherFields(vocabulary).contains { $0.record == table } || plan.measuredRecords.contains(table)
    }

    /// Whether it reads the place of a record among its siblings.
    var readsPosition: Bool { paths.contains(where: isPosition) }

    private func isPosition(_ path: FieldPath) -> Bool {
        path.record < vocabulary.register && path.field >= vocabulary.schema.tables[path.record].fields.count
    }
}

extension ReferencePlan.Target {
    var isRegister: Bool {
        switch self {
        case .urn, .ukprn: true
        case .field: false
        }
    }
}

extension RulePlan {
    /// Own fields that the shape itself names.
    var ownFields: [Int] {
        switch self {
        case .cell(let field, _, _): [field]
        case .unique(let plan): plan.fields
        case .reference(let plan): [plan.field]
        default: []
        }
    }

    /// Fields of other records that the shape itself names, and those of measures.
    func otherFields(_ vocabulary: RuleVocabulary) -> [(record: Int, field: Int)] {
        switch self {
        case .reference(let plan):
            switch plan.target {
            case .urn: [(vocabulary.register, 0)]
            case .ukprn: [(vocabulary.register, 1)]
            case .field(let table, let field): [(table, field)]
            }
        case .join(let plan): plan.keys.map { (plan.table, $0.field) }
        case .compare(_, let before, _, _): before.expressions.flatMap(\.reads).map { ($0.record, $0.field) }
        case .readAs:
            vocabulary.schema.tables.indices.flatMap { table in
                vocabulary.schema.tables[table].fields.indices.map { (table, $0) }
            }
        default: []
        }
    }

    /// The records that its measures run over.
    var measuredRecords: [Int] {
        switch self {
        case .aggregate(let measure, _, _, _), .compare(let measure, _, _, _), .plausible(let measure, _):
            [measure.record]
        case .reconcile(let left, let right, _): [left.record, right.record]
        default: []
        }
    }

    /// Whether it looks at the return as a whole.
    var isOfReturn: Bool {
        switch self {
        case .aggregate, .reconcile, .compare, .plausible, .reading, .readAs: true
        default: false
        }
    }

    var shape: Rule.Shape {
        switch self {
        case .assert: .assert
        case .cell: .cell
        case .children: .children
        case .reading: .reading
        case .readAs: .readAs
        case .unique: .unique
        case .reference: .reference
        case .join(let plan): plan.isNegated ? .none : .exists
        case .aggregate: .aggregate
        case .reconcile: .reconcile
        case .compare: .compare
        case .plausible: .plausible
        }
    }

    /// Names that a message may use besides expressions.
    var namedValues: Set<String> {
        switch self {
        case .assert: []
        case .cell, .children, .reading, .readAs, .unique, .reference, .join: ["found"]
        case .aggregate: ["value", "base"]
        case .reconcile: ["left", "right"]
        case .compare: ["value", "previous", "change"]
        case .plausible: ["value", "low", "high"]
        }
    }
}
