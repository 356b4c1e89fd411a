import Foundation
import Support
import Synthesis
import Testing

/// The nation beside the published tables themselves, where they are at hand.
@Suite(.enabled(if: SharedData.isExpected, "the published tables are not beside the repository"))
struct PublishedTests {
    @Test func `Needs, settings and sexes are as published`() throws {
        let nation = try SampleNation.nation(NationRecipe(years: [2025], scale: 0.25, seed: 4))
        let areas = nation.margins(year: 2025).values
        let margins = areas.reduce(into: nil as CaseloadMargins?) { $0 = $0?.adding($1) ?? $1 }
        let england = try #require(margins)
        func percent(_ count: Int?) -> Double { 100 * Double(count ?? 0) / Double(england.plans) }

        let needs = try Self.rows("raw/structure_need_by_age_setting_sex_jan2025_percent.csv.gz")
        let allNeeds = try #require(needs.first { $0["breakdown"] == "All EHC plans" })
        for need in england.needs.keys where need != "not_recorded" {
            let published = try #require(allNeeds["\(need.lowercased())_pc"].flatMap { Double($0) })
            #expect(abs(percent(england.needs[need]) - published) < 0.3, "\(need)")
        }
        let settings = try Self.rows("raw/structure_setting_by_age_sex_jan2025_percent.csv.gz")
        let all = try #require(settings.first { $0["breakdown"] == "All EHC plans" })
        for (code, column) in Self.columns {
            let published = try #require(all["\(column)_pc_of_row"].flatMap { Double($0) })
            #expect(abs(percent(england.settings[code]) - published) < 0.15, "\(code)")
        }
        let male = try #require(settings.first { $0["breakdown"] == "Male" })
        let published = try #require(male["row_share_of_all_plans_pc"].flatMap { Double($0) })
        #expect(abs(percent(england.sexes["M"]) - published) < 0.3)
    }

    private static let columns = [
        "mainstream_la_maintained": "mainstream_la_maintained", "mainstream_academy": "mainstream_academy",
        "mainstream_independent": "mainstream_independent", "special_la_maintained": "special_la_maintained",
        "special_academy_free": "special_academy_free", "special_independent": "special_independent",
        "special_non_maintained": "special_non_maintained",
        "further_education_general": "general_fe_tertiary_colleges", "arranged_by_la": "other_arrangements_la",
        "elective_home_education": "elective_home_education", "early_years_non_maintained": "nm_early_years",
        "not_recorded": "placement_unknown",
    ]

    /// The rows of England.
    private static func rows(_ path: String) throws -> [[String: String]] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", try SharedData.file(path).path]
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Table(text: String(decoding: data, as: UTF8.self)).rows.filter { $0["geographic_level"] == "National" }
    }
}
