import Foundation
import Returns
import Support
import Synthesis
import Testing
import Validation

@Suite("The XML Schema of a standard")
struct XMLSchemaTests {
    private let library = SchemaLibrary(directory: Standard.schemas)

    @Test("xmllint accepts the schema and every generated return", arguments: [2024, 2025])
    func generatedReturns(year: Int) async throws {
        let folder = try TemporaryFolder()
        let xsd = try write("sen2@\(year)", to: folder.url)
        let file = try await generate(year, in: folder.url)
        let outcome = try Tool.run(["xmllint", "--noout", "--schema", xsd.path, file.path])
        #expect(outcome.status == 0, "\(outcome.text.prefix(600))")
    }

    @Test(
        "xmllint refuses a return with an unknown element, code, form or number of records",
        arguments: [
            ("<SENtypeRank>", "<SENtypeOrder>1</SENtypeOrder><SENtypeRank>"),
            ("<SENtype>", "<SENtype>NONE-"),
            ("<PersonBirthDate>", "<PersonBirthDate>x"),
            ("</SENneed>", "</SENneed><SENneed><SENtype>ASD</SENtype><SENtypeRank>2</SENtypeRank></SENneed><SENneed/>"),
        ]
    )
    func spoiltReturns(before: String, after: String) async throws {
        let folder = try TemporaryFolder()
        let xsd = try write("sen2@2025", to: folder.url)
        let file = try await generate(2025, in: folder.url)
        let text = try String(contentsOf: file, encoding: .utf8)
        let range = try #require(text.range(of: before))
        try text.replacingCharacters(in: range, with: after).write(to: file, atomically: true, encoding: .utf8)
        #expect(try Tool.run(["xmllint", "--noout", "--schema", xsd.path, file.path]).status == 3)
    }

    @Test("Every version's XML Schema is one that xmllint can compile")
    func versions() throws {
        let folder = try TemporaryFolder()
        let empty = folder.url.appending(path: "empty.xml")
        try "<Message/>".write(to: empty, atomically: true, encoding: .utf8)
        for version in try library.versions() {
            let outcome = try Tool.run([
                "xmllint", "--noout", "--schema", try write(version, to: folder.url).path, empty.path,
            ])
            #expect(outcome.status == 3, "\(version): \(outcome.text.prefix(600))")
        }
    }

    @Test("xmllint accepts every generated message of a school", arguments: [2024, 2025, 2026])
    func generatedSchools(year: Int) throws {
        let folder = try TemporaryFolder()
        let xsd = try write("school-census@\(year)", to: folder.url)
        let files = try generateSchools(year, in: folder.url)
        #expect(files.count > 2)
        let outcome = try Tool.run(["xmllint", "--noout", "--schema", xsd.path] + files.map(\.path))
        #expect(outcome.status == 0, "\(outcome.text.prefix(600))")
    }

    @Test(
        "xmllint refuses a school's message with an unknown element, code, form or place",
        arguments: [
            ("<SENprovision>", "<SENstatus>K</SENstatus><SENprovision>"), ("<SENprovision>", "<SENprovision>Q"),
            ("<DOB>", "<DOB>x"), ("<SENtypeRank>", "<SENtypeRank>9"), ("<School>", "<Schools/><School>"),
        ]
    )
    func spoiltSchools(before: String, after: String) throws {
        let folder = try TemporaryFolder()
        let xsd = try write("school-census@2026", to: folder.url)
        let files = try generateSchools(2026, in: folder.url)
        let text = try String(contentsOf: files[0], encoding: .utf8)
        let range = try #require(text.range(of: before))
        try text.replacingCharacters(in: range, with: after).write(to: files[0], atomically: true, encoding: .utf8)
        #expect(try Tool.run(["xmllint", "--noout", "--schema", xsd.path, files[0].path]).status == 3)
    }

    @Test("A message with each item once, in the layout's order, is accepted and read without a problem")
    func everyVersion() throws {
        let folder = try TemporaryFolder()
        for version in try library.versions() {
            let schema = try library.resolve(version)
            let xsd = try write(version, to: folder.url)
            let file = folder.url.appending(path: "\(version).xml")
            try SampleMessage(schema).text.write(to: file, atomically: true, encoding: .utf8)
            let outcome = try Tool.run(["xmllint", "--noout", "--schema", xsd.path, file.path])
            #expect(outcome.status == 0, "\(version): \(outcome.text.prefix(600))")
            let tables = try ReturnReader(schema: schema).read([ReturnInput(path: file)])
            #expect(tables.problems == [], "\(version)")
            #expect(tables.tables.allSatisfy { $0.rowCount == 1 }, "\(version)")
        }
    }

    private func generateSchools(_ year: Int, in folder: URL) throws -> [URL] {
        let recipe = CensusRecipe(years: [year], scale: 0.2, seed: 5, localAuthorities: [301], forms: [.xml])
        let reference = Standard.schemas.appending(path: "reference")
        let written = try SyntheticSchools(recipe: recipe, library: library, reference: reference).write(to: folder)
        let place = folder.appending(path: "\(year)/301")
        return written.flatMap(\.files).map { place.appending(path: ($0.name as NSString).lastPathComponent) }
    }

    private func write(_ version: String, to folder: URL) throws -> URL {
        let file = folder.appending(path: "\(version).xsd")
        try XMLSchema(try library.resolve(version)).text.write(to: file, atomically: true, encoding: .utf8)
        return file
    }

    private func generate(_ year: Int, in folder: URL) async throws -> URL {
        let recipe = NationRecipe(years: [year], scale: 0.02, seed: 7, localAuthorities: [301])
        let nation = try SyntheticNation(
            recipe: recipe,
            library: library,
            reference: Standard.schemas.appending(path: "reference")
        )
        _ = try await nation.write(to: folder, concurrency: 1)
        return folder.appending(path: "\(year)/301/sen2-\(year)-301.xml")
    }
}
