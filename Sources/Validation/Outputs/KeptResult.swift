public import Returns

extension CheckResult {
    /// Puts together what was kept of an earlier check, so that it can be written in every form.
    ///
    /// It can be read and never loaded: `checked` is nil, whatever was found.
    ///
    /// - Parameters:
    ///   - schema: The version that judged the return.
    ///   - findings: The findings in the order in which they were kept.
    ///   - counts: How many findings each rule made.
    ///   - measured: How many findings each rule made that is only measured.
    ///   - readAs: What was read otherwise than as it came.
    ///   - records: Records by table, in the schema's order.
    ///   - hashes: Hashes of the rules and of the reference data.
    ///   - files: The files that were read.
    ///   - previousFiles: Those of the earlier return that was compared with.
    public init(
        keptOf schema: ResolvedSchema,
        findings: [Finding],
        counts: [RuleCount],
        measured: [RuleCount] = [],
        readAs: [ReadAs] = [],
        records: [(table: String, count: Int)] = [],
        hashes: (rules: String, reference: String) = ("", ""),
        files: [SourceFile] = [],
        previousFiles: [SourceFile] = []
    ) {
        self.init(
            receipt: CheckReceipt(
                schema: schema.identifier,
                schemaHash: schema.hash,
                rulesHash: hashes.rules,
                referenceHash: hashes.reference,
                censusDate: schema.collection.censusDate,
                files: files,
                previousFiles: previousFiles
            ),
            findings: findings,
            counts: counts,
            measured: measured,
            readAs: readAs,
            recordCounts: records.isEmpty
                ? schema.tables.map { RecordCount(table: $0.name, count: 0) }
                : records.map { RecordCount(table: $0.table, count: $0.count) },
            checked: nil
        )
    }
}

extension CheckResult.RuleCount {
    /// A count that was kept; its unit, total, summary and fix are set after.
    ///
    /// - Parameters:
    ///   - code: The rule's code.
    ///   - severity: The severity at which it found.
    ///   - title: The rule's title at the time.
    ///   - count: How many findings it made.
    public init(keptOf code: String, _ severity: Severity, title: String, count: Int) {
        self.init(rule: code, severity: severity, title: title, count: count)
    }
}

extension CheckResult.ReadAs {
    /// An entry that was kept.
    ///
    /// - Parameters:
    ///   - kind: What was done.
    ///   - table: Our name of the table.
    ///   - column: The column.
    ///   - count: In how many cells.
    ///   - first: The first of them, with what was found.
    ///   - readAs: The value as it was read.
    public init(
        keptOf kind: Normalisation.Kind,
        table: String,
        column: String,
        count: Int,
        first: Finding.Place,
        readAs: String
    ) {
        self.init(
            table: table,
            column: column,
            kind: kind,
            count: count,
            firstFile: first.file,
            firstLine: first.line,
            firstFound: first.found,
            firstReadAs: readAs
        )
    }
}

extension Finding {
    /// A cell that was kept with a finding.
    ///
    /// - Parameters:
    ///   - file: The file's name.
    ///   - row: The row as a person counts it.
    ///   - line: The line of the file.
    ///   - column: The column or element.
    ///   - found: What stood there.
    /// - Returns: The place.
    public static func keptPlace(file: String, row: Int, line: Int, column: String, found: String) -> Place {
        Place(file: file, row: row, line: line, column: column, found: found)
    }

    /// A finding that was kept.
    ///
    /// - Parameters:
    ///   - code: The rule's code.
    ///   - severity: The severity.
    ///   - table: Our name of the table.
    ///   - recordKey: How the sender knows the record.
    ///   - place: Where it is, with what was found.
    ///   - expected: What was expected.
    ///   - message: What is wrong and what to do.
    ///   - related: Other cells that were read.
    public init(
        keptOf code: String,
        _ severity: Severity,
        table: String,
        recordKey: String,
        at place: Place,
        expected: String,
        message: String,
        related: [Place]
    ) {
        self.init(
            rule: code,
            severity: severity,
            table: table,
            recordKey: recordKey,
            file: place.file,
            row: place.row,
            line: place.line,
            column: place.column,
            found: place.found,
            expected: expected,
            message: message,
            related: related
        )
    }
}
