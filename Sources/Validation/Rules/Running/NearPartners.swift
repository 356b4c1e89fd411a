import Returns
import RuleLanguage

/// Finds the records that come nearest to a partner that is not there: one of them may be what has to be mended.
struct NearPartners: Sendable {
    private let table: Int
    private let fields: [Int]
    private let places: CellPlaces
    /// Rows with equal keys, and after them those that differ in one key.
    private let joins: [JoinKeys]
    private static let partnersShown = 3

    init(_ run: RuleRun, _ plan: JoinPlan, _ keys: JoinKeys) {
        table = plan.table
        places = CellPlaces(run.subject.tables)
        let that = run.rule.uses.vocabulary.records[run.rule.table].relations.count
        let pair = run.rule.uses.vocabulary.records.count
        let read = plan.condition?.expression.reads.filter { path in
            path.steps.count == 1 && path.steps[0].record == pair && path.steps[0].relation == that
        }
        let known = run.subject.schema.tables[plan.table].fields.indices
        var fields = plan.keys.map(\.field)
        for path in read ?? [] where !fields.contains(path.field) && known.contains(path.field) {
            fields.append(path.field)
        }
        self.fields = fields
        let places = plan.keys.indices
        joins = [keys] + (places.count > 1 ? places.reversed().map { keys.without($0) } : [])
    }

    func places(row: Int) -> [Finding.Place] {
        for join in joins {
            var rows: [Int] = []
            join.forEachMatch(of: row) { match in
                rows.append(match)
                return rows.count < Self.partnersShown
            }
            guard rows.isEmpty else {
                return rows.map { places.place(table: table, row: $0, fields: fields, found: nil) }
            }
        }
        return []
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
