import Foundation
import Returns
import Synthesis
import Testing

/// Synthetic school census returns in a folder of their own, which goes with them.
final class SampleSchools: Sendable {
    let folder: URL
    let summary: [CensusSummary]

    init(_ recipe: CensusRecipe) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "schools-\(UUID().uuidString)")
        let schools = try SyntheticSchools(
            recipe: recipe,
            library: SampleNation.library,
            reference: SampleNation.schemas.appending(path: "reference")
        )
        summary = try schools.write(to: folder)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func read(_ year: Int, _ path: String) throws -> ReturnTables {
        let schema = try SampleNation.library.resolve("school-census@\(year)")
        return try ReturnReader(schema: schema).read(ReturnReader.inputs(at: folder.appending(path: path)))
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
    }
}

@Suite("Made-up school census returns")
struct SyntheticSchoolsTests {
    private static let recipe = CensusRecipe(
        years: [2026],
        scale: 0.05,
        seed: 3,
        localAuthorities: [301],
        forms: [.xml, .csv, .flat],
        errorRate: 0.02
    )

    @Test("The same recipe gives the same bytes, another seed gives others")
    func sameBytes() throws {
        let first = try SampleSchools(Self.recipe).summary
        #expect(try SampleSchools(Self.recipe).summary == first)
        var other = Self.recipe
        other.seed = 4
        #expect(try SampleSchools(other).summary != first)
    }

    @Test("As many pupils as asked for are written")
    func counted() throws {
        let schools = try SampleSchools(CensusRecipe(pupils: 777, forms: [.flat]))
        #expect(schools.summary.map(\.pupils) == [777])
        let tables = try schools.read(2026, "2026/school-census-2026-flat.csv")
        #expect(tables.table("pupil")?.rowCount == 777)
        #expect(tables.problems.isEmpty)
    }

    @Test("More pupils than there are is a sentence, and so is a year that cannot be made")
    func refuses() throws {
        #expect(throws: SynthesisError.self) {
            try SampleSchools(CensusRecipe(pupils: 9_000_000, localAuthorities: [420], forms: [.flat]))
        }
        #expect(throws: SynthesisError.self) { try SampleSchools(CensusRecipe(years: [2023])) }
        #expect(throws: SynthesisError.self) { try SampleSchools(CensusRecipe(scale: 2)) }
        #expect(throws: SynthesisError.self) { try SampleSchools(CensusRecipe(localAuthorities: [999])) }
    }

    @Test("Shares of pupils with a plan and on SEN support are near those published for January 2026")
    func shares() throws {
        let schools = try SampleSchools(CensusRecipe(pupils: 100_000, forms: [.flat]))
        let tables = try schools.read(2026, "2026/school-census-2026-flat.csv")
        let provision = try #require(tables.table("pupil")?.column("sen_provision"))
        let codes = try #require(tables.schema.codeLists["sen-provision"]).codes.map(\.code)
        let percent = codes.map { code in
            100 * Double(provision.values.count { codes[Int($0)] == code }) / Double(provision.values.count)
        }
        #expect(abs(percent[0] - 6.0) < 0.7, "\(percent[0]) % with a plan")
        #expect(abs(percent[1] - 14.8) < 0.7, "\(percent[1]) % on SEN support")
    }

    @Test("The pupils of one year are those of the year before, a year older")
    func twoYears() throws {
        let recipe = CensusRecipe(years: [2025, 2026], scale: 0.001, localAuthorities: [301], forms: [.flat])
        let schools = try SampleSchools(recipe)
        let births = try [2025, 2026].map { year in
            let pupils = try #require(
                try schools.read(year, "\(year)/301/school-census-\(year)-301-flat.csv").table("pupil")
            )
            return Dictionary(uniqueKeysWithValues: zip(pupils.strings("upn"), pupils.strings("birth_date")))
        }
        let both = births[1].filter { births[0][$0.key] != nil }
        #expect(both.count * 10 > births[1].count * 7)
        #expect(both.allSatisfy { births[0][$0.key] == $0.value })
    }

    @Test("Each answer points at the value that was planted", arguments: ["xml", "csv", "flat"])
    func answers(form: String) throws {
        let schools = try SampleSchools(Self.recipe)
        let data = try Data(contentsOf: schools.folder.appending(path: "2026/301/answers.json"))
        let faults = try JSONDecoder().decode(Answers.self, from: data).faults
        #expect(faults.count == schools.summary.reduce(0) { $0 + $1.faults } && faults.count >= 20)
        var seen = 0
        var texts: [String: [String]] = [:]
        for fault in faults {
            guard let place = form == "xml" ? fault.xml : form == "csv" ? fault.csv : fault.flat else { continue }
            seen += 1
            let path = "2026/301/" + (form == "csv" ? "csv/" : "") + place.file
            let lines =
                try texts[path]
                ?? schools.text(path).replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
            texts[path] = lines
            let line = lines[place.line - 1]
            guard !place.column.isEmpty else { continue }
            if form == "xml" {
                let expected = fault.value.isEmpty ? "<PupilOnRoll>" : "<\(place.column)>\(fault.value)</"
                #expect(line.contains(expected), "\(fault.rule): \(line)")
            } else {
                let heading = lines[0].trimmingCharacters(in: .newlines).components(separatedBy: ",")
                let column = try #require(heading.firstIndex(of: place.column))
                #expect(cells(line)[column] == fault.value, "\(fault.rule): \(line)")
            }
        }
        #expect(seen >= faults.count - 5)
    }

    private func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line.trimmingCharacters(in: .newlines) {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    private struct Answers: Decodable {
        let faults: [Fault]

        struct Fault: Decodable {
            let rule: String
            let value: String
            let xml: Place?
            let csv: Place?
            let flat: Place?
        }

        struct Place: Decodable {
            let file: String
            let line: Int
            let column: String
        }
    }
}
