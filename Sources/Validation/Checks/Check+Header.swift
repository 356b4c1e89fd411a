import Returns

extension Check {
    /// The header names one LA, this collection's year and its census day, and someone stands below it.
    static let header = Check(rules: HeaderRules.all) { subject, found in
        guard let root = subject.root else { return }
        let replaced = subject.standIns.replaced
        HeaderRules.countHeaders(root, subject, &found)
        if !replaced.contains(HeaderRules.otherYear.code) { HeaderRules.checkYear(root, subject, &found) }
        if !replaced.contains(HeaderRules.otherDate.code) { HeaderRules.checkReferenceDate(root, subject, &found) }
        HeaderRules.countPeople(subject, &found)
    }
}

enum HeaderRules {
    static let all = [missing, repeated, otherYear, otherDate, noRecords]

    static let missing = CheckRule(
        "header-missing",
        .error,
        title: "Header missing",
        meaning: "A return has one header, which says which local authority sends it, for which year and day.",
        fix: "Add the header with its year, reference date and local authority number."
    )
    static let repeated = CheckRule(
        "header-repeated",
        .error,
        title: "More than one header",
        meaning: "A return has one header. Two headers could mean two returns in one file.",
        fix: "Keep one header, and send each return in a file of its own."
    )
    static let otherYear = CheckRule(
        "year-not-of-this-collection",
        .error,
        title: "Year is not this collection's year",
        meaning: "The year in the header must be the year of the collection that the return is checked for.",
        fix: "Correct the year in the header, or send the return to the collection of its own year."
    )
    static let otherDate = CheckRule(
        "reference-date-not-census-day",
        .error,
        title: "Reference date is not census day",
        meaning: "The reference date in the header must be the census day of the collection.",
        fix: "Set the reference date to census day, and check that the records show that day."
    )
    static let noRecords = CheckRule(
        "no-records",
        .error,
        title: "Nobody in the return",
        meaning: "A return lists at least one person.",
        fix: "Check that your system wrote the records into the file, and send it again."
    )

    static func countHeaders(_ root: Int, _ subject: CheckSubject, _ found: inout FindingCollector) {
        let count = subject.tables.tables[root].rowCount
        if count == 0, !subject.isMissing(table: root) {
            let site = Site(missing, table: root, saying: "The return has no header.", expected: "one header")
            found.add(found.register(site), row: -1)
        }
        guard count > 1, !subject.schema.tables[root].mayRepeat else { return }
        var site = Site(repeated, table: root, saying: "This is another header.", expected: "one header")
        site.related = (root, [])
        let number = found.register(site)
        for row in 1..<count { found.add(number, row: row, relatedRow: 0) }
    }

    static func checkYear(_ root: Int, _ subject: CheckSubject, _ found: inout FindingCollector) {
        let year = subject.schema.collection.year
        guard let value = headerValue("year", root, subject), value.value != Int32(year) else { return }
        let sentence = "The header is of another year than this collection, which is \(year)."
        report(otherYear, value.field, root, sentence, "\(year)", &found)
    }

    static func checkReferenceDate(_ root: Int, _ subject: CheckSubject, _ found: inout FindingCollector) {
        let day = subject.schema.collection.censusDate
        guard let value = headerValue("reference_date", root, subject), value.value != day.daysSince1970 else { return }
        let sentence = "The reference date is not census day, which is \(day)."
        report(otherDate, value.field, root, sentence, "\(day)", &found)
    }

    static func countPeople(_ subject: CheckSubject, _ found: inout FindingCollector) {
        guard let people = subject.people, !subject.isMissing(table: people) else { return }
        let count = subject.tables.tables[people].rowCount
        let sentence = "The return lists nobody."
        let general = Site(noRecords, table: people, saying: sentence, expected: "one record or more")
        let rules = subject.standIns.children(of: people, isTooFew: true)
        let isReplaced = !rules.isEmpty || subject.standIns.replaced.contains(noRecords.code)
        if !isReplaced, count == 0 { found.add(found.register(general), row: -1) }
        for rule in rules {
            guard case .children(_, _, let bound) = rule.plan, count < bound else { continue }
            let run = RuleRun(subject: subject, rule: rule)
            // Where there is not even a header, nothing tells that the rule is not meant.
            guard run.asked().first ?? true else { continue }
            found.add(found.register(run.site(expected: general.expected) { _, _ in "\(count)" }), row: -1)
        }
    }

    /// A value of the first header; nil when it is not there or not of its type.
    private static func headerValue(
        _ name: String,
        _ root: Int,
        _ subject: CheckSubject
    ) -> (field: Int, value: Int32)? {
        guard let field = subject.schema.tables[root].index(of: name) else { return nil }
        let column = subject.tables.tables[root].columns[field]
        guard column.states.first == CellState.value, let value = column.values.first else { return nil }
        return (field, value)
    }

    private static func report(
        _ rule: CheckRule,
        _ field: Int,
        _ root: Int,
        _ sentence: String,
        _ expected: String,
        _ found: inout FindingCollector
    ) {
        let site = Site(rule, table: root, fields: [field], saying: sentence, expected: expected)
        found.add(found.register(site), row: 0)
    }
}
