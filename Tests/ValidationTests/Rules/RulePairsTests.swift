import Foundation
import Returns
import Testing
import Validation

@Suite("Rules over pairs and numbers of records")
struct RulePairsTests {
    /// So many requests of one outcome, of which the last alone came later.
    private static func requests(_ count: Int) -> GoodReturn {
        var changed = GoodReturn()
        for table in ["assessment", "namedplan", "plandetail", "activeplans", "placementdetail", "senneed"] {
            changed.removeAll(table)
        }
        for row in 0..<3 { changed.set("requests", row: row, "requestoutcome", "N") }
        for row in 0..<3 { changed.set("requests", row: row, "receiveddate", "2024-03-04") }
        for number in 4...count {
            changed.append("requests", copyOf: 0, ["requeststableid": "\(number)", "receiveddate": "2024-03-04"])
        }
        changed.set("requests", row: count - 1, "receiveddate", "2024-03-05")
        return changed
    }

    @Test("The number of records that have a partner is exact, also where thousands share a key")
    func exact() throws {
        let result = try RuleFindingTests.check(Self.requests(1_800), RuleStandard.laterRequest)
        let count = try #require(result.counts.first { $0.rule == "later-request" })
        #expect(count.count == 1_799 && count.total == 1_800)
        #expect(!result.counts.contains { $0.rule == "comparison-cut-short" })
    }

    @Test("Where far too many share a key, a warning says how many records were not compared")
    func cutShort() throws {
        let result = try RuleFindingTests.check(Self.requests(6_000), RuleStandard.laterRequest)
        let warning = try #require(result.findings.first { $0.rule == "comparison-cut-short" })
        let count = try #require(result.counts.first { $0.rule == "later-request" })
        let left = try #require(Int(warning.message.prefix { $0 != " " }.filter(\.isNumber)))
        #expect(warning.severity == .warning && left > 0)
        #expect((count.total ?? 0) + left == 6_000)
        #expect(warning.message.contains("“Plan ends before it starts” was not asked"))
    }

    @Test("Rules about the same records below, each under its own condition, all speak")
    func children() throws {
        func rule(_ code: String, _ when: String, _ examples: String) -> String {
            RuleStandard.rule([
                "code": "code: \(code)", "table": "table: active_plan", "when": "when: '\(when)'",
                "shape": "children: {of: placement_detail, fault: tooFew}", "message": "message: It has {found}.",
                "examples": "examples: {pass: [{\(examples)placement_details: [{}]}], fail: [{\(examples)}]}",
            ])
        }
        let rules =
            rule("own-plan-without-placement", "!has(transfer_la)", "")
            + rule("moved-plan-without-placement", "has(transfer_la)", "transfer_la: 302, ")
            .replacingOccurrences(of: "rules:\n", with: "")
        var changed = GoodReturn()
        changed.removeAll("placementdetail")
        changed.set("activeplans", row: 1, "transferla", "302")
        let result = try RuleFindingTests.check(changed, rules)
        let found = Set(result.findings.map { "\($0.rule) \($0.line) \($0.found)" })
        #expect(found == ["own-plan-without-placement 2 0", "moved-plan-without-placement 3 0"])
        #expect(result.counts.allSatisfy { $0.count == 1 && $0.total == 1 })
    }

    @Test("Where no partner fits, the nearest is shown, as it may be the one to mend")
    func nearest() throws {
        let text = RuleStandard.rule([
            "code": "code: request-of-other-source",
            "when": "when: has(request_outcome) && has(request_source)", "table": "table: request",
            "shape":
                "exists: {in: request, on: {request_outcome: request_outcome, request_source: request_source}, where: \"that.received_date == received_date\"}",
            "message": "message: No request is like it.",
            "examples":
                "examples: {pass: [{persons: [{requests: [{request_outcome: Y, request_source: 1, received_date: 2024-01-01}, {request_outcome: Y, request_source: 1, received_date: 2024-01-01}]}]}], fail: [{persons: [{requests: [{request_outcome: Y, request_source: 1, received_date: 2024-01-01}, {request_outcome: Y, request_source: 2, received_date: 2024-01-01}]}]}]}",
        ])
        let guarded = text.replacingOccurrences(
            of: "that.received_date == received_date",
            with: "has(received_date) && has(that.received_date) && that.received_date == received_date"
        )
        var changed = GoodReturn()
        changed.set("requests", row: 1, "receiveddate", "2023-01-09")
        let findings = try RuleFindingTests.check(changed, guarded).findings
        let first = try #require(findings.first { $0.rule == "request-of-other-source" })
        #expect(first.line == 2 && first.related.map(\.line) == [3])
        #expect(first.related.first?.column == "requestoutcome + requestsource + receiveddate")
    }
}
