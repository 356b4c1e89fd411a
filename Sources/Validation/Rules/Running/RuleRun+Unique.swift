import Returns
import RuleLanguage

extension RuleRun {
    func runUnique(_ plan: UniquePlan, _ found: inout FindingCollector) {
        guard rowCount > 0 else { return }
        let source = subject.tables.tables[rule.table]
        var isCompared = asked()
        if let condition = plan.condition {
            for (row, verdict) in condition.verdicts(records).enumerated() where verdict != Verdict.yes {
                isCompared[row] = false
            }
        }
        let scope = plan.within.map { records.current.ancestor($0, of: rule.table) }
        let keys = EqualRows(columns: plan.fields.map { source.columns[$0] }, scope: scope, isCompared: isCompared)
        var site = self.site(expected: expected(plan), named: foundNamed())
        site.related = (rule.table, plan.fields)
        let number = found.register(site)
        found.look(number, at: keys.isCompared.count { $0 })
        keys.forEachRepeat { row, first in found.add(number, row: row, relatedRow: first) }
    }

    private func expected(_ plan: UniquePlan) -> String {
        guard let ancestor = plan.within else { return "a value no other record has" }
        return "a value no other record below this \(TableWords.singular(subject.schema.tables[ancestor].name)) has"
    }

    /// What a message calls `found`: the cells that the rule points at, as they came.
    func foundNamed() -> @Sendable (String, Int) -> String {
        let named = rule.plan.ownFields
        let (tables, table, fields) = (subject.tables, rule.table, named.isEmpty ? rule.fields : named)
        return { _, row in
            let found = fields.map { VisibleText.plain(tables.tables[table].columns[$0].raw.string(row)) }
            return found.allSatisfy(\.isEmpty) ? "(blank)" : found.joined(separator: " + ")
        }
    }
}

/// Rows with equal values, found by hashes made column by column.
struct EqualRows {
    private(set) var isCompared: [Bool]
    private let columns: [Column]
    private let scope: [Int32]?
    private let hashes: [UInt64]

    /// - Parameters:
    ///   - columns: The values; a row that leaves one blank or not readable is not compared.
    ///   - scope: For each row, the record below which values are compared; nil for the whole return.
    ///   - isCompared: Rows that are compared at all.
    init(columns: [Column], scope: [Int32]?, isCompared: [Bool]) {
        self.columns = columns
        self.scope = scope
        var mask = isCompared
        var hashes = RowHashes(count: mask.count)
        for column in columns {
            let states = column.states
            for row in mask.indices where states[row] != CellState.value { mask[row] = false }
            if column.values.isEmpty { hashes.mix(column.text) } else { hashes.mix(column.values) }
        }
        if let scope {
            for row in mask.indices where scope[row] < 0 { mask[row] = false }
            hashes.mix(scope)
        }
        self.isCompared = mask
        self.hashes = hashes.finished
    }

    /// Hands out every row whose values stand in an earlier row, with the first such row.
    func forEachRepeat(_ body: (Int, Int) -> Void) {
        var firsts = FirstRows(count: hashes.count)
        // Bound once: made anew for each row it would cost three times the comparison.
        let areEqual: (Int, Int) -> Bool = self.areEqual
        for row in hashes.indices where isCompared[row] {
            guard let first = firsts.insert(row, hash: hashes[row], areEqual: areEqual) else { continue }
            body(row, first)
        }
    }

    private func areEqual(_ left: Int, _ right: Int) -> Bool {
        if let scope, scope[left] != scope[right] { return false }
        return columns.allSatisfy { column in
            guard column.values.isEmpty else { return column.values[left] == column.values[right] }
            let text = column.text
            return text.bytes[text.range(left)].elementsEqual(text.bytes[text.range(right)])
        }
    }
}
