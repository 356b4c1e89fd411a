public import Returns

/// Checks a return: every rule over every table, all findings in one pass.
///
/// The result is a function of the return, its standard and the reference data alone.
public struct Checker: Sendable {
    public struct Options: Sendable, Hashable {
        /// How many findings of one rule at one severity are kept; all are counted.
        public var storedPerRule: Int

        public init(storedPerRule: Int = 10_000) {
            self.storedPerRule = storedPerRule
        }
    }

    private let schema: ResolvedSchema
    private let reference: ReferenceData?
    private let options: Options

    /// Makes a checker for one version of one return.
    ///
    /// - Parameters:
    ///   - schema: The version. Returns must have been read with the same one.
    ///   - reference: The register of establishments; without it, nothing is said about schools being known or open.
    ///   - options: How much to keep.
    public init(schema: ResolvedSchema, reference: ReferenceData? = nil, options: Options = Options()) {
        self.schema = schema
        self.reference = reference
        self.options = options
    }

    /// Checks one return.
    ///
    /// - Parameter tables: The return, read with this checker's schema.
    /// - Returns: The findings, and the return ready to load when none of them is an error.
    public func check(_ tables: ReturnTables) -> CheckResult {
        precondition(tables.schema.hash == schema.hash, "A return is checked against the schema it was read with.")
        let subject = CheckSubject(schema: schema, tables: tables, reference: reference)
        var collector = FindingCollector(limit: options.storedPerRule)
        for check in Check.all { check.run(subject, &collector) }
        var writer = FindingWriter(subject)
        let receipt = receipt(tables)
        return CheckResult(
            receipt: receipt,
            findings: writer.findings(collector),
            counts: FindingWriter.inOrder(collector.tallies).map {
                .init(rule: $0.rule.code, severity: $0.severity, title: $0.rule.title, count: $0.count)
            },
            readAs: ReadAsList(tables).entries,
            recordCounts: tables.tables.map { .init(table: $0.schema.name, count: $0.rowCount) },
            checked: checked(subject, collector, receipt)
        )
    }

    private func receipt(_ tables: ReturnTables) -> CheckReceipt {
        CheckReceipt(
            schema: schema.identifier,
            schemaHash: schema.hash,
            referenceHash: reference?.hash ?? "",
            censusDate: schema.collection.censusDate,
            files: tables.sources.sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
        )
    }

    private func checked(
        _ subject: CheckSubject,
        _ collector: FindingCollector,
        _ receipt: CheckReceipt
    ) -> CheckedReturn? {
        guard !collector.tallies.contains(where: { $0.severity == .error && $0.count > 0 }),
            let root = subject.root,
            let field = schema.tables[root].fields.firstIndex(where: { $0.type == .identifier(.localAuthority) }),
            let state = subject.tables.tables[root].columns[field].states.first, state == CellState.value
        else { return nil }
        let authority = subject.tables.tables[root].columns[field].values[0]
        return CheckedReturn(tables: subject.tables, localAuthority: authority, receipt: receipt)
    }
}
