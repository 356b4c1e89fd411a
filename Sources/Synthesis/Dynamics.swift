/// How a caseload came about: who joined in the year, how long plans have run, where children were a year ago,
/// and whose plans ended.
///
/// All shares are England's; a local authority differs by its ages and settings.
struct Dynamics: Sendable {
    /// For each age and setting in turn, the share whose plan was new to the caseload within the year.
    let joinerShares: [Double]
    /// For each age in turn, the shares of years held 2 to 11 among those who did not join within the year.
    let yearsHeld: [Double]
    /// Share of joiners who came with a plan from another local authority.
    let transferShare: Double
    /// Plans ended in a year for each plan held at its end.
    let leaverShare: Double
    /// Ages and reasons of plans that ended: shares, reason running fastest.
    let leavers: [Double]

    static let longestYearsHeld = 11
    static let yearsHeldCount = longestYearsHeld - 1

    init(_ calibration: Calibration) {
        let held = calibration.flow("plans_in_january", 2025)
        let ceased = calibration.flow("plans_ceased", 2024)
        let joiners = held - calibration.flow("plans_in_january", 2024) + ceased
        transferShare = 1 - calibration.flow("new_plans", 2024) / joiners
        leaverShare = ceased / held
        joinerShares = Self.fitJoiners(calibration, share: joiners / held)
        yearsHeld = Self.fitYearsHeld(calibration)
        leavers = Self.fitLeavers(calibration)
    }

    /// Joiners by age as new plans are published by age, by setting as plans in their first year are.
    private static func fitJoiners(_ calibration: Calibration, share: Double) -> [Double] {
        let ages = calibration.ageShares[Calibration.england, default: []]
        let settings = calibration.settingShares[Calibration.england, default: []]
        let count = Setting.allCases.count
        let caseload = settings.indices.map { ages[$0 / count] * settings[$0] }
        let byAge = shared(share, by: calibration.newPlansByAge, atMost: ages.map { $0 * 0.95 })
        var bySetting = [Double](repeating: 0, count: count)
        for (place, plans) in caseload.enumerated() { bySetting[place % count] += plans }
        let first = shared(share, by: calibration.firstYearSettings, atMost: bySetting.map { $0 * 0.9 })
        // Two layers, joined and stayed, fitted to the caseload's cells and to each layer's own margins.
        let layered = ProportionalFitting.fit(
            caseload.flatMap { [$0 * share, $0 * (1 - share)] },
            shape: (ages.count, count, 2),
            firstSecond: caseload,
            firstThird: zip(byAge, ages).flatMap { [$0, $1 - $0] },
            secondThird: zip(first, bySetting).flatMap { [$0, $1 - $0] },
            rounds: 200
        )
        return caseload.indices.map { caseload[$0] > 0 ? layered[$0 * 2] / caseload[$0] : 0 }
    }

    /// Shares out a total by weights, none above its limit; what a limit cuts off goes to the others.
    private static func shared(_ total: Double, by weights: [Double], atMost limits: [Double]) -> [Double] {
        var factor = total / weights.reduce(0, +)
        for _ in 0..<50 {
            let sum = zip(weights, limits).reduce(0) { $0 + min($1.0 * factor, $1.1) }
            factor *= total / sum
        }
        return zip(weights, limits).map { min($0 * factor, $1) }
    }

    /// Years held by age: no plan is older than its holder, and ages at start follow the published ones.
    ///
    /// Plans published as held for 12 years or more are given the first months that plans existed, late in 2014.
    private static func fitYearsHeld(_ calibration: Calibration) -> [Double] {
        let ages = calibration.ageShares[Calibration.england, default: []]
        let published = calibration.yearsHeld
        var columns = Array(published[2...longestYearsHeld])
        columns[columns.count - 1] += published[12]
        let byAge = zip(normalised(calibration.newPlansByAge), ages).map { max($1 - $0 * 0.168, $1 * 0.05) }
        var pattern: [Double] = []
        for age in Calibration.ages {
            for years in 2...longestYearsHeld {
                let start = age - years + 1
                let share = start >= 2 ? calibration.ageAtStart[start - Calibration.ages.lowerBound] : 0
                pattern.append(years <= age ? share + 0.05 : 0)
            }
        }
        let rows = normalised(byAge)
        let table = ProportionalFitting.fit(pattern, rows: rows, columns: normalised(columns), rounds: 200)
        return table.indices.map { table[$0] / rows[$0 / yearsHeldCount] }
    }

    /// Ended plans by age and reason: reasons and three age groups as published, within each reason's ages.
    private static func fitLeavers(_ calibration: Calibration) -> [Double] {
        let ages = calibration.ageShares[Calibration.england, default: []]
        let reasons = calibration.ceaseReasons
        let total = calibration.flow("plans_ceased", 2024)
        let groups = [
            total - calibration.flow("ceased_at_18_to_19", 2024) - calibration.flow("ceased_at_20_or_over", 2024),
            calibration.flow("ceased_at_18_to_19", 2024), calibration.flow("ceased_at_20_or_over", 2024),
        ]
        // Published by age on the day the plan ended, which is mostly the year after that of the August before.
        func group(_ age: Int) -> Int { age < 17 ? 0 : age < 19 ? 1 : 2 }
        var held = [Double](repeating: 0, count: groups.count)
        for (place, age) in Calibration.ages.enumerated() where age < 25 { held[group(age)] += ages[place] }
        var rows: [Double] = []
        var pattern: [Double] = []
        for (place, age) in Calibration.ages.enumerated() {
            rows.append(age < 25 ? groups[group(age)] * ages[place] / held[group(age)] : 0)
            pattern += reasons.map { $0.ages.contains(age) && age < 25 ? 1 : 0 }
        }
        let table = ProportionalFitting.fit(pattern, rows: rows, columns: reasons.map(\.plans), rounds: 200)
        return normalised(table)
    }
}
