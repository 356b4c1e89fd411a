public import Returns

/// Everything one check found, in a fixed order that depends on the return alone.
public struct CheckResult: Sendable {
    public let receipt: CheckReceipt
    /// Ordered by severity (errors first), rule, file, line, column; at most `Checker.Options.storedPerRule` of a rule.
    public let findings: [Finding]
    /// How many findings each rule made, exactly, also beyond what is stored.
    public let counts: [RuleCount]
    /// How many findings each shadow rule made: measured, and not for those who send returns.
    public let measured: [RuleCount]
    /// What was read otherwise than as it came, column by column.
    public let readAs: [ReadAs]
    /// Records by table, in the schema's order.
    public let recordCounts: [RecordCount]
    /// The return, ready to load; nil while there is an error.
    public let checked: CheckedReturn?

    init(
        receipt: CheckReceipt,
        findings: [Finding],
        counts: [RuleCount],
        measured: [RuleCount],
        readAs: [ReadAs],
        recordCounts: [RecordCount],
        checked: CheckedReturn?
    ) {
        self.receipt = receipt
        self.findings = findings
        self.counts = counts
        self.measured = measured
        self.readAs = readAs
        self.recordCounts = recordCounts
        self.checked = checked
    }

    /// How many findings there are of a severity, exactly.
    ///
    /// - Parameter severity: The severity.
    /// - Returns: The count over all rules of that severity.
    public func count(of severity: Severity) -> Int {
        counts.lazy.filter { $0.severity == severity }.reduce(0) { $0 + $1.count }
    }

    public struct RuleCount: Sendable, Hashable {
        public let rule: String
        public let severity: Severity
        public let title: String
        public let count: Int
        /// What is counted, in the plural: `plans`, `columns`, `returns`; empty when it was not kept.
        public var unit = ""
        /// The same in the singular: `plan`.
        public var unitOfOne = ""
        /// How many of these the rule looked at; nil when that is not counted, or the whole return is meant.
        public var total: Int?
        /// The rule's words for this many: about one, about several, or about every one.
        public var summary = ""
        /// How to mend it.
        public var fix = ""
        /// SHA-256 over what the rule says, in lower-case hexadecimal; empty when it found nothing.
        public var ruleHash = ""
    }

    public struct ReadAs: Sendable, Hashable {
        public let table: String
        public let column: String
        public let kind: Normalisation.Kind
        public let count: Int
        public let firstFile: String
        public let firstLine: Int
        /// The first such cell as it came, and as it was read.
        public let firstFound: String
        public let firstReadAs: String
    }

    public struct RecordCount: Sendable, Hashable {
        public let table: String
        public let count: Int
    }
}
