import Returns
import RuleLanguage

/// What one rule says of one example.
struct ExampleOutcome {
    let count: Int
    let messages: [String]
    /// Whether the rule could say nothing because something it needs is missing or not readable.
    let isUndecided: Bool

    init(_ rule: CompiledRule, _ example: ExampleReturn) {
        let subject = Self.subject(rule, example)
        var collector = FindingCollector(limit: 10)
        for check in Check.all { check.run(subject, &collector) }
        let tallies = collector.tallies.filter { $0.rule.code == rule.rule.code }
        count = tallies.reduce(0) { $0 + $1.count }
        var writer = FindingWriter(subject)
        messages = writer.findings(collector).filter { $0.rule == rule.rule.code }.map(\.message)
        isUndecided = Self.isUndecided(rule, subject, example.row)
    }

    static func subject(_ rule: CompiledRule, _ example: ExampleReturn, book: [CompiledRule]? = nil) -> CheckSubject {
        CheckSubject(
            schema: example.tables.schema,
            tables: example.tables,
            reference: nil,
            register: example.register,
            rules: book ?? [rule.alone],
            vocabulary: rule.uses.vocabulary,
            last: example.last
        )
    }

    /// Whether a rule finds something, where only that is asked.
    static func finds(_ rule: CompiledRule, _ example: ExampleReturn) -> Bool {
        var collector = FindingCollector(limit: 0)
        let subject = subject(rule, example)
        let checks: [Check] =
            switch rule.plan {
            case .cell: [.cells]
            case .children: [.multiplicities, .header]
            case .reading: [.shape]
            default: [.rules]
            }
        for check in checks { check.run(subject, &collector) }
        return collector.tallies.contains { $0.rule.code == rule.rule.code && $0.count > 0 }
    }

    private static func isUndecided(_ rule: CompiledRule, _ subject: CheckSubject, _ row: Int) -> Bool {
        guard case .assert(let expression) = rule.plan else { return false }
        if let when = rule.when {
            let asked = when.verdicts(subject.records)[row]
            guard asked == Verdict.yes else { return asked == Verdict.notApplicable }
        }
        return expression.verdicts(subject.records)[row] == Verdict.notApplicable
    }

    /// Why the example does not do what it says; nil when it does.
    func fault(isFailing: Bool) -> String? {
        switch (isFailing, count > 0) {
        case (true, false):
            return isUndecided
                ? "Nothing is found, because a value the rule needs is missing or not readable in"
                : "Nothing is found in the example that should fail:"
        case (false, true): return "Something is found in the example that should pass:"
        case (false, false):
            return isUndecided ? "It passes only because a value the rule needs is missing or not readable in" : nil
        case (true, true):
            guard let open = messages.first(where: { $0.contains("{") || $0.contains("(blank)") }) else { return nil }
            return "The message has a placeholder without a value: “\(open)” in"
        }
    }
}
