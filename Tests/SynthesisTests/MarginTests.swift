import Foundation
import Support
import Synthesis
import Testing

/// The nation at its true size, fitted once for all tests.
private let nation = Result { try SampleNation.nation(NationRecipe(scale: 1, seed: 2025)) }
private let authorities2025 = Result { try nation.get().margins(year: 2025) }
private let england2025 = Result {
    try authorities2025.get().values.reduce(into: nil as CaseloadMargins?) { $0 = $0?.adding($1) ?? $1 }
}

struct MarginTests {
    private func england() throws -> CaseloadMargins { try #require(try england2025.get()) }

    @Test func `Plans add up to the published total, region by region`() throws {
        #expect(try england().plans == 638_745)
        let areas = try Table("Schemas/reference/calibration/local-authorities.csv")
        let regions = try Table("Schemas/reference/calibration/regions.csv")
        for region in regions.rows {
            let members = areas.rows.filter { $0["region_code"] == region["region_code"] }
            let codes = members.compactMap { $0["la_code"].flatMap { Int($0) } }
            let margins = try authorities2025.get()
            #expect(codes.reduce(0) { $0 + (margins[$1]?.plans ?? 0) } == region["plans_2025"].flatMap { Int($0) })
            let new = codes.reduce(0) { $0 + (margins[$1]?.newPlans ?? 0) }
            let inTime = codes.reduce(0) { $0 + (margins[$1]?.newPlansInTime ?? 0) }
            let published = try #require(region["within_20_weeks_percent_2024"].flatMap { Double($0) })
            #expect(abs(100 * Double(inTime) / Double(new) - published) < 1.5)
        }
    }

    @Test func `Ages, settings, needs, sexes and ethnicities are as published`() throws {
        let margins = try england()
        let plans = Double(margins.plans)
        let ages = try Table("Schemas/reference/calibration/setting-by-age.csv").england
        for row in ages {
            let age = try #require(row["age"].flatMap { Int($0) })
            let published = try #require(row["age_share_percent"].flatMap { Double($0) })
            #expect(abs(100 * Double(margins.ages[age] ?? 0) / plans - published) < 0.05)
        }
        let years = try Table("Schemas/reference/calibration/ethnicity.csv").england
        for row in years {
            let code = try #require(row["ethnicity"])
            let published = try #require(row["share_percent"].flatMap { Double($0) })
            #expect(abs(100 * Double(margins.ethnicities[code] ?? 0) / plans - published) < 0.1)
        }
        #expect(abs(100 * Double(margins.sexes["M"] ?? 0) / plans - 70.6) < 0.3)
    }

    @Test func `Settings within an age are as published, with the jumps at 5, 11, 16 and 19`() throws {
        let margins = try england()
        for row in try Table("Schemas/reference/calibration/setting-by-age.csv").england {
            let age = try #require(row["age"].flatMap { Int($0) })
            guard let plans = margins.ages[age], plans > 4_000 else { continue }
            for (setting, count) in margins.settingsByAge[age] ?? [:] where !setting.hasPrefix("not_in_education") {
                let published = try #require(row[setting].flatMap { Double($0) })
                #expect(abs(100 * Double(count) / Double(plans) - published) < 0.5)
            }
        }
        func share(_ age: Int, _ stem: String) -> Double {
            let settings = margins.settingsByAge[age] ?? [:]
            let part = settings.filter { $0.key.hasPrefix(stem) }.values.reduce(0, +)
            return Double(part) / Double(settings.values.reduce(0, +))
        }
        #expect(share(10, "mainstream") - share(11, "mainstream") > 0.1)
        #expect(share(15, "mainstream") - share(16, "mainstream") > 0.3)
        #expect(share(16, "further_education") - share(15, "further_education") > 0.4)
        #expect(share(18, "special") - share(19, "special") > 0.1)
        #expect(share(3, "early_years") - share(5, "early_years") > 0.5)
    }

    @Test func `Last year's caseload and the flows between the two are as published`() throws {
        let before = try nation.get().margins(year: 2024).values.reduce(0) { $0 + $1.plans }
        let margins = try england()
        #expect(abs(Double(before) / 576_474 - 1) < 0.005)
        #expect(abs(Double(margins.newPlans) / 97_747 - 1) < 0.01)
        #expect(abs(Double(margins.ceased.values.reduce(0, +)) / 44_862 - 1) < 0.01)
        #expect(abs(Double(margins.requestsRefused) / 38_889 - 1) < 0.01)
    }

    @Test func `Between the ages of transfer no more move than stated`() throws {
        let margins = try england()
        for age in [6, 7, 8, 9, 10, 12, 13, 14, 15] {
            let movers = Double(margins.movers[age] ?? 0) / Double(margins.stayers[age] ?? 1)
            #expect(movers > 0.005 && movers < 0.035)
        }
        #expect(Double(margins.movers[11] ?? 0) > 0.2 * Double(margins.stayers[11] ?? 0))
        #expect(Double(margins.movers[16] ?? 0) > 0.4 * Double(margins.stayers[16] ?? 0))
    }

    @Test func `First needs and settings are as the calibration tables have them`() throws {
        let margins = try england()
        let settings = try Table("Schemas/reference/calibration/setting-by-age.csv").england
        let needs = try Table("Schemas/reference/calibration/need-by-age.csv").england
        func expected(_ rows: [[String: String]], _ column: String) throws -> Double {
            try zip(settings, rows).reduce(0) { sum, pair in
                let age = try #require(pair.0["age_share_percent"].flatMap { Double($0) })
                let share = try #require(pair.1[column].flatMap { Double($0) })
                return sum + age * share / 100
            }
        }
        for (need, count) in margins.needs {
            let share = 100 * Double(count) / Double(margins.plans)
            #expect(abs(share - (try expected(needs, need))) < 0.3, "\(need)")
        }
        for (setting, count) in margins.settings {
            let share = 100 * Double(count) / Double(margins.plans)
            #expect(abs(share - (try expected(settings, setting))) < 0.1, "\(setting)")
        }
    }
}
