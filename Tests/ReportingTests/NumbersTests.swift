import Foundation
import Reporting
import Testing

@Suite("Numbers in sentences")
struct NumbersTests {
    @Test("Each number of each headline is worked out again from the files")
    func bound() throws {
        #expect(WrittenRelease.released.headlines.count == 6)
        #expect(try checkNumbers(in: WrittenRelease.folder).isEmpty)
    }

    @Test(
        "A number changed in a sentence, a cell or a direction is found",
        arguments: [
            ("numbers.json", "in January 2025, up", "in January 2025, down"),
            ("numbers.json", "\"column\": \"plan_count\"", "\"column\": \"plan_counts\""),
            ("placements_england.csv", "E92000001,England,,,,,,Total,Total,", "E92000001,England,,,,,,Total,Total,9"),
            ("index.html", "There were", "There are"),
            ("numbers.json", "\"text\": \"rising\"", "\"text\": \"falling\""),
            ("numbers.json", "at ages 5 to 10", "at ages 5 to 11"),
        ]
    )
    func planted(file: String, found: String, replacement: String) throws {
        try withFolder("planted-\(abs((file + found).utf8.reduce(0) { $0 &* 31 &+ Int($1) }))") { folder in
            _ = WrittenRelease.released
            let copy = folder.appending(path: "release")
            try FileManager.default.copyItem(at: WrittenRelease.folder, to: copy)
            let text = try String(contentsOf: copy.appending(path: file), encoding: .utf8)
            try #require(text.contains(found))
            let changed = text.replacingOccurrences(of: found, with: replacement)
            try Data(changed.utf8).write(to: copy.appending(path: file))
            #expect(try !checkNumbers(in: copy).isEmpty)
        }
    }

    @Test("The headline gives the number of plans, rounded to 100, and the direction of the change")
    func wording() throws {
        let first = try #require(WrittenRelease.released.headlines.first)
        #expect(first.hasPrefix("There were ") && first.contains("00 education, health and care (EHC) plans"))
        #expect(first.contains(", up 1") && first.hasSuffix("% on January 2024."))
    }

    @Test("Without a year before, no sentence speaks of a change")
    func oneYear() throws {
        try withFolder("one-year") { folder in
            let cube = MadeUpNation.cube(
                authorities: Array(MadeUpNation.geography.authorities.prefix(20)),
                years: [2025]
            )
            let released = try writeReport(MadeUpNation.request(previousYear: nil), cube: cube, to: folder)
            #expect(
                released.headlines.allSatisfy { !$0.contains("2024") && !$0.contains("rose") && !$0.contains("up ") }
            )
            #expect(released.headlines.first?.hasSuffix("plans in January 2025.") == true)
            #expect(try checkNumbers(in: folder).isEmpty)
        }
    }

    @Test("The same figures in both years are said not to have changed clearly")
    func unchanged() throws {
        try withFolder("unchanged") { folder in
            var builder = try PlacementCube.Builder(
                years: MadeUpNation.years,
                geography: MadeUpNation.geography,
                tree: MadeUpNation.tree
            )
            for year in MadeUpNation.years {
                for (placement, count) in [("academy", 600), ("special_academy", 300), ("special_independent", 100)] {
                    try builder.add(
                        count,
                        year: year,
                        authority: "201",
                        ageBand: "a05_10",
                        primaryNeed: "ASD",
                        placement: placement,
                        sex: "F"
                    )
                }
            }
            let released = try writeReport(MadeUpNation.request(), cube: builder.build(), to: folder)
            #expect(released.headlines[0].contains("did not change clearly"))
            #expect(released.headlines[2].contains("the independent share did not change clearly in a year"))
            #expect(try checkNumbers(in: folder).isEmpty)
        }
    }
}
