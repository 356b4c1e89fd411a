import Disclosure
import Foundation
import Reporting
import Testing

@Suite("What adds up")
struct ClosureTests {
    @Test("Without disclosure control, authorities add up to regions and regions to England, for every placement")
    func areasClose() throws {
        try withFolder("closure") { folder in
            _ = try writeReport(MadeUpNation.request(method: .none), cube: MadeUpNation.national, to: folder)
            let text = try String(contentsOf: folder.appending(path: "placements_tree_by_area.csv"), encoding: .utf8)
            var sums: [[String]: [String: Int]] = [:]
            for row in tidyRows(text) {
                let key = [row["time_period"]!, row["placement_group"]!, row["placement"]!]
                sums[key, default: [:]][row["geographic_level"]!, default: 0] += Int(row["plan_count"]!)!
            }
            #expect(sums.count == 2 * (1 + 5 + MadeUpNation.tree.leaves.count))
            for levels in sums.values {
                #expect(Set(levels.values).count == 1)
                #expect(levels.count == 3)
            }
        }
    }

    @Test("Both definitions have the same total, and the bridge closes in both directions")
    func bridgeCloses() throws {
        try withFolder("bridge") { folder in
            _ = try writeReport(MadeUpNation.request(method: .none), cube: MadeUpNation.national, to: folder)
            let text = try String(contentsOf: folder.appending(path: "definitions_bridge.csv"), encoding: .utf8)
            let rows = tidyRows(text).filter { $0["time_period"] == "202425" }
            let count = { (type: String, provision: String) in
                Int(rows.first { $0["by_school_type"] == type && $0["by_provision"] == provision }!["plan_count"]!)!
            }
            let groups = PlacementGroup.allCases.map(\.label)
            for group in groups {
                #expect(groups.reduce(0) { $0 + count(group, $1) } == count(group, "Total"))
                #expect(groups.reduce(0) { $0 + count($1, group) } == count("Total", group))
            }
            #expect(groups.reduce(0) { $0 + count($1, "Total") } == count("Total", "Total"))
            #expect(count("Mainstream", "Specialist state") > 0)
            #expect(count("Specialist state", "Mainstream") == 0)
        }
    }

    @Test("With rounding, every count of the release is a multiple of 5 or low, and parts stay near their total")
    func roundedEverywhere() throws {
        var england = 0
        var authorities = 0
        for row in try WrittenRelease.rows("placements_by_area.csv") {
            let count = row["plan_count"]!
            #expect(count == "low" || Int(count)!.isMultiple(of: 5))
            guard row["time_period"] == "202425", row["placement_group"] == "Total",
                row["specialist_definition"] == "By provision"
            else { continue }
            switch row["geographic_level"] {
            case "National": england = Int(count)!
            case "Local authority": authorities += Int(count) ?? 0
            default: break
            }
        }
        #expect(england > 100_000)
        #expect(abs(england - authorities) <= (153 + 1) * 2)
    }

    @Test("Shares in a file are worked out from the counts of that file")
    func sharesFromShownCounts() throws {
        let rows = try WrittenRelease.rows("placements_england.csv").filter { $0["time_period"] == "202425" }
        let total = Int(rows.first { $0["placement"] == "Total" }!["plan_count"]!)!
        for row in rows {
            guard let count = Int(row["plan_count"]!) else { continue }
            let tenths = (count * 2_000 + total) / (2 * total)
            #expect(row["plan_percent"] == "\(tenths / 10).\(tenths % 10)")
        }
    }

    @Test("An authority without a return is not available rather than zero, and the page says how many there are")
    func missingReturns() throws {
        let three = Array(MadeUpNation.geography.authorities.prefix(3))
        try withFolder("partial") { folder in
            let cube = MadeUpNation.cube(authorities: three)
            _ = try writeReport(MadeUpNation.request(), cube: cube, to: folder)
            let rows = tidyRows(
                try String(contentsOf: folder.appending(path: "placements_by_area.csv"), encoding: .utf8)
            )
            let missing = rows.filter { $0["old_la_code"] == "300" }
            #expect(!missing.isEmpty && missing.allSatisfy { $0["plan_count"] == "x" && $0["plan_percent"] == "x" })
            #expect(rows.first { $0["old_la_code"] == "201" }!["plan_count"] != "x")
            #expect(rows.first { $0["region_code"] == "E12000009" }!["plan_count"] == "x")
            let page = try String(contentsOf: folder.appending(path: "index.html"), encoding: .utf8)
            #expect(page.contains("3 of 153 authorities for 2025"))
        }
    }
}
