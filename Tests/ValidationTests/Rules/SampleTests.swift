import Returns
import Testing
import Validation

/// Each rule's samples, read by the real reader and checked with the whole book.
@Suite("Samples of rules")
struct SampleTests {
    static let library = SchemaLibrary(directory: Standard.schemas)
    static let versions = (try? library.versions()) ?? []
    /// The newest version of each return, or all.
    static let wanted = CleanReturns.isLong ? versions : versions.filter { $0.hasSuffix("@2026") || $0 == "sen2@2023" }

    @Test("A rule's failing samples raise it, its passing samples do not, and little else is raised", arguments: wanted)
    func samples(version: String) throws {
        let samples = try RuleProof(Self.library, Self.library.resolve(version)).samples()
        var (alone, rules, beyond) = (0, 0, [String: Set<String>]())
        for (rule, own) in Dictionary(grouping: samples, by: \.rule) {
            rules += 1
            for sample in own where sample.isFailing != sample.codes.contains(rule) {
                Issue.record("\(rule): \(sample.isFailing ? "not raised by" : "raised by") \(sample.text)")
            }
            // What a sample leaves out is missed in both kinds; what the failing one raises besides is the rule's own.
            let usual = own.filter { !$0.isFailing }.map(\.codes).reduce(into: Set<String>()) { $0.formUnion($1) }
            let others = own.filter(\.isFailing).map { $0.codes.subtracting(usual).subtracting([rule]) }
            if others.contains(where: \.isEmpty) {
                alone += 1
            } else {
                beyond[rule] = others.min { $0.count < $1.count }
            }
        }
        print("\(version): \(alone) of \(rules) rules have a sample that raises nothing but the rule itself")
        for (rule, others) in beyond.sorted(by: { $0.key < $1.key }) { print("  \(rule) with \(others.sorted())") }
        #expect(alone * 10 >= rules * 8)
        #expect(beyond.values.allSatisfy { $0.count <= 4 })
    }

    @Test(
        "Where a failing sample differs from a passing one in a single cell, the finding locates that cell",
        arguments: wanted
    )
    func located(version: String) throws {
        let proof = try RuleProof(Self.library, Self.library.resolve(version))
        let book = try RuleBook.load(Self.library, Self.library.resolve(version))
        var (pairs, rules, missed) = (0, Set<String>(), [String: String]())
        for (rule, own) in Dictionary(grouping: proof.samples().filter(\.isAlone), by: \.rule) {
            if book.rule(rule)?.shape.isOfWholeReturn == true { continue }
            for failing in own where failing.isFailing {
                for passing in own where !passing.isFailing {
                    guard let cell = Self.onlyDifference(failing, passing) else { continue }
                    pairs += 1
                    rules.insert(rule)
                    let places = failing.findings.filter { $0.rule == rule }.flatMap(Self.cells)
                    if !places.contains(cell) { missed[rule] = "\(cell) of \(failing.text)" }
                }
            }
        }
        print("\(version): \(pairs) pairs of \(rules.count) rules differ in one cell, and the finding locates it")
        for (rule, words) in missed.sorted(by: { $0.key < $1.key }) { Issue.record("\(rule) does not locate \(words)") }
        #expect(rules.count >= 20)
    }

    private static func cells(_ finding: Finding) -> [String] {
        let own = finding.column.split(separator: " + ").map { "\(finding.file) \(finding.row) \($0)" }
        return own
            + finding.related.flatMap { place in
                place.column.split(separator: " + ").map { "\(place.file) \(place.row) \($0)" }
            }
    }

    /// The one cell in which two samples of equal shape differ; nil when there is none or more.
    private static func onlyDifference(_ one: RuleProof.Sample, _ other: RuleProof.Sample) -> String? {
        guard one.files.first?.name.hasSuffix(".csv") == true else { return nil }
        let (left, right) = (SheetReturn(one.files), SheetReturn(other.files))
        var differences: [String] = []
        for (sheet, opposite) in zip(left.sheets, right.sheets) where sheet.rows != opposite.rows {
            guard sheet.rows.count == opposite.rows.count else { return nil }
            for row in sheet.rows.indices {
                for column in sheet.headings.indices
                where sheet.rows[row].cells[column] != opposite.rows[row].cells[column] {
                    differences.append("\(sheet.name) \(row + 2) \(sheet.headings[column])")
                }
            }
        }
        return differences.count == 1 ? differences[0] : nil
    }
}
