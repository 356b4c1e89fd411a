import Foundation
import Returns
import Synthesis
import Testing

struct FormsTests {
    @Test(arguments: [2024, 2025])
    func `Both forms read as the same columns, without a problem`(year: Int) async throws {
        let recipe = NationRecipe(years: [year], scale: 0.05, seed: 3, localAuthorities: [301, 941], forms: .both)
        let nation = try await SampleNation(recipe)
        for authority in [301, 941] {
            let xml = try nation.read(year, authority)
            let csv = try nation.read(year, authority, .csv)
            #expect(xml.problems.isEmpty)
            #expect(csv.problems.isEmpty)
            for (left, right) in zip(xml.tables, csv.tables) {
                #expect(left.rowCount > 0)
                #expect(left.parents == right.parents)
                for (place, column) in left.columns.enumerated() {
                    #expect(column.states == right.columns[place].states)
                    #expect(column.values == right.columns[place].values)
                    #expect(!column.states.contains { $0 > CellState.value })
                }
            }
        }
    }

    @Test func `The message is well-formed XML`() async throws {
        let nation = try await SampleNation(NationRecipe(scale: 0.02, seed: 5, localAuthorities: [201, 302, 420]))
        for year in [2024, 2025] {
            for authority in [201, 302, 420] {
                let file = nation.folder.appending(path: "\(year)/\(authority)/sen2-\(year)-\(authority).xml")
                let process = Process()
                process.executableURL = URL(filePath: "/usr/bin/env")
                process.arguments = ["xmllint", "--noout", file.path]
                try process.run()
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
            }
        }
    }

    @Test func `Names hold commas, apostrophes and letters beyond ASCII`() async throws {
        let nation = try await SampleNation(NationRecipe(years: [2025], scale: 0.1, localAuthorities: [301]))
        let person = try #require(nation.read(2025, 301).table("person"))
        let names = Set(person.strings("surname") + person.strings("forename"))
        #expect(names.contains { $0.contains(",") })
        #expect(names.contains { $0.contains("'") })
        #expect(names.contains { $0.utf8.count > $0.unicodeScalars.count })
    }

    @Test(arguments: [201, 420])
    func `The smallest authorities have returns too`(authority: Int) async throws {
        let nation = try await SampleNation(NationRecipe(scale: 0.01, localAuthorities: [authority]))
        for year in [2024, 2025] { #expect(try nation.read(year, authority).table("person")?.rowCount ?? 0 > 0) }
    }
}
