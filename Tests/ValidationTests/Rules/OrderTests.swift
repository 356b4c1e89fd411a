import Foundation
import Returns
import Synthesis
import Testing
import Validation

/// The order of rows, columns, files and persons says nothing, so it changes no finding.
@Suite("Any order")
struct OrderTests {
    @Test(
        "Rows, columns and files in another order: the same findings about the same records",
        arguments: CleanReturns.all?.kinds ?? []
    )
    func sheets(kind: CleanReturns.Kind) throws {
        var (count, rules) = (0, Set<String>())
        for seed in 1...(CleanReturns.isLong ? 100 : 10) {
            let spoilt = ManyFaults(kind, seed: UInt64(seed)).sheets
            var shuffle = Shuffle(seed: UInt64(seed))
            let turned = shuffle.sheets(spoilt)
            let one = try Self.told(kind.check(spoilt), spoilt, kind)
            let other = try Self.told(kind.check(turned), turned, kind)
            count += one.count
            rules.formUnion(one.map { String($0.prefix { $0 != " " }) })
            for line in Set(one).symmetricDifference(other).sorted().prefix(4) {
                Issue.record("\(kind.schema.identifier), seed \(seed): only in one order: \(line)")
            }
            #expect(one.count == other.count)
        }
        print("\(kind.schema.identifier): \(count) lines of \(rules.count) rules told the same in another order")
        #expect(count > 100)
    }

    /// Each finding and each count as a line that names records by their own numbers.
    private static func told(_ result: CheckResult, _ sheets: SheetReturn, _ kind: CleanReturns.Kind) -> [String] {
        let findings = result.findings.map { finding -> String in
            let rule = kind.book.rule(finding.rule)
            // Of records that share a value, any may come first; of cells read otherwise, the first is shown.
            if rule?.shape == .readAs || finding.rule == "value-repeated" || rule?.shape == .unique {
                return "\(finding.rule) \(finding.severity.rawValue) \(finding.table)"
            }
            let own = place(finding.file, finding.row, finding.column, finding.found, sheets)
            // Of several partners that must not be there, any may come first.
            let isPaired = rule?.shape == Rule.Shape.none
            let related =
                isPaired ? [] : finding.related.map { place($0.file, $0.row, $0.column, $0.found, sheets) }.sorted()
            return "\(finding.rule) \(finding.severity.rawValue) \(own) beside \(related.joined(separator: ", "))"
        }
        let counts = result.counts.map {
            "\($0.rule) \($0.severity.rawValue) \($0.count) of \($0.total ?? -1) \($0.unit)"
        }
        return findings.sorted() + counts.sorted()
    }

    private static func place(
        _ file: String,
        _ row: Int,
        _ column: String,
        _ found: String,
        _ sheets: SheetReturn
    ) -> String {
        guard row > 1, let sheet = sheets.index(of: file) else { return "\(file) \(column) [\(found)]" }
        return "\(file) record \(sheets.sheets[sheet].rows[row - 2].origin ?? -1) \(column) [\(found)]"
    }

    @Test("Persons and pupils of a message in another order: the same findings", arguments: ["sen2", "school-census"])
    func messages(name: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let library = SchemaLibrary(directory: Standard.schemas)
        let tables = Standard.schemas.appendingPathComponent("reference")
        let year = name == "sen2" ? 2025 : 2026
        if name == "sen2" {
            let recipe = NationRecipe(
                years: [year],
                scale: 0.1,
                seed: 5,
                localAuthorities: [301],
                forms: .xml,
                errorRate: 0.05
            )
            let nation = try SyntheticNation(recipe: recipe, library: library, reference: tables)
            _ = try await nation.write(to: folder, concurrency: 1)
        } else {
            let recipe = CensusRecipe(
                years: [year],
                scale: 0.1,
                seed: 5,
                localAuthorities: [301],
                forms: [.xml],
                errorRate: 0.05
            )
            _ = try SyntheticSchools(recipe: recipe, library: library, reference: tables).write(to: folder)
        }
        let schema = try library.resolve("\(name)@\(year)")
        let home = folder.appendingPathComponent("\(year)/301")
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path).sorted()
        let file = try #require(names.first { $0.hasSuffix(".xml") })
        let text = try String(contentsOf: home.appendingPathComponent(file), encoding: .utf8)
        let checker = Checker(
            schema: schema,
            rules: try RuleBook.load(library, schema),
            reference: try ReferenceData(directory: folder.appendingPathComponent("reference"))
        )
        var shuffle = Shuffle(seed: 9)
        let element = name == "sen2" ? "Person" : "PupilOnRoll"
        let turned = shuffle.elements(named: element, in: text)
        #expect(turned != text)
        let told = try [text, turned].map { text in
            let input = ReturnInput(name: file, bytes: [UInt8](text.utf8))
            let result = checker.check(try ReturnReader(schema: schema).read([input]))
            let findings = result.findings.map { finding in
                let related = finding.related.map { "\($0.column) [\($0.found)]" }.sorted().joined(separator: ", ")
                let isPaired = ["value-repeated"].contains(finding.rule) || !finding.related.isEmpty
                let key = isPaired || !finding.recordKey.contains("N") ? "" : finding.recordKey
                return
                    "\(finding.rule) \(finding.severity.rawValue) \(key) \(finding.column) [\(finding.found)] \(related)"
            }
            return findings.sorted() + result.counts.map { "\($0.rule) \($0.count) of \($0.total ?? -1)" }.sorted()
        }
        #expect(told[0].count > 10)
        print("\(name): \(told[0].count) lines told the same of a message in another order")
        for line in Set(told[0]).symmetricDifference(told[1]).sorted().prefix(6) {
            Issue.record("only in one order: \(line)")
        }
        #expect(told[0].count == told[1].count)
    }
}
