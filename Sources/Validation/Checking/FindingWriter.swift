import Returns

/// Turns what was collected into findings with places and words, in their fixed order.
struct FindingWriter {
    private let subject: CheckSubject
    private var keys: RecordKeys

    init(_ subject: CheckSubject) {
        self.subject = subject
        keys = RecordKeys(subject)
    }

    /// All stored findings, errors first, then by rule, file, line, column and row.
    mutating func findings(_ collector: FindingCollector) -> [Finding] {
        var findings: [Finding] = []
        for tally in FindingWriter.inOrder(collector.tallies) {
            var part: [Finding] = []
            part.reserveCapacity(tally.hits.count)
            for hit in tally.hits { part.append(finding(hit, collector.sites[Int(hit.site)])) }
            part.sort(by: Self.stands)
            findings += part
        }
        return findings
    }

    static func inOrder(_ tallies: [FindingCollector.Tally]) -> [FindingCollector.Tally] {
        tallies.filter { $0.count > 0 }.sorted { left, right in
            left.severity == right.severity ? left.rule.code < right.rule.code : left.severity > right.severity
        }
    }

    private static func stands(_ left: Finding, before right: Finding) -> Bool {
        if left.file != right.file { return left.file < right.file }
        if left.line != right.line { return left.line < right.line }
        if left.column != right.column { return left.column < right.column }
        if left.row != right.row { return left.row < right.row }
        if left.table != right.table { return left.table < right.table }
        return left.expected < right.expected
    }

    private mutating func finding(_ hit: FindingCollector.Hit, _ site: Site) -> Finding {
        let row = Int(hit.row)
        let place = place(hit, site)
        let isRecord = row >= 0 && site.table >= 0
        return Finding(
            rule: site.rule.code,
            severity: site.severity,
            table: site.table >= 0 ? subject.schema.tables[site.table].name : "",
            recordKey: isRecord ? keys.key(table: site.table, row: row) : "",
            file: place.file,
            row: place.row,
            line: place.line,
            column: place.column,
            found: place.found,
            expected: site.expectedAt.map { $0(row) } ?? site.expected,
            message: site.message,
            related: related(hit, site)
        )
    }

    private func place(_ hit: FindingCollector.Hit, _ site: Site) -> Finding.Place {
        if let place = site.place { return place }
        let places = CellPlaces(subject.tables)
        let found = hit.number >= 0 ? String(hit.number) : nil
        guard hit.row >= 0 else { return places.wholeFile(table: site.table, found: found ?? "") }
        return places.place(table: site.table, row: Int(hit.row), fields: site.fields, found: found)
    }

    private func related(_ hit: FindingCollector.Hit, _ site: Site) -> [Finding.Place] {
        guard hit.relatedRow >= 0, let other = site.related else { return [] }
        let fields = other.field.map { _ in site.fields } ?? []
        let row = Int(hit.relatedRow)
        return [CellPlaces(subject.tables).place(table: other.table, row: row, fields: fields, found: nil)]
    }
}
