import Returns
import RuleLanguage

extension RuleRun {
    func runReference(_ plan: ReferencePlan, _ found: inout FindingCollector) {
        guard rowCount > 0 else { return }
        let column = subject.tables.tables[rule.table].columns[plan.field]
        let asked = asked()
        let isAsked = asked.indices.map { asked[$0] && column.states[$0] == CellState.value }
        let site = found.register(self.site(expected: expected(plan), named: foundNamed()))
        found.look(site, at: isAsked.count { $0 })
        let known = known(plan, column)
        for row in isAsked.indices where isAsked[row] && !known[row] { found.add(site, row: row) }
    }

    private func expected(_ plan: ReferencePlan) -> String {
        switch plan.target {
        case .urn: "the URN of an establishment in the register"
        case .ukprn: "the UKPRN of a provider in the register"
        case .field(let table, let field):
            "a value of \(subject.schema.tables[table].title): \(subject.schema.tables[table].fields[field].title)"
        }
    }

    private func known(_ plan: ReferencePlan, _ column: Column) -> [Bool] {
        switch plan.target {
        case .urn:
            guard let register = records.register else { return [] }
            return column.values.map { register.index(ofURN: $0) != nil }
        case .ukprn:
            let all = Set(records.register?.ukprns.filter { $0 != 0 } ?? [])
            return column.values.map { all.contains($0) }
        case .field(let table, let field):
            let keys = JoinKeys(
                own: [KeyColumn(records, field: plan.field, of: rule.table)],
                other: [KeyColumn(records, field: field, of: table)]
            )
            return column.states.indices.map { keys.first(of: $0) != nil }
        }
    }
}
