import Returns

extension Check {
    /// What the reader met in the files: names, missing parts, and links that lead nowhere.
    static let shape = Check(rules: ShapeRules.all) { subject, found in
        let followOn = FollowOnProblems(subject)
        for problem in subject.tables.problems where !followOn.contains(problem) {
            var site = ShapeRules.site(problem, in: subject)
            site.place = ShapeRules.place(problem, in: subject)
            let row = site.table >= 0 ? problem.row ?? -1 : -1
            // A name is one thing to mend, in however many records it stands: a column of CSV, elements of XML.
            let count = problem.kind == .unknownName ? 1 : 1 + problem.repeats
            found.add(found.register(site), row: row, standingFor: count)
        }
    }
}

extension ShapeRules {
    /// The general place, or one with the words of the rule of the book which speaks instead.
    static func site(_ problem: ReadingProblem, in subject: CheckSubject) -> Site {
        let table = subject.schema.index(of: problem.table) ?? -1
        let severity = severity(of: problem, in: subject.schema)
        let rule = subject.standIns.reading(problem.kind, table: table, root: subject.root)
        var site = Site(
            rule?.rule.check ?? self.rule(for: problem.kind),
            severity: rule.map { min($0.rule.severity, severity) } ?? severity,
            table: table,
            saying: sentence(problem),
            expected: problem.expected
        )
        site.units = units(problem.kind)
        guard let rule else { return site }
        site.summaries = (rule.many, rule.every)
        let (message, records, fix) = (rule.message, subject.records, rule.rule.fix)
        let (found, more) = (VisibleText.plain(problem.found), repeats(problem))
        site.messagesAt = { rows in
            message.texts(records, rows: rows.map { _ in 0 }) { _, _ in found }.map { "\($0)\(more) \(fix)" }
        }
        return site
    }

    /// A column that holds nothing required may be left out, and a warning says so.
    static func severity(of problem: ReadingProblem, in schema: ResolvedSchema) -> Severity {
        guard problem.kind == .missingColumn, let field = CheckSubject.field(meantBy: problem, in: schema) else {
            return .error
        }
        return field.isRequired ? .error : .warning
    }

    static func place(_ problem: ReadingProblem, in subject: CheckSubject) -> Finding.Place {
        var row = 0
        if let table = subject.schema.index(of: problem.table), let index = problem.row {
            row = Int(subject.tables.tables[table].rowNumbers[index])
        }
        return Finding.Place(
            file: problem.place.file,
            row: row,
            line: problem.place.line,
            column: problem.place.column,
            found: problem.found
        )
    }

    private static func repeats(_ problem: ReadingProblem) -> String {
        problem.repeats > 0 ? " The same stands in \(Amount.of(problem.repeats, "more place"))." : ""
    }

    static func sentence(_ problem: ReadingProblem) -> String {
        let more = repeats(problem)
        switch problem.kind {
        case .unknownName: return "The name \(problem.found) is not part of this version of the return.\(more)"
        case .repeatedName: return "The name \(problem.found) stands twice where it may stand once.\(more)"
        case .raggedRow: return "This row has more or fewer cells than the heading, so its cells were not read.\(more)"
        case .missingTable: return "The file of this table is not in the set.\(more)"
        case .missingColumn: return "A column of this table is not in its file.\(more)"
        case .repeatedKey: return "Another record of this table has the same number.\(more)"
        case .missingKey: return "This record has no number of its own.\(more)"
        case .missingParent: return "This record belongs to a record that is not in the return.\(more)"
        case .strayText: return "Text stands between elements.\(more)"
        }
    }
}

/// Problems that only follow from another one: a row that cannot be told apart, or a header that is not there.
private struct FollowOnProblems {
    private let ragged: Set<String>
    private let peopleWithoutHeader: String?

    init(_ subject: CheckSubject) {
        ragged = Set(subject.tables.problems.lazy.filter { $0.kind == .raggedRow }.map(Self.row))
        let hasHeader = subject.root.map { subject.tables.tables[$0].rowCount > 0 } ?? true
        peopleWithoutHeader = hasHeader ? nil : subject.people.map { subject.schema.tables[$0].name }
    }

    func contains(_ problem: ReadingProblem) -> Bool {
        switch problem.kind {
        case .missingParent: problem.table == peopleWithoutHeader || ragged.contains(Self.row(problem))
        case .missingKey, .repeatedKey: ragged.contains(Self.row(problem))
        default: false
        }
    }

    private static func row(_ problem: ReadingProblem) -> String { "\(problem.table) \(problem.row ?? -1)" }
}
