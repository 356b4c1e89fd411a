import Returns
import RuleLanguage

/// Says in words what a rule asks and what it counts.
struct PlanWords {
    let vocabulary: RuleVocabulary
    let table: Int

    func logic(_ plan: RulePlan) -> String {
        switch plan {
        case .assert(let expression): expression.canonicalText
        case .cell(let field, let states, _): "\(name(table, field)) \(requirements(field, states))"
        case .children(let child, let isTooFew, let bound): children(child, isTooFew, bound)
        case .reading(let kind): ShapeRules.requirement(kind)
        case .readAs(let kinds):
            "no cell is read otherwise than it came: \(kinds.map(ReadAsWords.kind).sorted().joined(separator: "; "))"
        case .unique(let plan): unique(plan)
        case .reference(let plan): "\(name(table, plan.field)) is in \(target(plan.target))"
        case .join(let plan): join(plan)
        case .aggregate(let measure, let atMost, let atLeast, let base):
            [
                "\(words(measure)) is", atLeast.map { "at least \(ValueWords.number($0))" },
                atMost.map { "at most \(ValueWords.number($0))" }, base > 0 ? "(asked from \(base) on)" : nil,
            ].compactMap { $0 }.joined(separator: " ")
        case .reconcile(let left, let right, let tolerance):
            "\(words(left)) equals \(words(right)), give or take \(ValueWords.number(tolerance))"
        case .compare(let now, _, let change, let base):
            "\(words(now)) changed since last year by at most \(ValueWords.share(change))"
                + (base > 0 ? " (asked from \(base) on)" : "")
        case .plausible(let measure, _): "\(words(measure)) is in the interval that history gives for the authority"
        }
    }

    /// What is counted, with the condition under which it is.
    func denominator(_ plan: RulePlan, when: Expression?) -> String {
        switch plan {
        case .aggregate, .reconcile, .compare, .plausible: return "the return"
        case .reading(let kind): return "\(ShapeRules.units(kind).many) in the files"
        case .readAs: return "cells of all tables"
        default:
            let units = TableWords.plural(vocabulary.schema.tables[table].name)
            return when.map { "\(units) where \($0.canonicalText)" } ?? units
        }
    }

    private func name(_ table: Int, _ field: Int) -> String {
        "\(vocabulary.records[table].name).\(vocabulary.records[table].fields[field].name)"
    }

    /// What a cell must be so that it has none of the faults.
    private func requirements(_ field: Int, _ states: Set<UInt8>) -> String {
        let words = CellRequirement(vocabulary.schema, vocabulary.schema.tables[table].fields[field])
        let named = words.named.filter { states.contains($0.state) }.map(\.words)
        return named.isEmpty ? "is filled in" : named.joined(separator: ", and ")
    }

    private func children(_ child: Int, _ isTooFew: Bool, _ bound: Int) -> String {
        "\(isTooFew ? "at least" : "at most") \(bound) \(TableWords.plural(vocabulary.schema.tables[child].name))"
    }

    private func unique(_ plan: UniquePlan) -> String {
        let fields = plan.fields.map { name(table, $0) }.joined(separator: " + ")
        let reach = plan.within.map { "below one \(TableWords.singular(vocabulary.schema.tables[$0].name))" }
        let condition = plan.condition.map { " where \($0.canonicalText)" } ?? ""
        return "\(fields) stands once \(reach ?? "in the return")\(condition)"
    }

    private func target(_ target: ReferencePlan.Target) -> String {
        switch target {
        case .urn, .ukprn: "the register of establishments"
        case .field(let table, let field): name(table, field)
        }
    }

    private func join(_ plan: JoinPlan) -> String {
        let keys = plan.keys.map { "\(name(plan.table, $0.field)) == \($0.own.canonicalText)" }
        let condition = plan.condition.map { " and \($0.expression.canonicalText)" } ?? ""
        let start = plan.isNegated ? "there is no" : "there is a"
        let other = TableWords.singular(vocabulary.schema.tables[plan.table].name)
        return "\(start) \(other) with \(keys.joined(separator: " and "))\(condition)"
    }

    private func words(_ measure: Measure) -> String {
        let condition = measure.condition.map { " where \($0.canonicalText)" } ?? ""
        let term = measure.term?.canonicalText ?? ""
        return switch measure.kind {
        case .count: "the number of \(measure.words)\(condition)"
        case .share: "the share of \(measure.words)\(condition) with \(term)"
        case .sum: "the sum of \(term) over \(measure.words)\(condition)"
        case .mean: "the mean of \(term) over \(measure.words)\(condition)"
        }
    }
}
