import Returns
import Testing
import Validation

/// Whoever puts right exactly what is listed has a clean return.
@Suite("Repair exactly what is listed")
struct RepairTests {
    @Test(
        "The returns that faults are put into are clean under the whole book",
        arguments: CleanReturns.all?.kinds ?? []
    )
    func clean(kind: CleanReturns.Kind) throws {
        let result = try kind.check(kind.sheets)
        for finding in result.findings where kind.schema.name != "sen2" {
            Issue.record("\(finding.rule) \(finding.file):\(finding.row) \(finding.column)")
        }
        #expect(result.count(of: .error) == 0 && result.checked != nil)
        print("\(kind.schema.identifier) is clean but for \(Set(result.findings.map(\.rule)).sorted())")
    }

    @Test("All four returns are there")
    func kinds() {
        #expect(CleanReturns.all?.kinds.map(\.schema.name) == ["sen2", "school-census", "provision", "capacity"])
    }

    @Test(
        "One fault at a time: the cells and records that findings locate are all there is to mend",
        arguments: CleanReturns.all?.kinds ?? []
    )
    func oneAtATime(kind: CleanReturns.Kind) throws {
        var left: [String: [String]] = [:]
        var (noticed, ofReturn, rules) = (0, 0, Set<String>())
        var list = SpoilingList(kind.sheets, kind.schema, seed: 11)
        for spoiling in list.cells(rowsPerColumn: CleanReturns.isLong ? 12 : 1) + list.shapes() {
            let spoilt = spoiling.applied(to: kind.sheets, kind.schema)
            let findings = try kind.findings(spoilt)
            guard !findings.isEmpty else { continue }
            noticed += 1
            rules.formUnion(findings.map(\.rule))
            let repair = Repair(findings, clean: kind.sheets, spoilt: spoilt, kind: kind)
            // A rule about the whole return names a figure, not a cell.
            let again = try kind.findings(repair.fixed)
            let rest = again.filter { kind.book.rule($0.rule)?.shape.isOfWholeReturn != true }
            if rest.count < again.count { ofReturn += 1 }
            if !rest.isEmpty {
                let said = Set(findings.map(\.rule)).sorted().joined(separator: " ")
                left[said, default: []].append("\(spoiling) left \(rest.map(\.rule))")
            }
        }
        print(
            "\(kind.schema.identifier): \(noticed) faults noticed by \(rules.count) rules, \(ofReturn) by the whole return alone"
        )
        #expect(noticed > 100)
        for (said, cases) in left.sorted(by: { $0.key < $1.key }) {
            Issue.record("After mending what \(said) located: \(cases.count), \(cases[0])")
        }
    }

    @Test(
        "Many faults at once: one round of mending is enough, but for what stood behind a cell that was mended",
        arguments: CleanReturns.all?.kinds ?? []
    )
    func manyAtOnce(kind: CleanReturns.Kind) throws {
        var (count, behind) = (0, 0)
        for seed in 1...(CleanReturns.isLong ? 60 : 6) {
            let spoilt = ManyFaults(kind, seed: UInt64(seed)).sheets
            let findings = try kind.findings(spoilt)
            count += findings.count
            let first = Repair(findings, clean: kind.sheets, spoilt: spoilt, kind: kind)
            let again = try kind.findings(first.fixed).filter { kind.book.rule($0.rule)?.shape.isOfWholeReturn != true }
            // A rule is silent where it cannot read a cell; once the cell is mended, it says what else is wrong there.
            let mended = Set(findings.flatMap(Self.records))
            for finding in again where mended.isDisjoint(with: Self.records(finding)) {
                Issue.record("\(kind.schema.name) seed \(seed): \(finding.rule) \(finding.file):\(finding.row)")
            }
            behind += again.count
            let second = Repair(again, clean: kind.sheets, spoilt: first.fixed, kind: kind)
            for finding in try kind.findings(second.fixed)
            where kind.book.rule(finding.rule)?.shape.isOfWholeReturn != true {
                Issue.record(
                    "\(kind.schema.name) seed \(seed), twice mended: \(finding.rule) \(finding.file):\(finding.row)"
                )
            }
        }
        print("\(kind.schema.identifier): of \(count) findings mended at once, \(behind) stood behind another")
        #expect(behind * 20 <= count)
    }

    private static func records(_ finding: Finding) -> [String] {
        ["\(finding.file) \(finding.row)"] + finding.related.map { "\($0.file) \($0.row)" }
    }
}

extension Rule.Shape {
    /// Whether its finding is a figure over the whole return, which no one cell is to blame for.
    var isOfWholeReturn: Bool { [.aggregate, .reconcile, .compare, .plausible].contains(self) }
}
