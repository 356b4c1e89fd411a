public import Returns

/// Checks a return: every rule over every table, all findings in one pass.
///
/// The result is a function of the return, its standard and the reference data alone.
public struct Checker: Sendable {
    public struct Options: Sendable, Hashable {
        /// How many findings of one rule at one severity are kept; all are counted.
        public var storedPerRule: Int
        /// Codes of rules found to be wrong: what they find is told, and keeps no return from being loaded.
        public var knownIssues: Set<String>

        public init(storedPerRule: Int = 10_000, knownIssues: Set<String> = []) {
            self.storedPerRule = storedPerRule
            self.knownIssues = knownIssues
        }
    }

    private let schema: ResolvedSchema
    private let rules: RuleBook
    private let reference: ReferenceData?
    private let last: PreviousReturn?
    private let options: Options

    /// Makes a checker for one version of one return.
    ///
    /// - Parameters:
    ///   - schema: The version. Returns must have been read with the same one.
    ///   - rules: The version's rules; without them, the built-in checks alone are asked.
    ///   - reference: The register of establishments; without it, nothing is said about schools being known or open.
    ///   - previous: Last year's return of the same sender; without it, nothing is compared with last year.
    ///   - options: How much to keep.
    public init(
        schema: ResolvedSchema,
        rules: RuleBook? = nil,
        reference: ReferenceData? = nil,
        previous: ReturnTables? = nil,
        options: Options = Options()
    ) {
        let last = previous.map { PreviousReturn($0) }
        self.init(schema: schema, rules: rules, reference: reference, last: last, options: options)
    }

    init(
        schema: ResolvedSchema,
        rules: RuleBook?,
        reference: ReferenceData?,
        last: PreviousReturn?,
        options: Options
    ) {
        let rules = rules ?? RuleBook.builtIn(schema)
        precondition(rules.version == schema.identifier, "A return is checked by the rules of its own version.")
        self.schema = schema
        self.rules = rules
        self.reference = reference
        // The rules know last year's records as the version before has them.
        self.last = last.flatMap { last in
            last.links.tables.schema.hash == rules.vocabulary.previous?.hash ? last : nil
        }
        self.options = options
    }

    /// Checks one return.
    ///
    /// - Parameter tables: The return, read with this checker's schema.
    /// - Returns: The findings, and the return ready to load when none of them is an error.
    public func check(_ tables: ReturnTables) -> CheckResult {
        precondition(tables.schema.hash == schema.hash, "A return is checked against the schema it was read with.")
        let subject = CheckSubject(
            schema: schema,
            tables: tables,
            reference: reference,
            rules: rules.compiled,
            vocabulary: rules.vocabulary,
            last: last
        )
        var collector = FindingCollector(limit: options.storedPerRule)
        for check in Check.all { check.run(subject, &collector) }
        var writer = FindingWriter(subject)
        let findings = writer.findings(collector)
        let counts = CountWriter(schema: schema, tables: tables, collector: collector, rules: rules, findings: findings)
        let receipt = receipt(tables)
        return CheckResult(
            receipt: receipt,
            findings: findings,
            counts: counts.counts(isShadow: false),
            measured: counts.counts(isShadow: true),
            readAs: ReadAsList(tables).entries,
            recordCounts: tables.tables.map { .init(table: $0.schema.name, count: $0.rowCount) },
            checked: checked(subject, collector, receipt)
        )
    }

    private func receipt(_ tables: ReturnTables) -> CheckReceipt {
        CheckReceipt(
            schema: schema.identifier,
            schemaHash: schema.hash,
            rulesHash: rules.hash,
            referenceHash: reference?.hash ?? "",
            censusDate: schema.collection.censusDate,
            files: Self.inOrder(tables.sources),
            previousFiles: Self.inOrder(last?.links.tables.sources ?? [])
        )
    }

    private static func inOrder(_ files: [SourceFile]) -> [SourceFile] {
        files.sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
    }

    private func checked(
        _ subject: CheckSubject,
        _ collector: FindingCollector,
        _ receipt: CheckReceipt
    ) -> CheckedReturn? {
        let isBlocked = collector.tallies.contains {
            $0.severity == .error && $0.count > 0 && !options.knownIssues.contains($0.rule.code)
        }
        guard !isBlocked, let authority = subject.localAuthority else { return nil }
        return CheckedReturn(tables: subject.tables, localAuthority: authority, receipt: receipt)
    }
}
