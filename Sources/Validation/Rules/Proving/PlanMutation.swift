import Returns

/// Makes changed rules of a rule whose shape is more than an expression: other faults, bounds, keys and tables.
struct PlanMutation {
    let rule: CompiledRule
    let vocabulary: RuleVocabulary
    /// Faults of the same cell that another rule of the version names, and so takes from one that takes any.
    var namedElsewhere: Set<UInt8> = []

    struct Change {
        let part: String
        let text: String
        let plan: RulePlan
    }

    var changes: [Change] {
        switch rule.plan {
        case .cell(let field, let states, let isAny): cell(field, states, isAny)
        case .children(let table, let isTooFew, let bound): children(table, isTooFew, bound)
        case .reading(let kind):
            ReadingProblem.Kind.allCases.filter { $0 != kind }.map {
                Change(part: "reading", text: "\($0)", plan: .reading($0))
            }
        case .readAs(let kinds): readAs(kinds)
        case .unique(let plan): unique(plan)
        case .reference(let plan): reference(plan)
        case .join(let plan): join(plan)
        case .plausible(let measure, let ranges): plausible(measure, ranges)
        case .assert, .aggregate, .reconcile, .compare: []
        }
    }

    private var fields: [FieldSchema] { vocabulary.schema.tables[rule.table].fields }

    /// Other fields of the same type in the rule's table: the next of them.
    private func sibling(of field: Int, besides: [Int] = []) -> Int? {
        let places = Array(fields.indices[(field + 1)...]) + Array(fields.indices[..<field])
        return places.first { fields[$0].type == fields[field].type && !besides.contains($0) }
    }

    private func cell(_ field: Int, _ states: Set<UInt8>, _ isAny: Bool) -> [Change] {
        var known = CellFaultNames(fields[field].type).states
        if fields[field].isRequired { known["missing"] = CellState.blank }
        // Without codes of other dates, no cell has this fault.
        if case .code(let list) = fields[field].type, vocabulary.schema.codeLists[list]?.otherCodes.isEmpty ?? true {
            known["date"] = nil
        }
        var changes: [Change] = []
        for (name, state) in known.sorted(by: { $0.key < $1.key }) {
            // With it or without it, the rule that names the fault speaks.
            if isAny, namedElsewhere.contains(state) { continue }
            let other = isAny ? states.subtracting([state]) : [state]
            guard other != states, !other.isEmpty else { continue }
            let words = isAny ? "without \(name)" : name
            changes.append(Change(part: "fault", text: words, plan: .cell(field: field, states: other, isAny: isAny)))
        }
        if let other = sibling(of: field) {
            let plan = RulePlan.cell(field: other, states: states, isAny: isAny)
            changes.append(Change(part: "field", text: fields[other].name, plan: plan))
        }
        return changes
    }

    private func children(_ table: Int, _ isTooFew: Bool, _ bound: Int) -> [Change] {
        var changes = [bound - 1, bound + 1].map { bound in
            let plan = RulePlan.children(table: table, isTooFew: isTooFew, bound: bound)
            return Change(part: "bound", text: "\(bound)", plan: plan)
        }
        let turned = RulePlan.children(table: table, isTooFew: !isTooFew, bound: bound)
        changes.append(Change(part: "fault", text: isTooFew ? "tooMany" : "tooFew", plan: turned))
        return changes
    }

    private func readAs(_ kinds: Set<Normalisation.Kind>) -> [Change] {
        kinds.sorted { $0.rawValue < $1.rawValue }.map { kind in
            Change(part: "readAs", text: "without \(kind)", plan: .readAs(kinds.subtracting([kind])))
        }
    }

    private func unique(_ plan: UniquePlan) -> [Change] {
        var changes: [Change] = []
        func add(_ part: String, _ text: String, fields: [Int], within: Int?) {
            let other = UniquePlan(fields: fields, within: within, condition: plan.condition)
            changes.append(Change(part: part, text: text, plan: .unique(other)))
        }
        for (place, field) in plan.fields.enumerated() {
            var fewer = plan.fields
            fewer.remove(at: place)
            let name = self.fields[field].name
            if !fewer.isEmpty { add("fields", "without \(name)", fields: fewer, within: plan.within) }
            guard let other = sibling(of: field, besides: plan.fields) else { continue }
            var changed = plan.fields
            changed[place] = other
            add("fields", "\(self.fields[other].name) for \(name)", fields: changed, within: plan.within)
        }
        let parent = vocabulary.schema.tables[rule.table].parent
        let isBelowRoot = parent.map { vocabulary.schema.tables[$0].parent == nil } ?? true
        let mayRepeat = parent.map { vocabulary.schema.tables[$0].mayRepeat } ?? false
        // Below the one header of a return, both reaches are the same.
        guard !isBelowRoot || mayRepeat else { return changes }
        let other = plan.within == nil ? parent : nil
        add("within", other == nil ? "return" : "parent", fields: plan.fields, within: other)
        return changes
    }

    private func reference(_ plan: ReferencePlan) -> [Change] {
        var changes: [Change] = []
        if let other = sibling(of: plan.field) {
            let changed = ReferencePlan(field: other, target: plan.target)
            changes.append(Change(part: "field", text: fields[other].name, plan: .reference(changed)))
        }
        switch plan.target {
        case .urn:
            changes.append(
                Change(part: "in", text: "UKPRN", plan: .reference(.init(field: plan.field, target: .ukprn)))
            )
        case .ukprn:
            changes.append(Change(part: "in", text: "URN", plan: .reference(.init(field: plan.field, target: .urn))))
        case .field: break
        }
        return changes
    }

    private func join(_ plan: JoinPlan) -> [Change] {
        let turned = JoinPlan(
            table: plan.table,
            keys: plan.keys,
            condition: plan.condition,
            isNegated: !plan.isNegated
        )
        var changes = [Change(part: "shape", text: plan.isNegated ? "exists" : "none", plan: .join(turned))]
        guard plan.keys.count > 1 else { return changes }
        for place in plan.keys.indices {
            var keys = plan.keys
            let key = keys.remove(at: place)
            let name = vocabulary.schema.tables[plan.table].fields[key.field].name
            let fewer = JoinPlan(table: plan.table, keys: keys, condition: plan.condition, isNegated: plan.isNegated)
            changes.append(Change(part: "on", text: "without \(name)", plan: .join(fewer)))
        }
        return changes
    }

    private func plausible(_ measure: Measure, _ ranges: PlausibleRanges) -> [Change] {
        let moves = [("low", 1.5, 1.0), ("low", 0.5, 1.0), ("high", 1.0, 0.5), ("high", 1.0, 1.5)]
        return moves.map { part, low, high in
            let moved = ranges.ranges.mapValues { (low: $0.low * low, high: $0.high * high, source: $0.source) }
            let plan = RulePlan.plausible(measure, PlausibleRanges(ranges: moved))
            return Change(part: part, text: "times \(part == "low" ? low : high)", plan: plan)
        }
    }
}

extension CompiledRule {
    /// The same rule with another plan; what it reads stays as it was.
    func changed(to plan: RulePlan) -> CompiledRule { copy(plan: plan, replaces: replaces) }

    /// The same rule without the built-in check of its own code, which would speak where the rule is silent.
    var alone: CompiledRule { copy(plan: plan, replaces: replaces.union([rule.code])) }

    private func copy(plan: RulePlan, replaces: Set<String>) -> CompiledRule {
        CompiledRule(
            rule: rule,
            table: table,
            when: when,
            plan: plan,
            fields: fields,
            reached: reached,
            message: message,
            many: many,
            every: every,
            replaces: replaces,
            uses: uses
        )
    }
}
