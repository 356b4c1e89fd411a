import Returns
import Testing
import Validation

@Suite("Rules over sets of records")
struct RuleShapeTests {
    @Test("Values that stand twice are found with both ends")
    func unique() throws {
        let rule = RuleStandard.rule([
            "code": "code: birth-date-twice", "when": "", "table": "table: person",
            "shape": "unique: {fields: [birth_date], within: return, where: 'sex == \"F\"'}",
            "message": "message: \"The birth date {found} stands in another record too.\"",
            "examples":
                "examples: {pass: [{persons: [{birth_date: 2010-01-01, sex: F}, {birth_date: 2010-01-01, sex: M}]}], fail: [{persons: [{birth_date: 2010-01-01, sex: F}, {birth_date: 2010-01-01, sex: F}]}]}",
        ])
        var changed = GoodReturn()
        changed.set("person", row: 2, "personbirthdate", "2012-05-04")
        let finding = try #require(try RuleFindingTests.check(changed, rule).findings.first)
        #expect(finding.rule == "birth-date-twice" && finding.line == 4 && finding.related.first?.line == 2)
        #expect(finding.message.hasPrefix("The birth date 2012-05-04 stands in another record too."))
        changed.set("person", row: 2, "sex", "M")
        #expect(try RuleFindingTests.check(changed, rule).findings.isEmpty)
    }

    @Test("A rule with the schema's own key takes the general check's place")
    func uniqueStandsIn() throws {
        let rule = RuleStandard.rule([
            "code": "code: upn-twice", "when": "", "table": "table: person",
            "shape": "unique: {fields: [upn], within: return}",
            "message": "message: \"The UPN {found} stands in another record too.\"",
            "examples":
                "examples: {pass: [{persons: [{upn: P207000016049}]}], fail: [{persons: [{upn: P207000016049}, {upn: P207000016049}]}]}",
        ])
        var changed = GoodReturn()
        changed.set("person", row: 2, "upn", "P207000016049")
        #expect(try RuleFindingTests.check(changed, rule).findings.map(\.rule) == ["upn-twice"])
    }

    @Test("A record of another table is looked for by equal keys and a condition on both")
    func none() throws {
        let result = try RuleFindingTests.check(GoodReturn(), RuleStandard.laterRequest)
        let finding = try #require(result.findings.first)
        #expect(result.findings.count == 1 && finding.line == 2 && finding.related.first?.line == 3)
        #expect(result.counts.first?.total == 3)
    }

    @Test("A share over the whole return is asked about from a base on")
    func aggregate() throws {
        let text = { (base: Int) in
            RuleStandard.rule([
                "code": "code: many-girls", "when": "", "table": "table: header", "severity": "severity: query",
                "shape": "aggregate: {measure: {share: 'sex == \"F\"', of: person}, atMost: 0.5, base: \(base)}",
                "message": "message: \"The share is {value}.\"",
                "examples":
                    "examples: {pass: [{persons: [{sex: M}]}], fail: [{persons: [{sex: F}, {sex: F}, {sex: F}, {sex: F}]}]}",
            ])
        }
        let finding = try #require(try RuleFindingTests.check(GoodReturn(), text(3)).findings.first)
        #expect(finding.found == "66.7%" && finding.expected == "at most 50%")
        #expect(finding.message.hasPrefix("The share is 66.7%.") && finding.table == "header")
        #expect(try RuleFindingTests.check(GoodReturn(), text(4)).findings.isEmpty)
    }

    @Test("Last year's return is read as its own version, and its persons are known again by their numbers and names")
    func previous() throws {
        let text = RuleStandard.rule([
            "code": "code: birth-date-changed", "when": "when: has(previous)", "table": "table: person",
            "from": "", "shape": "assert: birth_date == previous.birth_date", "severity": "severity: query",
            "message": "message: \"It was {previous.birth_date} last year.\"",
            "examples":
                "examples: {pass: [{birth_date: 2010-01-01, previous: {birth_date: 2010-01-01}}], fail: [{birth_date: 2010-01-01, previous: {birth_date: 2010-02-01}}]}\n    from: 2024\n    reason: Made up.",
        ])
        let standard = try RuleStandard(text)
        defer { standard.remove() }
        let book = try standard.book()
        var before = GoodReturn()
        before.set("sen2", "year", "2024")
        before.set("person", row: 0, "personbirthdate", "2012-05-05")
        before.set("person", row: 1, "personbirthdate", "2006-11-29")
        before.set("person", row: 2, "upn", "")
        before.reverseRows()
        let last = try ReturnReader(schema: #require(book.previous)).read(before.csv)
        let checker = Checker(schema: Standard.schema, rules: book, previous: last)
        let result = try checker.check(Standard.read(GoodReturn().csv))
        #expect(result.findings.map(\.previous) == ["2012-05-05", "2006-11-29"])
        #expect(result.findings.first?.message.hasPrefix("It was 2012-05-05 last year.") == true)
        #expect(result.counts.first?.total == 3 && result.receipt.previousFiles.count == 9)
        let without = Checker(schema: Standard.schema, rules: book)
        #expect(try without.check(Standard.read(GoodReturn().csv)).findings.isEmpty)
    }

    @Test("A change since last year is asked about, with last year's value beside this year's")
    func compare() throws {
        let text = RuleStandard.rule([
            "code": "code: persons-changed", "when": "", "table": "table: header", "severity": "severity: query",
            "shape": "compare: {measure: {count: person}, changeAbove: 0.2, base: 3}",
            "message": "message: \"There are {value} persons; last year there were {previous}.\"",
            "examples":
                "examples: {pass: [{persons: [{}, {}, {}], previous: {persons: [{}, {}, {}]}}], fail: [{persons: [{}, {}, {}], previous: {persons: [{}, {}]}}]}\n    from: 2024\n    reason: Made up.",
        ])
        let standard = try RuleStandard(text)
        defer { standard.remove() }
        let proof = try RuleProof(standard.library, standard.library.resolve("sen2@2025"))
        #expect(proof.failures().isEmpty, "\(proof.failures())")
    }
}
