/// The words about one rule's findings that every output shares.
struct CountWords {
    let title: String
    /// How many, in the unit that the rule counts: `12 of 640 plans`.
    let amount: String
    /// The rule's words for this many, or what it looks at where it has none.
    let summary: String
    /// What to do; empty when nothing is known.
    let fix: String

    init(_ count: CheckResult.RuleCount) {
        let known = RuleCatalogue.rule(count.rule)
        title = count.title
        amount = Self.amount(count)
        summary = count.summary.isEmpty ? known?.meaning ?? "" : count.summary
        fix = count.fix.isEmpty ? known?.fix ?? "" : count.fix
    }

    private static func amount(_ count: CheckResult.RuleCount) -> String {
        guard !count.unit.isEmpty else { return Amount.of(count.count, "finding") }
        guard let total = count.total else {
            return "\(Amount.grouped(count.count)) \(count.count == 1 ? count.unitOfOne : count.unit)"
        }
        if total == 1 { return "1 \(count.unitOfOne)" }
        if count.count == total { return "all \(Amount.grouped(total)) \(count.unit)" }
        return "\(Amount.grouped(count.count)) of \(Amount.grouped(total)) \(count.unit)"
    }
}

extension Severity {
    /// From what must be mended down to what is for information.
    static let mostFirst: [Severity] = [.error, .query, .warning]

    /// The word for one, at the start of a sentence.
    var word: String {
        switch self {
        case .error: "Error"
        case .query: "Query"
        case .warning: "Warning"
        case .shadow: "Measured"
        }
    }

    /// The heading over several.
    var heading: String {
        switch self {
        case .error: "Errors"
        case .query: "Queries"
        case .warning: "Warnings"
        case .shadow: "Measured"
        }
    }

    /// What the sender does about them.
    var duty: String {
        switch self {
        case .error: "Mend these before the return can be loaded."
        case .query: "Mend each one, or explain why it is right."
        case .warning: "For information; nothing needs to be done."
        case .shadow: "Measured alone; not shown to senders."
        }
    }

    func amount(_ count: Int) -> String {
        switch self {
        case .error: Amount.of(count, "error")
        case .query: Amount.of(count, "query", "queries")
        case .warning: Amount.of(count, "warning")
        case .shadow: "\(Amount.grouped(count)) measured"
        }
    }
}
