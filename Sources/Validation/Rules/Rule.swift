/// One rule of a version of a return, as people read it: what it looks at, what it says, and where it comes from.
public struct Rule: Sendable {
    /// The stable code, in kebab-case; never given to another rule.
    public let code: String
    /// The severity in this version.
    public let severity: Severity
    /// Severities by the version year from which they hold, the first under the year 0.
    public let severities: [Int: Severity]
    /// The table a finding stands in; empty for a built-in rule, which may stand in any.
    public let table: String
    public let title: String
    /// What it looks at and why it matters.
    public let meaning: String
    /// What a record should show, in words, for the `expected` of findings; ends without a full stop.
    public let expected: String
    /// What is said of one record, with placeholders in braces.
    public let message: String
    /// What is said of several records, with `{count}` and `{total}`.
    public let many: String
    /// What is said when it is every record, with `{total}`.
    public let every: String
    /// What to do.
    public let fix: String
    /// Where the rule is stated.
    public let source: String
    public let evidence: String
    /// What about it is not confirmed; empty when nothing is open.
    public let unconfirmed: String
    /// Why it starts or ends with a year, or changes its severity; empty when it never did.
    public let reason: String
    /// Identifiers in the list of candidate rules that it came from.
    public let candidates: [String]
    /// First and last version year in which it holds; nil when it has no such bound.
    public let from: Int?
    public let until: Int?
    public let shape: Shape
    /// The condition under which it is asked, as real CEL; empty when it is always asked.
    public let when: String
    /// What must hold: one expression of real CEL for rules of records, otherwise the shape in words.
    public let logic: String
    /// What is counted, as in `named plans where has(this.cease_date)`.
    public let denominator: String
    public let examples: [Example]
    /// What the rule reads from a reference table, so that its hash changes with it.
    var tableText = ""

    /// The kinds of rules.
    public enum Shape: String, Sendable, CaseIterable {
        case assert, cell, children, reading, readAs, unique, reference, exists, none, aggregate, reconcile, compare
        case plausible
        /// A check that every return has.
        case builtIn
    }

    /// A record with what is around it, and whether the rule finds something in it.
    public struct Example: Sendable {
        public let isFailing: Bool
        /// Where it starts: the table of its outermost braces.
        public let table: String
        /// The record as it stands in the rule file, in one line.
        public let text: String
        /// The line of the rule file.
        public let line: Int
        let graph: ExampleGraph
    }

    /// Whether it is a rule about one record and what hangs together with it.
    public var isOfRows: Bool { shape == .assert }

    /// Whether its findings are shown to those who send returns.
    public var isShown: Bool { severity != .shadow }

    /// The same words as findings carry.
    var check: CheckRule { CheckRule(code, severity, title: title, meaning: meaning, fix: fix) }
}
