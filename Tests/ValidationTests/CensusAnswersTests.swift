import Foundation
import Returns
import Synthesis
import Testing
import Validation

@Suite("School census returns with planted faults")
struct CensusAnswersTests {
    private struct Answers: Decodable {
        struct Place: Decodable {
            let file: String
            let row: Int
        }

        struct Fault: Decodable {
            let rule: String
            let severity: String
            let xml: Place?
            let csv: Place?
            let flat: Place?

            func place(_ form: String) -> Place? { form == "xml" ? xml : form == "csv" ? csv : flat }
        }

        let faults: [Fault]
    }

    @Test("Checking finds what the answers list and nothing else, in each form", arguments: ["xml", "csv", "flat"])
    func exactly(form: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(errorRate: 0.01, to: folder)
        let home = folder.appendingPathComponent("2026/301")
        let data = try Data(contentsOf: home.appendingPathComponent("answers.json"))
        let faults = try JSONDecoder().decode(Answers.self, from: data).faults
        #expect(faults.count >= 20)
        let planted = faults.compactMap { fault in
            fault.place(form).map { "\(fault.severity) \(fault.rule) \($0.file) \($0.row)" }
        }
        let findings = try results(home, form).flatMap(\.findings)
        let found = findings.map { "\($0.severity.rawValue) \($0.rule) \($0.file) \($0.row)" }
        #expect(found.sorted() == planted.sorted())
    }

    @Test("Clean returns raise no question, in each form", arguments: ["xml", "csv", "flat"])
    func clean(form: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(errorRate: 0, to: folder)
        let results = try results(folder.appendingPathComponent("2026/301"), form)
        #expect(results.allSatisfy { $0.findings.isEmpty })
        #expect(results.count == (form == "xml" ? 7 : 1))
    }

    private func write(errorRate: Double, to folder: URL) throws {
        let recipe = CensusRecipe(
            years: [2026],
            scale: 0.1,
            seed: 2,
            localAuthorities: [301],
            forms: [.xml, .csv, .flat],
            errorRate: errorRate
        )
        let reference = Standard.schemas.appendingPathComponent("reference")
        let library = SchemaLibrary(directory: Standard.schemas)
        _ = try SyntheticSchools(recipe: recipe, library: library, reference: reference).write(to: folder)
    }

    /// The results of each message, of the export, or of the flat file.
    private func results(_ home: URL, _ form: String) throws -> [CheckResult] {
        let library = SchemaLibrary(directory: Standard.schemas)
        let schema = try library.resolve("school-census@2026")
        let checker = Checker(schema: schema, rules: try RuleBook.load(library, schema))
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path).sorted()
        let paths =
            switch form {
            case "xml": names.filter { $0.hasSuffix(".xml") }
            case "csv": ["csv"]
            default: names.filter { $0.hasSuffix("-flat.csv") }
            }
        return try paths.map { path in
            let inputs = try ReturnReader.inputs(at: home.appendingPathComponent(path))
            return checker.check(try ReturnReader(schema: schema).read(inputs))
        }
    }
}
