import Returns
import RuleLanguage

extension RuleRun {
    // Of rows that share a key with very many others, so many pairs are looked at: time stays in proportion to the rows.
    private static let pairsPerRow = 1_000
    private static let pairsAtOnce = 65_536

    func runJoin(_ plan: JoinPlan, _ found: inout FindingCollector) {
        guard rowCount > 0 else { return }
        let keys = JoinKeys(
            own: plan.keys.map { ownKey($0.own) },
            other: plan.keys.map { KeyColumn(records, field: $0.field, of: plan.table) }
        )
        let asked = asked()
        let isAsked = asked.indices.map { asked[$0] && keys.isWhole($0) }
        let matches = matches(plan, keys, isAsked)
        var site = self.site(named: foundNamed())
        site.related = (plan.table, plan.keys.map(\.field))
        let number = found.register(site)
        found.look(number, at: isAsked.count { $0 })
        for row in isAsked.indices where isAsked[row] && (matches[row] >= 0) == plan.isNegated {
            found.add(number, row: row, relatedRow: Int(matches[row]))
        }
    }

    /// A key of the own records: a column where a field alone is named, otherwise what an expression makes of each row.
    private func ownKey(_ expression: Expression) -> KeyColumn {
        if let path = expression.reads.first, expression.reads.count == 1, path.steps.isEmpty,
            path.record == rule.table,
            expression.canonicalText == "this.\(records.vocabulary.records[path.record].fields[path.field].name)" {
            return KeyColumn(records, field: path.field, of: path.record)
        }
        return KeyColumn(expression.values(records, rows: Array(0..<rowCount)))
    }

    /// For each row, the first other record that fits; -1 where there is none.
    private func matches(_ plan: JoinPlan, _ keys: JoinKeys, _ isAsked: [Bool]) -> [Int32] {
        var matches = [Int32](repeating: -1, count: isAsked.count)
        let isSelf = plan.table == rule.table
        guard let condition = plan.condition else {
            for row in isAsked.indices where isAsked[row] {
                matches[row] = keys.first(of: row, besides: isSelf ? row : -1).map(Int32.init) ?? -1
            }
            return matches
        }
        var pairs = (own: [Int32](), other: [Int32]())
        func judge() {
            let paired = records.pairing(condition.vocabulary, own: pairs.own, other: pairs.other)
            for (place, verdict) in condition.expression.verdicts(paired).enumerated() where verdict == Verdict.yes {
                let own = Int(pairs.own[place])
                if matches[own] < 0 { matches[own] = pairs.other[place] }
            }
            pairs = ([], [])
        }
        for row in isAsked.indices where isAsked[row] {
            var count = 0
            keys.forEachMatch(of: row) { match in
                if isSelf, match == row { return true }
                pairs.own.append(Int32(truncatingIfNeeded: row))
                pairs.other.append(Int32(truncatingIfNeeded: match))
                count += 1
                return count < Self.pairsPerRow
            }
            if pairs.own.count >= Self.pairsAtOnce { judge() }
        }
        judge()
        return matches
    }
}
