import Returns

extension Check {
    /// How many records hang from each record, reported on the record above.
    static let multiplicities = Check(rules: MultiplicityRules.all) { subject, found in
        for table in subject.schema.tables.indices {
            guard let parent = subject.schema.tables[table].parent, subject.isLinked(table: table, parent: parent)
            else {
                continue
            }
            MultiplicityCheck(subject: subject, table: table, parent: parent).run(&found)
        }
    }
}

enum MultiplicityRules {
    static let all = [tooFew, tooMany]

    static let tooFew = CheckRule(
        "too-few-records",
        .error,
        title: "Too few records below",
        meaning: "A record must have a number of records of another kind below it, and has fewer.",
        fix: "Add what is missing, or check that the records below carry this record's number."
    )
    static let tooMany = CheckRule(
        "too-many-records",
        .error,
        title: "Too many records below",
        meaning: "A record may have a number of records of another kind below it, and has more.",
        fix: "Keep the records that belong here, and take out or move the others."
    )
}

/// Counts one table's records by their parent.
struct MultiplicityCheck {
    let subject: CheckSubject
    let table: Int
    let parent: Int

    private var bounds: Multiplicity { subject.schema.tables[table].perParent }

    func run(_ found: inout FindingCollector) {
        let counts = childCounts()
        // A return without persons has a finding of its own.
        if table != subject.people { reportTooFew(counts, &found) }
        reportTooMany(counts, &found)
    }

    private func childCounts() -> [Int32] {
        var counts = [Int32](repeating: 0, count: subject.tables.tables[parent].rowCount)
        // A set without a header still says that its persons hang from row 0 of it.
        for above in subject.tables.tables[table].parents where counts.indices.contains(Int(above)) {
            counts[Int(above)] += 1
        }
        return counts
    }

    private func reportTooFew(_ counts: [Int32], _ found: inout FindingCollector) {
        let general = Site(
            MultiplicityRules.tooFew,
            severity: bounds.belowMinimumIsQuery ? .query : .error,
            table: parent,
            saying: sentence("too few"),
            expected: "at least \(amount(bounds.minimum)) below this one"
        )
        for asking in asking(general, isTooFew: true, bound: bounds.minimum, counts) {
            let rows = counts.indices.filter { counts[$0] < asking.bound && asking.isAsked($0) }
            report(asking, rows, counts, &found)
        }
    }

    private func reportTooMany(_ counts: [Int32], _ found: inout FindingCollector) {
        guard let maximum = bounds.maximum else { return }
        let general = Site(
            MultiplicityRules.tooMany,
            table: parent,
            saying: sentence("too many"),
            expected: "at most \(amount(maximum)) below this one"
        )
        for asking in asking(general, isTooFew: false, bound: maximum, counts) {
            let rows = counts.indices.filter { counts[$0] > asking.bound && asking.isAsked($0) }
            guard !rows.isEmpty else { continue }
            let surplus = firstSurplus(asking.bound)
            var other = asking
            other.site.related = (table, [])
            report(other, rows, counts, &found) { Int(surplus[$0]) }
        }
    }

    private func report(
        _ asking: Asking,
        _ rows: [Int],
        _ counts: [Int32],
        _ found: inout FindingCollector,
        related: (Int) -> Int = { _ in -1 }
    ) {
        guard !rows.isEmpty else { return }
        let site = found.register(asking.site)
        if let asked = asking.asked { found.look(site, at: asked.count { $0 }) }
        for row in rows { found.add(site, row: row, relatedRow: related(row), number: Int(counts[row])) }
    }

    /// One way of asking about the number: the general one, or that of a rule of the book.
    private struct Asking {
        var site: Site
        let bound: Int32
        /// The records asked about; nil for all.
        var asked: [Bool]?

        func isAsked(_ row: Int) -> Bool { asked?[row] ?? true }
    }

    /// The general way, or in its place those of all rules of the book about these records.
    private func asking(_ general: Site, isTooFew: Bool, bound: Int, _ counts: [Int32]) -> [Asking] {
        let rules = subject.standIns.children(of: table, isTooFew: isTooFew)
        if rules.isEmpty { return [Asking(site: general, bound: Int32(clamping: bound))] }
        return rules.map { rule in
            let run = RuleRun(subject: subject, rule: rule)
            let site = run.site(expected: general.expected) { _, row in
                counts.indices.contains(row) ? "\(counts[row])" : ""
            }
            guard case .children(_, _, let own) = rule.plan else { return Asking(site: site, bound: 0) }
            return Asking(site: site, bound: Int32(clamping: own), asked: run.asked())
        }
    }

    /// For each parent row, the first record below it that is one too many.
    private func firstSurplus(_ maximum: Int32) -> [Int32] {
        let parentCount = subject.tables.tables[parent].rowCount
        var seen = [Int32](repeating: 0, count: parentCount)
        var surplus = [Int32](repeating: -1, count: parentCount)
        let parents = subject.tables.tables[table].parents
        for row in parents.indices where seen.indices.contains(Int(parents[row])) {
            let above = Int(parents[row])
            seen[above] += 1
            if seen[above] == maximum + 1 { surplus[above] = Int32(truncatingIfNeeded: row) }
        }
        return surplus
    }

    private func sentence(_ amount: String) -> String {
        "This record has \(amount) records “\(noun)” below it."
    }

    private func amount(_ count: Int) -> String { "\(count) \(count == 1 ? "record" : "records") “\(noun)”" }

    private var noun: String { subject.schema.tables[table].title }
}
