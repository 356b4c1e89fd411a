import Foundation
import Pipeline
import Support
import Synthesis
import Testing
import Warehouse

@Suite("From files to the report")
struct WholeWayTests {
    @Test("Authorities add up to regions and to England, and to what the nation was made of")
    func closes() async throws {
        try await SmallNation.with { nation in
            try await TestDatabase.withDatabase { settings in
                try await nation.run(on: settings, method: "none")
                let file = try PublishedFile(
                    "placements_tree_by_area.csv",
                    in: nation.folder.appendingPathComponent("report")
                )
                let totals = ["placement_group": "Total", "placement": "Total"]
                for year in [2024, 2025] {
                    let made = nation.summary.returns.filter { $0.year == year }
                    let plans = made.reduce(0) { $0 + $1.margins.plans }
                    for level in ["National", "Regional", "Local authority"] {
                        let wanted = totals.merging([
                            "time_period": "\(year - 1)\(year % 100)", "geographic_level": level,
                        ]) { $1 }
                        #expect(file.sum("plan_count", wanted) == plans)
                    }
                    for entry in made {
                        let wanted = totals.merging([
                            "time_period": "\(year - 1)\(year % 100)", "geographic_level": "Local authority",
                            "old_la_code": "\(entry.localAuthority)",
                        ]) { $1 }
                        #expect(file.sum("plan_count", wanted) == entry.margins.plans)
                    }
                }
            }
        }
    }

    @Test("Each placement of the tree has as many plans in England as the nation was made with")
    func placements() async throws {
        try await SmallNation.with { nation in
            try await TestDatabase.withDatabase { settings in
                try await nation.run(on: settings, method: "none")
                let labels = try PublishedFile(
                    "placement_category.csv",
                    in: SmallNation.schemas.appendingPathComponent("reference")
                )
                let file = try PublishedFile(
                    "placements_tree_by_area.csv",
                    in: nation.folder.appendingPathComponent("report")
                )
                var made: [String: Int] = [:]
                for entry in nation.summary.returns where entry.year == 2025 {
                    made.merge(entry.margins.settings) { $0 + $1 }
                }
                #expect(made.count > 20)
                for row in labels.rows {
                    let code = try #require(row["code"])
                    let wanted = [
                        "time_period": "202425", "geographic_level": "National",
                        "placement": try #require(row["label"]),
                    ]
                    #expect(file.rows(wanted).count == 1, "\(code)")
                    #expect(file.sum("plan_count", wanted) == made[code] ?? 0, "\(code)")
                }
            }
        }
    }

    @Test("The bridge closes: both definitions share one total")
    func bridge() async throws {
        try await SmallNation.with { nation in
            try await TestDatabase.withDatabase { settings in
                try await nation.run(on: settings, method: "none")
                let file = try PublishedFile(
                    "placements_by_area.csv",
                    in: nation.folder.appendingPathComponent("report")
                )
                for level in ["National", "Regional", "Local authority"] {
                    let sums = ["By school type", "By provision"].map { definition in
                        file.rows([
                            "time_period": "202425", "geographic_level": level, "specialist_definition": definition,
                        ]).filter { !["Total", "All specialist"].contains($0["placement_group"]) }.reduce(0) {
                            $0 + (Int($1["plan_count"] ?? "") ?? 0)
                        }
                    }
                    #expect(sums[0] > 0 && sums[0] == sums[1])
                }
            }
        }
    }

    @Test("A second run hands in nothing twice, keeps the digest and gives the same report, byte for byte")
    func again() async throws {
        try await SmallNation.with { nation in
            try await TestDatabase.withDatabase { settings in
                try await nation.run(on: settings)
                let first = try await SmallNation.withWarehouse(settings) { try await $0.digest() }
                try await nation.run(on: settings, out: "again", concurrency: 1)
                let second = try await SmallNation.withWarehouse(settings) { try await $0.digest() }
                #expect(first == second)
                #expect(
                    try Self.files(nation.folder.appendingPathComponent("report"))
                        == Self.files(nation.folder.appendingPathComponent("again"))
                )
            }
        }
    }

    @Test("XML and CSV sets lead to the same facts, whatever the number of workers")
    func forms() async throws {
        try await SmallNation.with(scale: 0.05, forms: .both, authorities: [301, 420, 886]) { nation in
            let both = try await TestDatabase.withDatabase { settings in
                try await nation.run(on: settings, concurrency: 2)
                return try await SmallNation.withWarehouse(settings) { try await $0.digest() }
            }
            // Without the messages, the same folder hands in the CSV sets.
            for entry in nation.summary.returns {
                let place = nation.folder.appendingPathComponent("nation/\(entry.year)/\(entry.localAuthority)")
                for file in try FileManager.default.contentsOfDirectory(atPath: place.path) where file.hasSuffix(".xml")
                {
                    try FileManager.default.removeItem(at: place.appendingPathComponent(file))
                }
            }
            let sets = try await TestDatabase.withDatabase { settings in
                try await nation.run(on: settings, concurrency: 1)
                return try await SmallNation.withWarehouse(settings) { try await $0.digest() }
            }
            #expect(both.tables.first { $0.name == "warehouse.person" }?.rows ?? 0 > 100)
            #expect(both == sets)
        }
    }

    @Test("No name, birth date or pupil number of the returns is in the release")
    func nothingPersonal() async throws {
        try await SmallNation.with(scale: 0.02, forms: .both, authorities: [301, 420]) { nation in
            try await TestDatabase.withDatabase { settings in
                try await nation.run(on: settings)
                let release = try Self.files(nation.folder.appendingPathComponent("report")).values
                    .map { String(decoding: $0, as: UTF8.self) }.joined()
                let folder = nation.folder.appendingPathComponent("nation/2025/301/csv")
                let name = try #require(
                    try FileManager.default.contentsOfDirectory(atPath: folder.path).first {
                        $0.hasSuffix("_person.csv")
                    }
                )
                let persons = try PublishedFile(name, in: folder).rows
                #expect(persons.count > 20)
                for person in persons {
                    let number = person["upn"] ?? ""
                    #expect(number.isEmpty || !release.contains(number))
                    #expect(!release.contains("\(person["surname"] ?? "?") \(person["forename"] ?? "?")"))
                }
            }
        }
    }

    private static func files(_ folder: URL) throws -> [String: Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return paths.reduce(into: [:]) { files, path in
            let place = folder.appendingPathComponent(path)
            if let data = try? Data(contentsOf: place) { files[path] = data }
        }
    }
}
