import Foundation
import Returns
import Testing
import Validation

@Suite("What rules find")
struct RuleFindingTests {
    @Test("A finding names the cells it read, what they hold and what to do")
    func finding() throws {
        var changed = GoodReturn()
        changed.set("namedplan", row: 0, "ceasedate", "2023-05-01")
        let result = try Self.check(changed, RuleStandard.rule())
        let finding = try #require(result.findings.first)
        #expect(result.findings.count == 1 && finding.rule == "plan-ends-before-start")
        #expect(finding.column == "ceasedate + startdate" && finding.found == "2023-05-01 + 2023-05-29")
        #expect(finding.file == "namedplan.csv" && finding.line == 2 && finding.table == "named_plan")
        #expect(
            finding.message
                == "The plan ends on 2023-05-01, before it starts on 2023-05-29. Check both dates in your case system."
        )
        #expect(finding.expected == "a plan cannot end before it starts")
        #expect(finding.recordKey.hasPrefix("UPN P207000016049"))
        #expect(result.checked == nil && result.receipt.rulesHash.count == 64)
    }

    @Test("Both ends of a rule across tables are named")
    func bothEnds() throws {
        let across = RuleStandard.rule([
            "when": "when: has(request.received_date)", "shape": "assert: start_date >= request.received_date",
            "message": "message: \"The plan starts on {start_date}; the request came on {request.received_date}.\"",
            "examples":
                "examples: {pass: [{start_date: 2025-01-01, request: {received_date: 2025-01-01}}], fail: [{start_date: 2025-01-01, request: {received_date: 2025-01-02}}]}",
        ])
        var changed = GoodReturn()
        changed.set("namedplan", row: 1, "startdate", "2024-01-01")
        let result = try Self.check(changed, across)
        let finding = try #require(result.findings.first { $0.rule == "plan-ends-before-start" })
        #expect(finding.column == "startdate" && finding.found == "2024-01-01")
        #expect(finding.related.map(\.column) == ["receiveddate"] && finding.related.map(\.found) == ["2024-03-04"])
        #expect(finding.related.first?.file == "requests.csv" && finding.related.first?.line == 3)
        #expect(finding.message.hasPrefix("The plan starts on 2024-01-01; the request came on 2024-03-04."))
    }

    @Test("Counts say of how many, in words for one, for several and for every record")
    func counts() throws {
        var changed = GoodReturn()
        changed.set("namedplan", row: 0, "ceasedate", "2023-05-01")
        let one = try #require(try Self.check(changed, RuleStandard.rule()).counts.first)
        #expect(one.count == 1 && one.total == 1 && one.unit == "plans" && one.unitOfOne == "plan")
        #expect(one.summary == "The plan ends on 2023-05-01, before it starts on 2023-05-29.")
        changed.set("namedplan", row: 1, "ceasedate", "2023-05-01")
        let every = try #require(try Self.check(changed, RuleStandard.rule()).counts.first)
        #expect(every.summary.hasPrefix("All 2 plans: plan ends before it starts."))
        changed.append("assessment", copyOf: 1, ["assessmenttableid": "3", "requeststableid": "3"])
        changed.append(
            "namedplan",
            copyOf: 1,
            ["namedplantableid": "3", "assessmenttableid": "3", "ceasedate": "2024-12-01"]
        )
        let some = try #require(
            try Self.check(changed, RuleStandard.rule()).counts.first { $0.rule == "plan-ends-before-start" }
        )
        #expect(some.count == 2 && some.total == 3)
        #expect(some.summary == "2 of 3 plans: plan ends before it starts.")
        #expect(some.fix == "Check both dates in your case system.")
    }

    @Test("A cell that cannot be read makes no further findings")
    func noCascade() throws {
        var changed = GoodReturn()
        changed.set("namedplan", row: 0, "ceasedate", "2023-13-01")
        changed.set("namedplan", row: 0, "startdate", "")
        let rules = Set(try Self.check(changed, RuleStandard.rule()).findings.map(\.rule))
        #expect(rules == ["date-not-readable", "value-missing"])
    }

    @Test("A shadow rule is measured and never shown")
    func shadow() throws {
        var changed = GoodReturn()
        changed.set("namedplan", row: 0, "ceasedate", "2023-05-01")
        let result = try Self.check(changed, RuleStandard.rule(["severity": "severity: shadow"]))
        #expect(result.findings.isEmpty && result.counts.isEmpty && result.checked != nil)
        #expect(result.measured.map(\.count) == [1] && result.measured.first?.severity == .shadow)
        #expect(!FindingsJSON.render(result).contains("plan-ends-before-start"))
    }

    @Test("Counts stay exact beyond what is stored")
    func stored() throws {
        var changed = GoodReturn()
        for row in 0..<2 { changed.set("namedplan", row: row, "ceasedate", "2023-05-01") }
        let standard = try RuleStandard(RuleStandard.rule())
        defer { standard.remove() }
        let checker = Checker(
            schema: Standard.schema,
            rules: try standard.book(),
            options: .init(storedPerRule: 1)
        )
        let result = try checker.check(Standard.read(changed.csv))
        #expect(result.findings.count == 1 && result.counts.first?.count == 2)
    }

    @Test("A rule about a cell speaks in place of the general check")
    func standsIn() throws {
        let rule = RuleStandard.rule([
            "when": "", "table": "table: person", "shape": "cell: {field: surname, fault: missing}",
            "code": "code: surname-missing",
            "message": "message: \"This person has no surname; the cell holds {found}.\"",
            "severity": "severity: query", "examples": "examples: {pass: [{surname: Oak}], fail: [{}]}",
        ])
        var changed = GoodReturn()
        changed.set("person", row: 1, "surname", "")
        changed.set("person", row: 1, "forename", "")
        let result = try Self.check(changed, rule)
        #expect(result.findings.map(\.rule) == ["value-missing", "surname-missing"])
        let finding = try #require(result.findings.last)
        #expect(finding.severity == .query && finding.message.hasPrefix("This person has no surname"))
        #expect(result.counts.last?.total == 3)
    }

    @Test("The same findings come from rows in another order and from XML")
    func order() throws {
        var changed = GoodReturn()
        for row in 0..<2 { changed.set("namedplan", row: row, "ceasedate", "2023-05-01") }
        var turned = changed
        turned.reverseRows()
        let rule = RuleStandard.rule()
        let one = Set(try Self.check(changed, rule).findings.map { "\($0.recordKey) \($0.found) \($0.message)" })
        let other = Set(try Self.check(turned, rule).findings.map { "\($0.recordKey) \($0.found) \($0.message)" })
        #expect(one == other && one.count == 2)
        let standard = try RuleStandard(rule)
        defer { standard.remove() }
        let xml = try Checker(schema: Standard.schema, rules: standard.book())
            .check(Standard.read([changed.xml(Standard.schema)]))
        #expect(Set(xml.findings.map { "\($0.recordKey) \($0.found) \($0.message)" }) == one)
    }

    static func check(_ changed: GoodReturn, _ rules: String) throws -> CheckResult {
        let book = try RuleStandard.book(rules)
        return try Checker(schema: Standard.schema, rules: book).check(Standard.read(changed.csv))
    }
}
