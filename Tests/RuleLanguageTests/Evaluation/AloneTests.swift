import RuleLanguage
import Testing

@Suite("Values of expressions that stand alone")
struct AloneTests {
    @Test(
        "Whole numbers are 64 bits wide, and what does not fit has no result",
        arguments: [
            ("7 / 2", 3), ("-7 / 2", -3), ("-7 % 4", -3), ("7 % -4", 3), ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20),
            ("10 - 3 - 4", 3), ("-(-5)", 5), ("--5", 5), ("0x1F", 31), ("-0xA", -10), ("1 / 0", nil), ("1 % 0", nil),
            ("9223372036854775807 + 1", nil), ("-9223372036854775808 - 1", nil), ("-(-9223372036854775808)", nil),
            ("9223372036854775807 * 2", nil), ("-9223372036854775808 / -1", nil), ("true ? 1 : 2", 1),
            ("int('12')", 12), ("int('1.5')", nil), ("int(2.9)", 2), ("int(-2.9)", -2), ("int(1e99)", nil),
            ("size('Émile')", 5), ("'abc'.size()", 3), ("size([1, 2, 3])", 3), ("[10, 20][1]", 20), ("[10][1]", nil),
            ("[10][-1]", nil), ("[1, 2].map(x, x * 10)[1]", 20), ("[4, 5, 6].filter(x, x > 4)[0]", 5),
        ] as [(String, Int64?)]
    )
    func integers(text: String, value: Int64?) throws {
        #expect(try Alone.value(text) == value.map { .integer($0) })
    }

    @Test(
        "Conditions",
        arguments: [
            ("1 < 2", true), ("'a' < 'b'", true), ("'É' > 'z'", true), ("'a' == 'A'", false), ("1.5 >= 1.5", true),
            ("0.0 / 0.0 == 0.0 / 0.0", false), ("[1, 2] == [1, 2]", true), ("[1, 2] == [2, 1]", false),
            ("[[1], [2]] == [[1], [2]]", true), ("[] == []", true), ("2 in [1, 2]", true), ("3 in [1, 2]", false),
            ("'b' in ['a', 'b']", true), ("1 in []", false), ("[1, 2].exists(x, x == 2)", true),
            ("[1, 2].all(x, x > 1)", false), ("[].all(x, x > 1)", true), ("[1, 2, 2].exists_one(x, x == 2)", false),
            ("[1, 2].exists_one(x, x == 2)", true), ("[1, 0].exists(x, 1 / x == 1)", true),
            ("[1, 0].all(x, 1 / x == 1)", nil), ("[2, 0].all(x, 1 / x == 1)", false),
            ("[0].exists(x, 1 / x == 1)", nil),
            ("[1, 2].exists(x, [3, 4].exists(y, x + y == 6))", true),
            ("[1, 2].all(x, [3, 4].exists(y, y > x && x < 2))", false), ("'abc'.contains('bc')", true),
            ("'abc'.startsWith('bc')", false), ("'abc'.endsWith('bc')", true), ("''.contains('')", true),
            ("'abc'.matches('^a.c$')", true), ("matches('abc', 'x')", false), ("bool('true')", true),
            ("bool('yes')", nil), ("false < true", true), ("has_it && !other", true),
            ("census == date('2025-01-16')", true), ("census < date('2025-01-15')", false),
        ] as [(String, Bool?)]
    )
    func conditions(text: String, value: Bool?) throws {
        let names: [String: ConstantValue] = ["has_it": .bool(true), "other": .bool(false), "census": .date(20_104)]
        #expect(try Alone.value(text, names) == value.map { .bool($0) })
    }

    @Test(
        "Texts",
        arguments: [
            ("'a' + \"b\"", "ab"), ("string(1)", "1"), ("string(1.0)", "1"), ("string(2.5)", "2.5"),
            ("string(true)", "true"), ("string(date('2024-02-29'))", "2024-02-29"), ("lower('ÀBC')", "Àbc"),
            ("upper('àbc')", "àBC"), ("'\\u00e9\\x41\\101\\n'", "éAA\n"), ("r'\\n'", "\\n"), ("'''a'b'''", "a'b"),
            ("R\"a\\\"", "a\\"), ("[1, 2].map(x, string(x))[1]", "2"), ("1 < 2 ? 'yes' : 'no'", "yes"),
            ("['a', 'b'][1 - 1]", "a"), ("string(1 / 0)", nil),
        ] as [(String, String?)]
    )
    func texts(text: String, value: String?) throws {
        #expect(try Alone.value(text) == value.map { .string($0) })
    }
}
