import Returns

extension Check {
    /// Establishments named in the return are in the register, and open where someone attends them on census day.
    static let establishmentRegister = Check(rules: RegisterRules.all) { subject, found in
        guard let register = subject.reference?.establishments else { return }
        for table in subject.schema.tables.indices {
            for (index, field) in subject.schema.tables[table].fields.enumerated()
            where field.type == .identifier(.urn) {
                RegisterCheck(subject: subject, register: register, table: table, field: index).run(&found)
            }
        }
    }
}

enum RegisterRules {
    static let all = [unknown, closed]

    static let unknown = CheckRule(
        "urn-not-in-register",
        .error,
        title: "URN is not in the register",
        meaning: "The number has the form of a URN, but the register of establishments has no such number.",
        fix: "Look the school up in Get Information about Schools and copy its URN."
    )
    static let closed = CheckRule(
        "urn-closed-on-census-day",
        .query,
        title: "School had closed by census day",
        meaning:
            "A placement without a leaving date is at an establishment that the register says closed before census day.",
        fix: "Enter the leaving date, or the URN of the school that took its place."
    )
}

/// Compares one column of URNs with the register.
struct RegisterCheck {
    let subject: CheckSubject
    let register: EstablishmentRegister
    let table: Int
    let field: Int

    func run(_ found: inout FindingCollector) {
        let column = subject.tables.tables[table].columns[field]
        let current = currentPlacements()
        let census = subject.schema.collection.censusDate.daysSince1970
        let replaced = subject.standIns.replaced
        let isHeld =
            subject.standIns.isRegisterHeld(table: table, field: field) || replaced.contains(RegisterRules.unknown.code)
        let isClosedReplaced = replaced.contains(RegisterRules.closed.code)
        var unknown: Int?
        var closed: Int?
        for row in column.states.indices where column.states[row] == CellState.value {
            guard let entry = register.index(ofURN: column.values[row]) else {
                if isHeld { continue }
                let site = unknown ?? found.register(unknownSite)
                unknown = site
                found.add(site, row: row)
                continue
            }
            guard let current, !isClosedReplaced, current[row], register.closeDays[entry] < census else { continue }
            let site = closed ?? found.register(closedSite)
            closed = site
            found.add(site, row: row)
        }
    }

    /// For each row, whether someone attends on census day; nil for a table that has no such dates.
    private func currentPlacements() -> [Bool]? {
        let owner = subject.tables.tables[table]
        guard let leaving = owner.column("leaving_date"), let entry = owner.column("entry_date") else { return nil }
        let census = subject.schema.collection.censusDate.daysSince1970
        return leaving.states.indices.map { row in
            guard leaving.states[row] == CellState.blank else { return false }
            return entry.states[row] != CellState.value || entry.values[row] <= census
        }
    }

    private var unknownSite: Site {
        Site(
            RegisterRules.unknown,
            table: table,
            fields: [field],
            saying: "The register of establishments has no school with this URN.",
            expected: "the URN of an establishment in the register"
        )
    }

    private var closedSite: Site {
        var site = Site(
            RegisterRules.closed,
            table: table,
            fields: [field],
            saying: "The register says that this school had closed by census day.",
            expected: "a school that is open on \(subject.schema.collection.censusDate)"
        )
        let register = register
        let values = subject.tables.tables[table].columns[field].values
        let usual = site.expected
        site.expectedAt = { row in
            guard let entry = register.index(ofURN: values[row]) else { return usual }
            return "\(usual); it closed on \(CalendarDate(daysSince1970: register.closeDays[entry]))"
        }
        return site
    }
}
