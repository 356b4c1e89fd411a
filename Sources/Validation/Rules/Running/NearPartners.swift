import Returns
import RuleLanguage

/// Finds the records that come nearest to a partner that is not there: one of them may be what has to be mended.
struct NearPartners: Sendable {
    private let table: Int
    private let fields: [Int]
    private let places: CellPlaces
    private let keys: JoinKeys
    /// The keys without one of them.
    private let looser: [JoinKeys]
    private let condition: (expression: Expression, vocabulary: RuleVocabulary)?
    private let records: RuleRecords
    // More would not help to find the one that was meant.
    private static let partnersShown = 12

    init(_ run: RuleRun, _ plan: JoinPlan, _ keys: JoinKeys) {
        table = plan.table
        places = CellPlaces(run.subject.tables)
        records = run.records
        condition = plan.condition
        self.keys = keys
        let places = plan.keys.count > 1 ? Array(plan.keys.indices.reversed()) : []
        looser = places.map { keys.without($0) }
        fields = Self.fields(run, plan)
    }

    /// The fields of a partner that decide whether it fits.
    private static func fields(_ run: RuleRun, _ plan: JoinPlan) -> [Int] {
        let vocabulary = run.rule.uses.vocabulary
        let that = vocabulary.records[run.rule.table].relations.count
        let known = run.subject.schema.tables[plan.table].fields.indices
        var fields = plan.keys.map(\.field)
        for path in plan.condition?.expression.reads ?? [] where path.steps.count == 1 && known.contains(path.field) {
            let isOfPartner = path.steps[0].record == vocabulary.records.count && path.steps[0].relation == that
            if isOfPartner, !fields.contains(path.field) { fields.append(path.field) }
        }
        return fields
    }

    /// The partners with equal keys, which the condition turned away, and those that differ in one key alone.
    func places(row: Int) -> [Finding.Place] {
        var rows = matches(of: row, in: keys)
        for join in looser {
            let others = fitting(row, matches(of: row, in: join).filter { !rows.contains($0) })
            rows += others
            if !others.isEmpty { break }
        }
        return rows.map { places.place(table: table, row: $0, fields: fields, found: nil) }
    }

    private func matches(of row: Int, in join: JoinKeys) -> [Int] {
        var rows: [Int] = []
        join.forEachMatch(of: row) { match in
            rows.append(match)
            return rows.count < Self.partnersShown * 4
        }
        return rows
    }

    /// Those that the condition would take, were their keys equal.
    private func fitting(_ row: Int, _ others: [Int]) -> [Int] {
        guard let condition, !others.isEmpty else { return Array(others.prefix(Self.partnersShown)) }
        let paired = records.pairing(
            condition.vocabulary,
            own: others.map { _ in Int32(truncatingIfNeeded: row) },
            other: others.map { Int32(truncatingIfNeeded: $0) }
        )
        let verdicts = condition.expression.verdicts(paired)
        return Array(
            others.indices.filter { verdicts[$0] == Verdict.yes }.map { others[$0] }.prefix(Self.partnersShown)
        )
    }
}

extension RuleRun {
    /// Adds the nearest partners to what the findings of a place show.
    func show(_ near: NearPartners, in site: inout Site) {
        let reached = site.reachedAt
        let own = rule.table
        let places = CellPlaces(subject.tables)
        site.reachedAt = { row in
            let ownPlace = places.place(table: own, row: row, fields: [], found: "")
            let others = near.places(row: row).filter { $0.file != ownPlace.file || $0.row != ownPlace.row }
            return others + (reached?(row) ?? [])
        }
    }
}
