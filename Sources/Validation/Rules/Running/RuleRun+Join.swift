import Returns
import RuleLanguage

extension RuleRun {
    // Most rows find their partner among the first few.
    private static let firstPartners = 16
    private static let pairsAtOnce = 65_536
    // All rows together look at so many pairs for each row, so that time stays in proportion to the rows.
    private static let pairsPerRow = 1_000
    private static let leastPairs = 4_000_000

    func runJoin(_ plan: JoinPlan, _ found: inout FindingCollector) {
        guard rowCount > 0 else { return }
        let keys = JoinKeys(
            own: plan.keys.map { ownKey($0.own) },
            other: plan.keys.map { KeyColumn(records, field: $0.field, of: plan.table) }
        )
        let asked = asked()
        var isAsked = asked.indices.map { asked[$0] && keys.isWhole($0) }
        let (matches, open) = matches(plan, keys, isAsked)
        for row in open { isAsked[row] = false }
        reportNotCompared(open, &found)
        var site = self.site(named: foundNamed())
        site.related = (plan.table, plan.keys.map(\.field))
        let isFound = isAsked.indices.contains { isAsked[$0] && matches[$0] < 0 }
        if !plan.isNegated, isFound { show(NearPartners(self, plan, keys), in: &site) }
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
            expression.canonicalText == "this.\(records.vocabulary.records[path.record].fields[path.field].name)"
        {
            return KeyColumn(records, field: path.field, of: path.record)
        }
        return KeyColumn(expression.values(records, rows: Array(0..<rowCount)))
    }

    private func reportNotCompared(_ rows: [Int], _ found: inout FindingCollector) {
        guard let first = rows.first else { return }
        let records = Amount.of(rows.count, "record")
        let sentence = "\(records) with a key that very many others share: “\(rule.rule.title)” was not asked."
        let site = Site(
            ComparisonRules.cutShort,
            table: rule.table,
            fields: rule.fields,
            saying: sentence,
            expected: "keys that few records share"
        )
        found.add(found.register(site), row: first)
    }

    /// For each row, the first other record that fits, or -1; and the rows of which too many would have to be looked at.
    private func matches(_ plan: JoinPlan, _ keys: JoinKeys, _ isAsked: [Bool]) -> (rows: [Int32], open: [Int]) {
        var matches = [Int32](repeating: -1, count: isAsked.count)
        let isSelf = plan.table == rule.table
        guard let condition = plan.condition else {
            for row in isAsked.indices where isAsked[row] {
                matches[row] = keys.first(of: row, besides: isSelf ? row : -1).map(Int32.init) ?? -1
            }
            return (matches, [])
        }
        var pairs = (own: [Int32](), other: [Int32]())
        var budget = max(Self.leastPairs, Self.pairsPerRow * isAsked.count)
        func judge() {
            let paired = records.pairing(condition.vocabulary, own: pairs.own, other: pairs.other)
            for (place, verdict) in condition.expression.verdicts(paired).enumerated() where verdict == Verdict.yes {
                let own = Int(pairs.own[place])
                if matches[own] < 0 { matches[own] = pairs.other[place] }
            }
            budget -= pairs.own.count
            pairs = ([], [])
        }
        // The first partners of all rows, then the others of those rows that still have none.
        func pair(_ row: Int, _ partners: Range<Int>) -> Bool {
            var place = -1
            keys.forEachMatch(of: row) { match in
                if isSelf, match == row { return true }
                place += 1
                guard partners.contains(place) else { return place < partners.upperBound }
                pairs.own.append(Int32(truncatingIfNeeded: row))
                pairs.other.append(Int32(truncatingIfNeeded: match))
                if pairs.own.count >= Self.pairsAtOnce { judge() }
                return matches[row] < 0 && budget > 0
            }
            return place >= partners.upperBound
        }
        let rows = isAsked.indices.filter { isAsked[$0] }
        let many = rows.filter { pair($0, 0..<Self.firstPartners) }
        judge()
        var open: [Int] = []
        for row in many where matches[row] < 0 {
            if budget > 0 { _ = pair(row, Self.firstPartners..<Int.max) }
            if budget <= 0 { open.append(row) }
        }
        judge()
        return (matches, open.filter { matches[$0] < 0 })
    }
}

enum ComparisonRules {
    static let cutShort = CheckRule(
        "comparison-cut-short",
        .warning,
        title: "Some records were not compared",
        meaning:
            "Where very many records share one key, comparing each with each would take too long. The others were compared.",
        fix: "Check why so many records share one key; mend that first."
    )
}
