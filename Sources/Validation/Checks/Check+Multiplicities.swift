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
        let minimum = Int32(clamping: bounds.minimum)
        guard counts.contains(where: { $0 < minimum }) else { return }
        let expected = "at least \(minimum) below this record: \(noun)"
        let (place, isAsked) = self.place(
            Site(
                MultiplicityRules.tooFew,
                severity: bounds.belowMinimumIsQuery ? .query : .error,
                table: parent,
                saying: sentence("too few"),
                expected: expected
            ),
            counts
        )
        let site = found.register(place)
        if let isAsked { found.look(site, at: isAsked.count { $0 }) }
        for row in counts.indices where counts[row] < minimum && isAsked?[row] ?? true {
            found.add(site, row: row, number: Int(counts[row]))
        }
    }

    private func reportTooMany(_ counts: [Int32], _ found: inout FindingCollector) {
        guard let maximum = bounds.maximum.map({ Int32(clamping: $0) }), counts.contains(where: { $0 > maximum })
        else { return }
        var (place, isAsked) = self.place(
            Site(
                MultiplicityRules.tooMany,
                table: parent,
                saying: sentence("too many"),
                expected: "at most \(maximum) below this record: \(noun)"
            ),
            counts
        )
        place.related = (table, [])
        let site = found.register(place)
        if let isAsked { found.look(site, at: isAsked.count { $0 }) }
        let surplus = firstSurplus(maximum)
        for row in counts.indices where counts[row] > maximum && isAsked?[row] ?? true {
            found.add(site, row: row, relatedRow: Int(surplus[row]), number: Int(counts[row]))
        }
    }

    /// The general place, or that of the rule of the book which speaks instead, with the records it asks about.
    private func place(_ general: Site, _ counts: [Int32]) -> (Site, isAsked: [Bool]?) {
        let isTooFew = general.rule == MultiplicityRules.tooFew
        guard let rule = subject.standIns.children(of: table, isTooFew: isTooFew) else { return (general, nil) }
        let run = RuleRun(subject: subject, rule: rule)
        var site = run.site(expected: general.expected) { _, row in counts.indices.contains(row) ? "\(counts[row])" : ""
        }
        // What is found is a number of records, not what stands in the cells that the rule asks about.
        site.fields = []
        return (site, run.asked())
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
        "This record has \(amount) records of this kind below it: \(noun)."
    }

    private var noun: String { subject.schema.tables[table].title }
}
