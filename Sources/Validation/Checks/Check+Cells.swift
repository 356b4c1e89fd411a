import Returns

extension Check {
    /// Each cell on its own: filled in where it must be, of its type, in its list, with the right check character.
    static let cells = Check(rules: [RequiredRules.missing] + ValueRules.all + IdentifierRules.all) { subject, found in
        for table in subject.schema.tables.indices {
            for field in subject.schema.tables[table].fields.indices {
                CellCheck(subject, table: table, field: field).run(&found)
            }
        }
    }
}

/// The checks of one column's cells, each on its own.
struct CellCheck {
    let subject: CheckSubject
    let table: Int
    let index: Int
    let field: FieldSchema

    init(_ subject: CheckSubject, table: Int, field: Int) {
        self.subject = subject
        self.table = table
        index = field
        self.field = subject.schema.tables[table].fields[field]
    }

    func run(_ found: inout FindingCollector) {
        let states = subject.tables.tables[table].columns[index].states
        let present = StateScan(states).statesPresent()
        let isBlankWrong = field.isRequired && !subject.isMissing(table: table, field: index)
        if isBlankWrong, present & 1 != 0 {
            report(RequiredRules.missing, "“\(field.title)” is blank.", CellState.blank, states, &found)
        }
        for state in [CellState.notOfType, CellState.checkFailed, CellState.outOfBounds]
        where present & (1 << UInt64(state)) != 0 {
            let fault = CellFault(type: field.type, state: state)
            report(fault.rule, fault.sentence(field.title), state, states, &found)
        }
    }

    private func report(
        _ rule: CheckRule,
        _ sentence: String,
        _ state: UInt8,
        _ states: [UInt8],
        _ found: inout FindingCollector
    ) {
        if let standIn = subject.standIns.cell(table: table, field: index, state: state) {
            return report(standIn, rule, state, states, &found)
        }
        if subject.standIns.replaced.contains(rule.code) { return }
        var site = Site(
            rule,
            severity: severity(rule),
            table: table,
            fields: [index],
            saying: sentence,
            expected: Expectation(subject.schema).words(for: field.type, in: state)
        )
        if rule == ValueRules.codeNotOnDate { site.expectedAt = datesOfCode() }
        found.add(found.register(site), states: states, equalTo: state)
    }

    /// Reports by a rule of the book, which speaks in the general check's place.
    private func report(
        _ standIn: CompiledRule,
        _ general: CheckRule,
        _ state: UInt8,
        _ states: [UInt8],
        _ found: inout FindingCollector
    ) {
        let run = RuleRun(subject: subject, rule: standIn)
        let mildest = severity(general)
        var site = run.site(
            severity: min(standIn.rule.severity, mildest == .error ? standIn.rule.severity : mildest),
            expected: Expectation(subject.schema).words(for: field.type, in: state),
            named: run.foundNamed()
        )
        if general == ValueRules.codeNotOnDate { site.expectedAt = datesOfCode() }
        let number = found.register(site)
        found.look(number, at: states.count)
        found.add(number, states: states, equalTo: state)
    }

    /// A code that is not in a list believed but not known to be complete is a question.
    private func severity(_ rule: CheckRule) -> Severity {
        guard case .code(let list) = field.type, rule != RequiredRules.missing,
            subject.schema.codeLists[list]?.isUnconfirmed == true
        else { return rule.severity }
        return .query
    }

    /// Says, for a code that exists, when it was in use.
    private func datesOfCode() -> (@Sendable (Int) -> String)? {
        guard case .code(let name) = field.type, let list = subject.schema.codeLists[name] else { return nil }
        let usual = Expectation(subject.schema).words(for: field.type)
        let cells = subject.tables.tables[table].columns[index].text
        return { row in
            let code = cells.string(row).filter { !$0.isWhitespace }.uppercased()
            guard let known = list.otherCodes.first(where: { $0.code == code }) else { return usual }
            let from = known.validFrom.map { " from \($0)" } ?? ""
            let to = known.validTo.map { " until \($0)" } ?? ""
            return "\(usual); \(code) is in use\(from)\(to)"
        }
    }
}
