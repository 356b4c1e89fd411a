import Returns
import RuleLanguage

extension Check {
    /// The rules of the version's book.
    static let rules = Check(rules: [ComparisonRules.cutShort]) { subject, found in
        let rows = subject.tables.tables.reduce(0) { $0 + $1.rowCount }
        let limit = found.limit
        let parts = Parts.made(subject.rules.count, atOnce: rows > Parts.rowsWorthIt) { place in
            var part = FindingCollector(limit: limit)
            RuleRun(subject: subject, rule: subject.rules[place]).run(&part)
            return part
        }
        for part in parts { found.take(part) }
    }
}

/// Runs one rule over the whole return.
struct RuleRun {
    let subject: CheckSubject
    let rule: CompiledRule

    var records: RuleRecords { subject.records }
    var rowCount: Int { subject.tables.tables[rule.table].rowCount }

    func run(_ found: inout FindingCollector) {
        guard canRun else { return }
        switch rule.plan {
        case .assert(let expression): runAssert(expression, &found)
        case .cell, .children, .reading: break
        case .readAs(let kinds): runReadAs(kinds, &found)
        case .unique(let plan): runUnique(plan, &found)
        case .reference(let plan): runReference(plan, &found)
        case .join(let plan): runJoin(plan, &found)
        case .aggregate, .reconcile, .compare, .plausible: runOfReturn(&found)
        }
    }

    /// Whether everything the rule looks at was given, and hangs together.
    private var canRun: Bool {
        if rule.uses.needsRegister, records.register == nil { return false }
        if rule.uses.needsPrevious, subject.last == nil { return false }
        guard subject.hasGaps else { return true }
        return subject.schema.tables.indices.allSatisfy { table in
            subject.isWhole(table) || !touches(table)
        }
    }

    private func touches(_ table: Int) -> Bool {
        rule.table == table && rule.uses.ownFields.isEmpty == false && subject.isMissing(table: table)
            || rule.uses.touches(table)
    }

    private func runAssert(_ expression: Expression, _ found: inout FindingCollector) {
        guard rowCount > 0 else { return }
        let verdicts = expression.verdicts(records, where: rule.when)
        let site = found.register(self.site())
        found.look(site, at: verdicts.count - StateScan(verdicts).count(of: Verdict.notApplicable))
        found.add(site, states: verdicts, equalTo: Verdict.no)
    }

    /// Rows that the rule asks about, by its condition.
    func asked() -> [Bool] {
        guard let when = rule.when else { return [Bool](repeating: true, count: rowCount) }
        return when.verdicts(records).map { $0 == Verdict.yes }
    }
}
