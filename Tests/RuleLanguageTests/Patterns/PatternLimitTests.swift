import RuleLanguage
import Testing

@Suite("Patterns that others choke on")
struct PatternLimitTests {
    static let evil = [
        "(a+)+$", "^(a+)+$", "(a*)*b", "(a|a)*b", "(a|aa)+$", "(.*a){10}b", "([a-zA-Z]+)*$", "(a?){50}a{50}b",
        "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "(?i)(.*)*(.*)*(.*)*z", "a.{12}b$", "((a{0,9}){0,9}){0,9}b",
        ".*.*.*.*=.*", #"\b(\w+\s?)*$"#,
    ]

    @Test("Time grows with the text alone", arguments: evil)
    func linear(text: String) throws {
        let subject = Array(repeating: UInt8(ascii: "a"), count: 100_000) + Array("!".utf8)
        let pattern = try Pattern(text)
        let steps = pattern.search(subject, 0..<subject.count).steps
        let half = pattern.search(subject, 0..<50_000).steps
        #expect(steps <= (pattern.hasTable ? 1 : 3_000) * (subject.count + 1))
        #expect(steps <= 2 * half + 6_000)
    }

    @Test("Without a table an instruction is visited at most once for each byte", arguments: evil)
    func program(text: String) throws {
        let subject = Array(repeating: UInt8(ascii: "a"), count: 1_000) + Array("!".utf8)
        let pattern = try Pattern(text, tableLimit: 0)
        let steps = pattern.search(subject, 0..<subject.count).steps
        #expect(steps <= 3_000 * (subject.count + 1))
        #expect(pattern.matches(subject, 0..<subject.count) == (try Pattern(text).matches(subject, 0..<subject.count)))
    }

    @Test("A pattern whose table would be too large runs without one")
    func withoutTable() throws {
        let pattern = try Pattern("a.{20}b$")
        #expect(!pattern.hasTable)
        #expect(pattern.matches("xxa" + String(repeating: "é", count: 20) + "b"))
        #expect(!pattern.matches("xxa" + String(repeating: "é", count: 19) + "b"))
    }

    @Test(
        "A pattern that is too large is refused before it takes long",
        arguments: [
            "((a{1000}){1000}){1000}", "(((){1000}){1000}){1000}", "(.{1000}){10}", "(((a+)*){1000}){1000}",
            String(repeating: "a", count: 2_001),
        ]
    )
    func tooLarge(text: String) throws {
        #expect(throws: PatternError.self) { try Pattern(text) }
    }

    @Test("Groups stand at most 49 deep")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(try Pattern(nested(49)).matches("a"))
        #expect(throws: PatternError.self) { try Pattern(nested(50)) }
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 1_500)) }
    }
}
