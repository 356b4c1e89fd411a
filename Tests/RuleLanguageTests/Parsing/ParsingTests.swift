import RuleLanguage
import Testing

@Suite("Reading the grammar")
struct ParsingTests {
    @Test(
        "Canonical text says the same with own fields marked, single spaces and the fewest brackets",
        arguments: [
            ("has( left )&&left<born", "has(this.left) && this.left < this.born"),
            ("((1 + 2)) * 3 == 9", "(1 + 2) * 3 == 9"), ("1 + (2 * 3) == 7", "1 + 2 * 3 == 7"),
            ("10 - (3 - 4) == 11", "10 - (3 - 4) == 11"), ("(10 - 3) - 4 == 3", "10 - 3 - 4 == 3"),
            ("!(true && false)", "!(true && false)"), ("(true || false) && true", "(true || false) && true"),
            ("true || (false && true)", "true || false && true"), ("!!true", "!!true"), ("-(-5) == 5", "--5 == 5"),
            ("(true ? false : true) ? true : false", "(true ? false : true) ? true : false"),
            ("true ? false : (true ? true : false)", "true ? false : true ? true : false"),
            ("requests . all( r , r.received>born )", "this.requests.all(r, r.received > this.born)"),
            ("name in ['a' , \"b\",]", "this.name in [\"a\", \"b\"]"), ("name == 'it\\'s'", "this.name == \"it's\""),
            ("name == r'\\d'", "this.name == \"\\\\d\""), ("name == '''a\n\"b\"'''", "this.name == \"a\\n\\\"b\\\"\""),
            ("this.requests[0].received == born // the first", "this.requests[0].received == this.born"),
            ("this.name.size() == size(name)", "this.name.size() == size(this.name)"),
            (".census_date > born", "census_date > this.born"), ("1.0 == 0.1e1", "1.0 == 1.0"),
            (
                "requests.exists(born, born.received > census_date)",
                "this.requests.exists(born, born.received > census_date)"
            ),
        ]
    )
    func canonical(text: String, canonical: String) throws {
        let expression = try Family.expression(text)
        #expect(expression.canonicalText == canonical)
        #expect(try Family.expression(canonical).canonicalText == canonical)
    }

    @Test(
        "What is no expression is refused at the place",
        arguments: [
            ("", 0), ("1 +", 3), ("1 + + 2", 4), ("(1", 2), ("1)", 1), ("[1", 2), ("f(1,)", 4), ("'open", 0),
            ("'a\nb'", 0),
            ("1 = 2", 2), ("a & b", 2), ("x | y", 2), ("1 2", 2), ("for", 0), ("x.exists(while, true)", 9),
            ("'\\q'", 1),
            ("'\\u12'", 1), ("'\\ud800'", 1), ("'\\400'", 1), ("9223372036854775808", 0), ("0x", 0), ("1abc", 1),
            ("a.", 2),
            ("a.1", 1), ("!", 1), ("true ? 1", 8), ("true ? 1 :", 10), ("a..b", 2), ("#", 0), ("'''a''", 0),
            ("has()", 0), ("has(1)", 4), ("[1].exists(1, true)", 11), ("[1].exists(x)", 4),
        ]
    )
    func broken(text: String, offset: Int) throws {
        let error = #expect(throws: ExpressionError.self) { try Alone.expression(text) }
        #expect(error?.kind == .syntax, "\(error?.sentence ?? "")")
        #expect(error?.offset == offset, "\(error?.sentence ?? "")")
    }

    @Test(
        "What CEL has and this language has not is said to be not supported",
        arguments: [
            "1u", "0x1u", "b'a'", "rb'a'", "null", "{}", "{'a': 1}", "Message{}", "a.b.Message{f: 1}", "[?1]", "a.?b",
            "a[?0]",
            "type(1)", "dyn(1)", "uint(1)", "bytes('a')", "timestamp('2020')", "duration('1s')", "[1, 'a']", "[1, 1.0]",
            "1 == 1.0", "1 < 1.5", "1 == 'a'", "1 in ['a']", "'a'.matches('a' + 'b')", "`a`", "[1].exists(i, x, true)",
            "[1][0.0]", "'a'.substring(1)",
        ]
    )
    func notSupported(text: String) {
        #expect(Alone.kind(text) == .notSupported)
    }

    @Test("As many levels as CEL asks for are read, and no more than can be borne")
    func depth() throws {
        let brackets = { (count: Int) in
            String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
        }
        #expect(try Alone.value(brackets(90)) == .integer(1))
        #expect(Alone.kind(brackets(200)) == .syntax)
        #expect(Alone.kind(brackets(9_000)) == .syntax)
        let sum = { (count: Int) in [String](repeating: "1", count: count).joined(separator: "+") }
        #expect(try Alone.value(sum(200)) == .integer(200))
        #expect(Alone.kind(sum(5_000)) == .syntax)
        #expect(Alone.kind(String(repeating: "!", count: 5_000) + "true") == .syntax)
        #expect(Alone.kind(String(repeating: "-", count: 5_000) + "1") == .syntax)
        let choices = String(repeating: "false ? 1 : ", count: 60) + "2"
        #expect(try Alone.value(choices) == .integer(2))
        #expect(Alone.kind(String(repeating: " ", count: 30_000) + "1") == .syntax)
    }

    @Test("Tokens name their kinds and places, so that a program can change single ones")
    func tokens() throws {
        let text = "has(left) && left >= born || 'a' in [\"b\"] // why"
        let tokens = try ExpressionTokens(text).list
        let bytes = Array(text.utf8)
        for token in tokens { #expect(String(decoding: bytes[token.bytes], as: UTF8.self) == token.text) }
        #expect(tokens.filter { $0.kind == .function }.map(\.text) == ["has"])
        #expect(tokens.filter { $0.kind == .name }.map(\.text) == ["left", "left", "born"])
        #expect(tokens.filter { $0.kind == .operator }.map(\.text) == ["&&", ">=", "||", "in"])
        #expect(tokens.filter { $0.kind == .string }.map(\.text) == ["'a'", "\"b\""])
        #expect(tokens.filter { $0.kind == .punctuation }.map(\.text) == ["(", ")", "[", "]"])
        #expect(
            try ExpressionTokens("true ? 1 : -2.5").list.map(\.kind) == [
                .truth, .punctuation, .number, .punctuation, .operator, .number,
            ]
        )
        #expect(throws: ExpressionError.self) { try ExpressionTokens("a $ b") }
    }
}
