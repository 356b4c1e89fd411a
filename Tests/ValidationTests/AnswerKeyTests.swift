import Foundation
import Returns
import Synthesis
import Testing
import Validation

@Suite("A synthetic authority with planted faults")
struct AnswerKeyTests {
    private struct Key: Decodable {
        struct Place: Decodable {
            let file: String
            let row: Int
            let line: Int
            let column: String
        }
        struct Fault: Decodable {
            let rule: String
            let severity: String
            let table: String
            let value: String
            let xml: Place?
            let csv: Place?
        }
        struct Expected: Decodable {
            let rule: String
            let severity: String
            let table: String
            let count: Int
        }
        let faults: [Fault]
        let expected: [Expected]
    }

    @Test("A clean authority has no error and may be loaded, in both forms")
    func clean() async throws {
        try await withReturns(errorRate: 0) { results, _ in
            for (form, result) in results {
                #expect(result.count(of: .error) == 0, "\(form): \(result.findings.first?.message ?? "")")
                #expect(result.checked?.localAuthority == 301)
            }
            #expect(results[0].result.recordCounts == results[1].result.recordCounts)
        }
    }

    @Test("Checking finds exactly what the answer key lists, in both forms")
    func exactly() async throws {
        try await withReturns(errorRate: 0.02) { results, folder in
            let data = try Data(contentsOf: folder.appendingPathComponent("answers.json"))
            let key = try JSONDecoder().decode(Key.self, from: data)
            #expect(key.faults.count > 30)
            for (form, result) in results {
                let planted = key.faults.compactMap { fault in
                    (form == "xml" ? fault.xml : fault.csv).map { Self.line(fault, $0) }
                }
                let found = result.findings.map(Self.line)
                #expect(Self.less(planted, found) == [], "planted and not found in \(form)")
                var counts: [String: Int] = [:]
                for line in Self.less(found, planted) {
                    counts[line.split(separator: " ").prefix(3).joined(separator: " "), default: 0] += 1
                }
                let pairs = key.expected.map { ("\($0.severity) \($0.rule) \($0.table)", $0.count) }
                #expect(counts == Dictionary(uniqueKeysWithValues: pairs).filter { $0.value > 0 }, "beyond in \(form)")
                #expect(result.checked == nil)
            }
        }
    }

    private func withReturns(
        errorRate: Double,
        _ body: ([(form: String, result: CheckResult)], URL) throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let recipe = NationRecipe(
            years: [2025],
            scale: 0.2,
            seed: 7,
            localAuthorities: [301],
            forms: .both,
            errorRate: errorRate
        )
        let tables = Standard.schemas.appendingPathComponent("reference")
        let nation = try SyntheticNation(
            recipe: recipe,
            library: SchemaLibrary(directory: Standard.schemas),
            reference: tables
        )
        _ = try await nation.write(to: folder, concurrency: 1)
        let reference = try ReferenceData(directory: folder.appendingPathComponent("reference"))
        let home = folder.appendingPathComponent("2025/301")
        let checker = Checker(schema: Standard.schema, reference: reference)
        let results = try ["xml", "csv"].map { form in
            let inputs = try files(in: home, form).map { ReturnInput(path: $0) }
            return (form, try checker.check(Standard.read(inputs)))
        }
        try body(results, home)
    }

    private static func line(_ fault: Key.Fault, _ place: Key.Place) -> String {
        line(fault.severity, fault.rule, fault.table, place.file, place.line, place.row, place.column, fault.value)
    }

    private static func line(_ finding: Finding) -> String {
        line(
            finding.severity.rawValue,
            finding.rule,
            finding.table,
            finding.file,
            finding.line,
            finding.row,
            finding.column,
            finding.found
        )
    }

    /// One line for a finding; for the shape of a file the key gives its place alone.
    private static func line(
        _ severity: String,
        _ rule: String,
        _ table: String,
        _ file: String,
        _ line: Int,
        _ row: Int,
        _ column: String,
        _ value: String
    ) -> String {
        let isShape = ReadingProblem.Kind(rawValue: rule) != nil
        return "\(severity) \(rule) \(table) \(file):\(line) \(column)" + (isShape ? "" : " row \(row) [\(value)]")
    }

    private func files(in folder: URL, _ form: String) throws -> [URL] {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let found = (all?.allObjects as? [URL]) ?? []
        return found.filter { $0.pathExtension == form }.sorted { $0.path < $1.path }
    }

    /// The entries of one list that are left when each of another has taken one away.
    private static func less(_ entries: [String], _ others: [String]) -> [String] {
        var taken: [String: Int] = [:]
        for other in others { taken[other, default: 0] += 1 }
        return entries.filter { entry in
            guard let count = taken[entry], count > 0 else { return true }
            taken[entry] = count - 1
            return false
        }
    }
}
