import RuleLanguage
import Testing

@Suite("Logic of three values")
struct LogicTests {
    /// For Zoe, Émile and Bo, `places` is 3, -7 and not readable.
    private static let operands = ["n": "1 > 2", "y": "1 < 2", "-": "1 / 0 == 1"]

    @Test(
        "and, or and not hold CEL's laws, whichever side has no result",
        arguments: [
            ("n", "n", "n", "n"), ("n", "y", "n", "y"), ("n", "-", "n", "-"),
            ("y", "n", "n", "y"), ("y", "y", "y", "y"), ("y", "-", "-", "y"),
            ("-", "n", "n", "-"), ("-", "y", "-", "y"), ("-", "-", "-", "-"),
        ]
    )
    func andOr(left: String, right: String, both: String, either: String) throws {
        let a = try #require(Self.operands[left])
        let b = try #require(Self.operands[right])
        #expect(try Family.verdicts("\(a) && \(b)") == String(repeating: both, count: 3))
        #expect(try Family.verdicts("\(a) || \(b)") == String(repeating: either, count: 3))
    }

    @Test("not turns yes and no", arguments: [("n", "y"), ("y", "n"), ("-", "-")])
    func not(operand: String, result: String) throws {
        let a = try #require(Self.operands[operand])
        #expect(try Family.verdicts("!(\(a))") == String(repeating: result, count: 3))
    }

    @Test(
        "A choice takes the side that the condition names and no other",
        arguments: ["n", "y", "-"],
        ["n", "y", "-"]
    )
    func choice(yes: String, no: String) throws {
        let a = try #require(Self.operands[yes])
        let b = try #require(Self.operands[no])
        for (condition, result) in [("y", yes), ("n", no), ("-", "-")] {
            let c = try #require(Self.operands[condition])
            #expect(try Family.verdicts("\(c) ? \(a) : \(b)") == String(repeating: result, count: 3))
        }
    }

    @Test(
        "A blank field is absent, an unreadable one has no result even when asked for",
        arguments: [
            ("has(left)", "yn-"), ("!has(left)", "ny-"), ("has(left) && left < born", "yn-"),
            ("!has(left) || left > born", "ny-"), ("has(left) ? left < born : 1 > 2", "yn-"),
            ("has(sex) && sex == 'F'", "ynn"), ("has(sex) && sex != 'F'", "nyn"),
            ("has(sex) && sex in ['M', 'X', 'Q']", "nyn"), ("has(places) && places < 0", "ny-"),
            ("has(boards) && boards", "ynn"), ("has(boards) && !boards", "nyn"),
            ("has(school) && has(school.phase)", "nyn"), ("has(school.phase)", "nyn"),
            ("has(school.phase) && school.phase == 4", "nyn"), ("has(request)", "yny"),
            ("has(request.closed)", "yn-"), ("header.year == 2025", "yyy"),
            ("born < census_date", "yyy"), ("born == date('2004-02-29')", "ynn"),
        ]
    )
    func presence(text: String, verdicts: String) throws {
        #expect(try Family.verdicts(text) == verdicts)
    }
}
