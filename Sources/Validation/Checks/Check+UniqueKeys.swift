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

/// Looks for values of one key of the schema that stand twice.
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

    /// Nil where there is nothing to compare, or a rule of the book holds the same key.
    init?(_ subject: CheckSubject, table: Int, key: UniqueKey) {
        let schema = subject.schema.tables[table]
        let fields = key.fields.compactMap { schema.index(of: $0) }
        let parent = key.scope == .parent ? schema.parent : nil
        guard fields.count == key.fields.count, !fields.isEmpty, subject.tables.tables[table].rowCount > 1,
            !subject.standIns.isUniqueHeld(table: table, fields: fields, parent: parent)
        else { return nil }
        self.table = table
        self.fields = fields
        title = fields.map { schema.fields[$0].title }.joined(separator: " + ")
        scope = key.scope
        source = subject.tables.tables[table]
    }

    func run(_ found: inout FindingCollector) {
        let keys = EqualRows(
            columns: fields.map { source.columns[$0] },
            scope: scope == .parent ? source.parents : nil,
            isCompared: [Bool](repeating: true, count: source.rowCount)
        )
        var site: Int?
        keys.forEachRepeat { row, first in
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
        site.related = (table, fields)
        return site
    }
}
