import Returns
import RuleLanguage

extension RuleRun {
    /// The place and words of the rule's findings.
    ///
    /// - Parameters:
    ///   - severity: Another severity than the rule's own.
    ///   - expected: What a cell should hold; without it, what the rule expects.
    ///   - named: Values that the message calls by name.
    /// - Returns: The place, to be registered.
    func site(
        severity: Severity? = nil,
        expected: String? = nil,
        named: @escaping @Sendable (String, Int) -> String = { _, _ in "" }
    ) -> Site {
        var site = Site(
            rule.rule.check,
            severity: severity,
            table: rule.table,
            fields: rule.fields,
            saying: rule.rule.title + ".",
            expected: expected ?? rule.rule.expected
        )
        let (message, fix, records) = (rule.message, rule.rule.fix, self.records)
        site.messagesAt = { rows in
            message.texts(records, rows: rows.map { max(0, $0) }, named: named).map { "\($0) \(fix)" }
        }
        let cells = ReachedCells(subject: subject, rule: rule)
        if !rule.reached.isEmpty { site.reachedAt = { cells.places(row: $0) } }
        if cells.readsPrevious { site.previousAt = { cells.previous(row: $0) } }
        site.summaries = (rule.many, rule.every)
        return site
    }

}

/// Finds the cells that a rule read of a row beyond those it points at.
struct ReachedCells: Sendable {
    let subject: CheckSubject
    let rule: CompiledRule
    // A list may be long; its first records show what was read.
    private static let recordsShown = 8

    /// The cells in this year's tables, those of one record together.
    func places(row: Int) -> [Finding.Place] {
        var cells: [(table: Int, row: Int, fields: [Int])] = []
        for path in rule.reached {
            for reached in rows(path, from: row).prefix(Self.recordsShown) {
                if let known = cells.firstIndex(where: { $0.table == path.record && $0.row == reached }) {
                    if !cells[known].fields.contains(path.field) { cells[known].fields.append(path.field) }
                } else {
                    cells.append((path.record, reached, [path.field]))
                }
            }
        }
        let places = CellPlaces(subject.tables)
        return cells.map { places.place(table: $0.table, row: $0.row, fields: $0.fields, found: nil) }
    }

    var readsPrevious: Bool { !previousPaths.isEmpty }

    /// The cells in last year's return, as they came.
    func previous(row: Int) -> String? {
        guard row >= 0, let last = subject.last else { return nil }
        var texts: [String] = []
        for path in previousPaths {
            guard case .previousTable(let table) = subject.records.vocabulary.homes[path.record] else { continue }
            let columns = last.links.tables.tables[table].columns
            guard path.field < columns.count else { continue }
            for reached in rows(path, from: row).prefix(Self.recordsShown) {
                texts.append(columns[path.field].raw.string(reached))
            }
        }
        return texts.isEmpty ? nil : texts.joined(separator: " + ")
    }

    private var previousPaths: [FieldPath] {
        rule.uses.paths.filter { path in
            !path.steps.isEmpty && path.record > rule.uses.vocabulary.register
                && path.record < rule.uses.vocabulary.records.count
        }
    }

    private func rows(_ path: FieldPath, from row: Int) -> [Int] {
        var rows = [row]
        let records = subject.records
        for step in path.steps {
            switch records.vocabulary.records[step.record].relations[step.relation].reach {
            case .one:
                let next = records.one(step.relation, of: step.record)
                rows = rows.compactMap { next[$0] >= 0 ? Int(next[$0]) : nil }
            case .many:
                let next = records.many(step.relation, of: step.record)
                rows = rows.flatMap { next.rows[Int(next.starts[$0])..<Int(next.starts[$0 + 1])].map(Int.init) }
            }
        }
        return rows
    }
}
