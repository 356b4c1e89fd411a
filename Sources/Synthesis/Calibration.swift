import Foundation

/// The published figures that a synthetic nation is made to show, read from `Schemas/reference/calibration`.
struct Calibration: Sendable {
    struct Region: Sendable {
        let code: String
        let plans: Int
        /// Share of new plans issued within 20 weeks, exceptions left out.
        let withinTwentyWeeks: Double
    }

    struct Authority: Sendable {
        let code: Int
        let name: String
        /// Index into `regions`.
        let region: Int
        /// Plans of January 2023, on today's codes: only the share within the region is used.
        let weight: Double
    }

    struct CeaseReason: Sendable {
        let code: Int
        let plans: Double
        let ages: ClosedRange<Int>
    }

    /// Academic ages of the caseload: 2 stands for all below 3.
    static let ages = 2...25
    static let england = "E92000001"

    let regions: [Region]
    let authorities: [Authority]
    /// By area code: share of plans at each age.
    let ageShares: [String: [Double]]
    /// By area code: for each age in turn, the share of each setting.
    let settingShares: [String: [Double]]
    /// By area code: for each age in turn, the share of each need.
    let needShares: [String: [Double]]
    /// For each setting in turn, the share of each need, England.
    let needBySetting: [Double]
    /// By area code: the share of girls and young women within each need.
    let femaleShares: [String: [Double]]
    let ethnicities: [String]
    let ethnicityShares: [String: [Double]]
    /// Shares by years held, 0 to 12.
    let yearsHeld: [Double]
    /// Shares of each setting among plans in their first year.
    let firstYearSettings: [Double]
    let ageAtStart: [Double]
    let newPlansByAge: [Double]
    let ceaseReasons: [CeaseReason]
    private let flows: [String: Double]

    /// A published flow of a calendar year, or the stated assumption that stands for it.
    func flow(_ measure: String, _ year: Int) -> Double {
        flows["\(measure) \(year)", default: 0]
    }
}

extension Calibration {
    init(folder: URL) throws(SynthesisError) {
        let regions = try Self.readRegions(folder)
        self.regions = regions
        authorities = try Self.readAuthorities(folder, regions: regions)
        (ageShares, settingShares) = try Self.readSettings(folder)
        needShares = try Self.readShares("need-by-age.csv", folder, columns: Need.allCases.map(\.rawValue))
        needBySetting = try Self.readNeedBySetting(folder)
        femaleShares = try Self.readFemaleShares(folder)
        (ethnicities, ethnicityShares) = try Self.readEthnicities(folder)
        (yearsHeld, firstYearSettings) = try Self.readYearsHeld(folder)
        ageAtStart = try Self.readAges("age-at-start.csv", "share_percent", folder)
        newPlansByAge = try Self.readAges("new-plans-by-age.csv", "plans_2024", folder)
        ceaseReasons = try Self.readCeaseReasons(folder)
        flows = try Self.readFlows(folder)
    }

    private static func readRegions(_ folder: URL) throws(SynthesisError) -> [Region] {
        let table = try CalibrationTable(named: "regions.csv", in: folder)
        var regions: [Region] = []
        for row in table.rows {
            let share = try table.number(row, "within_20_weeks_percent_2024") / 100
            regions.append(
                Region(
                    code: try table.text(row, "region_code"),
                    plans: try table.whole(row, "plans_2025"),
                    withinTwentyWeeks: share
                )
            )
        }
        return regions
    }

    private static func readAuthorities(_ folder: URL, regions: [Region]) throws(SynthesisError) -> [Authority] {
        let table = try CalibrationTable(named: "local-authorities.csv", in: folder)
        var authorities: [Authority] = []
        for row in table.rows {
            let code = try table.text(row, "region_code")
            guard let region = regions.firstIndex(where: { $0.code == code }) else { continue }
            authorities.append(
                Authority(
                    code: try table.whole(row, "la_code"),
                    name: try table.text(row, "la_name"),
                    region: region,
                    weight: try table.number(row, "plans_2023")
                )
            )
        }
        return authorities
    }

    private static func readSettings(
        _ folder: URL
    ) throws(SynthesisError) -> ([String: [Double]], [String: [Double]]) {
        let table = try CalibrationTable(named: "setting-by-age.csv", in: folder)
        var ages: [String: [Double]] = [:]
        var settings: [String: [Double]] = [:]
        for row in table.rows {
            let area = try table.text(row, "area_code")
            ages[area, default: []].append(try table.number(row, "age_share_percent") / 100)
            var shares: [Double] = []
            for setting in Setting.allCases { shares.append(try table.number(row, setting.rawValue)) }
            moveOutOfCompulsoryAge(&shares, age: try table.whole(row, "age"))
            settings[area, default: []] += normalised(shares)
        }
        return (ages.mapValues(normalised), settings)
    }

    /// NEET is a category of those aged 16 and over: the few published below are counted as not in education.
    private static func moveOutOfCompulsoryAge(_ shares: inout [Double], age: Int) {
        guard age < 16 else { return }
        shares[Setting.notInEducationCompulsoryAge.index] += shares[Setting.notInEducation.index]
        shares[Setting.notInEducation.index] = 0
    }

    private static func readShares(
        _ name: String,
        _ folder: URL,
        columns: [String]
    ) throws(SynthesisError) -> [String: [Double]] {
        let table = try CalibrationTable(named: name, in: folder)
        var shares: [String: [Double]] = [:]
        for row in table.rows {
            var cells: [Double] = []
            for column in columns { cells.append(try table.number(row, column)) }
            shares[try table.text(row, "area_code"), default: []] += normalised(cells)
        }
        return shares
    }

    private static func readNeedBySetting(_ folder: URL) throws(SynthesisError) -> [Double] {
        try readShares("need-by-setting.csv", folder, columns: Need.allCases.map(\.rawValue))[england] ?? []
    }

    private static func readFemaleShares(_ folder: URL) throws(SynthesisError) -> [String: [Double]] {
        let table = try CalibrationTable(named: "need-by-sex.csv", in: folder)
        var plans: [String: [String: [Double]]] = [:]
        for row in table.rows {
            let share = try table.number(row, "share_percent")
            var cells: [Double] = []
            for need in Need.allCases { cells.append(try table.number(row, need.rawValue) * share) }
            plans[try table.text(row, "area_code"), default: [:]][try table.text(row, "sex")] = cells
        }
        return plans.mapValues { sexes in
            zip(sexes["F", default: []], sexes["M", default: []]).map { $0 + $1 > 0 ? $0 / ($0 + $1) : 0 }
        }
    }

    private static func readEthnicities(_ folder: URL) throws(SynthesisError) -> ([String], [String: [Double]]) {
        let table = try CalibrationTable(named: "ethnicity.csv", in: folder)
        var codes: [String] = []
        var shares: [String: [Double]] = [:]
        for row in table.rows {
            let code = try table.text(row, "ethnicity")
            if !codes.contains(code) { codes.append(code) }
            shares[try table.text(row, "area_code"), default: []].append(try table.number(row, "share_percent"))
        }
        return (codes, shares.mapValues(normalised))
    }

    private static func readYearsHeld(_ folder: URL) throws(SynthesisError) -> ([Double], [Double]) {
        let table = try CalibrationTable(named: "years-held.csv", in: folder)
        var shares = [Double](repeating: 0, count: 13)
        var first: [Double] = []
        for row in table.rows {
            let years = try table.whole(row, "years_held")
            shares[years] = try table.number(row, "share_percent")
            guard years == 1 else { continue }
            for setting in Setting.allCases { first.append(try table.number(row, setting.rawValue)) }
        }
        return (normalised(shares), normalised(first))
    }

    private static func readAges(
        _ name: String,
        _ column: String,
        _ folder: URL
    ) throws(SynthesisError) -> [Double] {
        let table = try CalibrationTable(named: name, in: folder)
        var cells = [Double](repeating: 0, count: ages.count)
        for row in table.rows {
            let age = try table.whole(row, "age")
            let number = try table.number(row, column)
            guard age == 20 else {
                cells[age - ages.lowerBound] = number
                continue
            }
            // Published as one group from 20: fewer the older they are.
            for older in 20...24 { cells[older - ages.lowerBound] = number * Double(25 - older) / 15 }
        }
        return cells
    }

    private static func readCeaseReasons(_ folder: URL) throws(SynthesisError) -> [CeaseReason] {
        let table = try CalibrationTable(named: "ceased-by-reason.csv", in: folder)
        var reasons: [CeaseReason] = []
        for row in table.rows {
            let lowest = try table.whole(row, "lowest_age")
            let highest = try table.whole(row, "highest_age")
            reasons.append(
                CeaseReason(
                    code: try table.whole(row, "reason"),
                    plans: try table.number(row, "plans_2024"),
                    ages: lowest...highest
                )
            )
        }
        return reasons
    }

    private static func readFlows(_ folder: URL) throws(SynthesisError) -> [String: Double] {
        let table = try CalibrationTable(named: "flows.csv", in: folder)
        var flows: [String: Double] = [:]
        for row in table.rows {
            flows["\(try table.text(row, "measure")) \(try table.whole(row, "year"))"] = try table.number(row, "value")
        }
        return flows
    }
}

/// Shares that sum to 1; published percentages are rounded and do not quite.
func normalised(_ shares: [Double]) -> [Double] {
    let total = shares.reduce(0, +)
    return total > 0 ? shares.map { $0 / total } : shares
}
