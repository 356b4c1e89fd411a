import Returns

extension Check {
    /// Values that may stand only once, in the return or below one record.
    static let uniqueKeys = Check(rules: [UniqueKeyCheck.rule]) { subject, found in
        for table in subject.schema.tables.indices {
            for key in subject.schema.tables[table].uniqueKeys {
                UniqueKeyCheck(subject, table: table, key: key)?.run(&found)
            }
        }
    }
}

/// Looks for values of one key that stand twice: each row is hashed once, column by column.
struct UniqueKeyCheck {
    static let rule = CheckRule(
        "value-repeated",
        .error,
        title: "Value used twice",
        meaning:
            "A value that may stand only once stands again. The first record with it is named beside each finding.",
        fix: "Check which record is right; correct the value in the other, or join the records if they are one."
    )

    private let table: Int
    private let fields: [Int]
    private let title: String
    private let scope: UniqueKey.Scope
    private let source: ReturnTable
    private let columns: [Column]

    init?(_ subject: CheckSubject, table: Int, key: UniqueKey) {
        let schema = subject.schema.tables[table]
        let fields = key.fields.compactMap { schema.index(of: $0) }
        guard fields.count == key.fields.count, !fields.isEmpty, subject.tables.tables[table].rowCount > 1 else {
            return nil
        }
        self.table = table
        self.fields = fields
        title = fields.map { schema.fields[$0].title }.joined(separator: " + ")
        scope = key.scope
        source = subject.tables.tables[table]
        columns = fields.map { subject.tables.tables[table].columns[$0] }
    }

    func run(_ found: inout FindingCollector) {
        var isCompared = [Bool](repeating: true, count: source.rowCount)
        var hashes = RowHashes(count: source.rowCount)
        for column in columns {
            Self.leaveOut(&isCompared, where: column.states) { $0 != CellState.value }
            if column.values.isEmpty { hashes.mix(column.text) } else { hashes.mix(column.values) }
        }
        if scope == .parent {
            Self.leaveOut(&isCompared, where: source.parents) { $0 < 0 }
            hashes.mix(source.parents)
        }
        report(hashes.finished, isCompared, &found)
    }

    private static func leaveOut<Value>(
        _ isCompared: inout [Bool],
        where values: [Value],
        _ isUnfit: (Value) -> Bool
    ) {
        for row in isCompared.indices where isUnfit(values[row]) { isCompared[row] = false }
    }

    private func report(_ hashes: [UInt64], _ isCompared: [Bool], _ found: inout FindingCollector) {
        var firsts = FirstRows(count: hashes.count)
        // Bound once: made anew for each row it would cost three times the comparison.
        let areEqual: (Int, Int) -> Bool = self.areEqual
        var site: Int?
        for row in hashes.indices where isCompared[row] {
            guard let first = firsts.insert(row, hash: hashes[row], areEqual: areEqual) else { continue }
            let number = site ?? found.register(place)
            site = number
            found.add(number, row: row, relatedRow: first)
        }
    }

    private var place: Site {
        let reach = scope == .wholeReturn ? "in the return" : "below the same record"
        var site = Site(
            Self.rule,
            table: table,
            fields: fields,
            saying: "\(title) stands in another record \(reach) too.",
            expected: scope == .wholeReturn ? "a value no other record has" : "a value no record beside it has"
        )
        site.related = (table, fields.first)
        return site
    }

    private func areEqual(_ left: Int, _ right: Int) -> Bool {
        if scope == .parent, source.parents[left] != source.parents[right] { return false }
        return columns.allSatisfy { column in
            guard column.values.isEmpty else { return column.values[left] == column.values[right] }
            let text = column.text
            return text.bytes[text.range(left)].elementsEqual(text.bytes[text.range(right)])
        }
    }
}
