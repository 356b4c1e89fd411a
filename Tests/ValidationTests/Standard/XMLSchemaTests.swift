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
