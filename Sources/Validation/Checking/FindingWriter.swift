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
        let tallies = FindingWriter.inOrder(collector.tallies).filter { $0.severity != .shadow }
        for hit in tallies.lazy.flatMap(\.hits) where hit.row >= 0 && collector.sites[Int(hit.site)].table >= 0 {
            keys.count(table: collector.sites[Int(hit.site)].table)
        }
        let writer = self
        let count = tallies.reduce(0) { $0 + $1.hits.count }
        let parts = Parts.made(tallies.count, atOnce: count > Parts.textsWorthIt) { place in
            writer.findings(of: tallies[place], collector)
        }
        return Array(parts.joined())
    }

    private func findings(of tally: FindingCollector.Tally, _ collector: FindingCollector) -> [Finding] {
        let messages = messages(tally, collector)
        var findings = tally.hits.enumerated().map { place, hit in
            finding(hit, collector.sites[Int(hit.site)], messages[place])
        }
        findings.sort(by: Self.stands)
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

    /// The message of each hit, made for all rows of a site at once.
    private func messages(_ tally: FindingCollector.Tally, _ collector: FindingCollector) -> [String] {
        var messages = tally.hits.map { collector.sites[Int($0.site)].message }
        for (site, places) in Dictionary(grouping: tally.hits.indices, by: { tally.hits[$0].site }) {
            guard let make = collector.sites[Int(site)].messagesAt else { continue }
            let texts = make(places.map { Int(tally.hits[$0].row) })
            for (place, text) in zip(places, texts) { messages[place] = text }
        }
        return messages
    }

    private func finding(_ hit: FindingCollector.Hit, _ site: Site, _ message: String) -> Finding {
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
            message: message,
            related: related(hit, site),
            previous: site.previousAt?(row)
        )
    }

    private func place(_ hit: FindingCollector.Hit, _ site: Site) -> Finding.Place {
        if let place = site.place { return place }
        let places = CellPlaces(subject.tables)
        let found = hit.number >= 0 ? String(hit.number) : site.foundAt?(Int(hit.row))
        guard hit.row >= 0 else { return places.wholeFile(table: site.table, found: found ?? "") }
        return places.place(table: site.table, row: Int(hit.row), fields: site.fields, found: found)
    }

    private func related(_ hit: FindingCollector.Hit, _ site: Site) -> [Finding.Place] {
        let reached = hit.row >= 0 ? site.reachedAt?(Int(hit.row)) ?? [] : []
        guard hit.relatedRow >= 0, let other = site.related else { return reached }
        let row = Int(hit.relatedRow)
        let place = CellPlaces(subject.tables).place(table: other.table, row: row, fields: other.fields, found: nil)
        return [place] + reached.filter { $0 != place }
    }
}
