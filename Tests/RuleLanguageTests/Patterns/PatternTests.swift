import RuleLanguage
import Testing

@Suite("Patterns")
struct PatternTests {
    /// pattern, texts that it is found in, texts that it is not found in.
    static let cases: [(String, [String], [String])] = [
        ("", ["", "a"], []),
        ("abc", ["abc", "xabcx"], ["", "ab", "abx"]),
        ("a.c", ["abc", "aéc", "a😀c"], ["ac", "a\nc", "abbc"]),
        ("(?s)a.c", ["a\nc"], ["ac"]),
        ("^abc$", ["abc"], ["xabc", "abcx", "abc\n"]),
        (#"\Aabc\z"#, ["abc"], ["xabc", "abc\n"]),
        ("a|b|", ["", "x"], []),
        ("^(a|bc|d)$", ["a", "bc", "d"], ["", "b", "abc"]),
        ("^(?:a|b)+$", ["a", "abba"], ["", "abc"]),
        ("^a*$", ["", "aaaa"], ["ab"]),
        ("^a+?b??$", ["a", "aab"], ["", "b"]),
        ("^a{2}$", ["aa"], ["a", "aaa"]),
        ("^a{2,}$", ["aa", "aaaaa"], ["a"]),
        ("^a{2,4}$", ["aa", "aaa", "aaaa"], ["a", "aaaaa"]),
        ("^a{0}$", [""], ["a"]),
        ("^a{,2}$", ["a{,2}"], ["", "a", "aa"]),
        ("^(ab){0,2}$", ["", "ab", "abab"], ["ababab", "a"]),
        ("^[a-c]$", ["a", "b", "c"], ["", "d", "-"]),
        ("^[^a-c]$", ["d", "é", "\n"], ["a", "", "dd"]),
        ("^[]a]$", ["]", "a"], ["b"]),
        ("^[^]a]$", ["b"], ["]", "a"]),
        ("^[a-]$", ["a", "-"], ["b"]),
        (#"^[\w-]+$"#, ["a-b_9"], ["a b"]),
        (#"^[\d-z]+$"#, ["1-z"], ["a"]),
        (#"^\d+$"#, ["0123456789"], ["", "٣", "1a"]),
        (#"^\D$"#, ["a", "é"], ["1"]),
        (#"^\s\S$"#, [" a", "\té"], ["a ", "\u{0b}a"]),
        (#"^\w\W$"#, ["a-", "_é"], ["--", "aa"]),
        (#"\bcat\b"#, ["cat", "a cat sat", "écaté"], ["cats", "_cat"]),
        (#"\Bcat"#, ["scat"], ["cat", "a cat"]),
        (#"^\x41\x{1F600}\.\\$"#, [#"A😀.\"#], [#"A😀x\"#]),
        ("^[à-ÿ]{2}$", ["éü"], ["e", "é", "ā"]),
        ("^[^é]$", ["e", "è", "😀"], ["é"]),
        ("(?i)^straße é$", ["STRAßE É", "straße é"], ["strasse e"]),
        ("(?i)^[a-c]k$", ["BK", "c\u{212a}"], ["dk"]),
        ("(?i)^[^a]$", ["b"], ["a", "A"]),
        ("^a(?i)b|c$", ["aB", "C"], ["AB"]),
        ("^(a(?i:b)c)$", ["aBc", "abc"], ["aBC", "Abc"]),
        ("^(?i:a(?-i)b)c$", ["Abc"], ["ABc"]),
        ("^(?P<year>\\d{4})-(?<month>\\d\\d)$", ["2025-01"], ["2025-1"]),
        ("^*a", ["a", "ba"], ["b"]),
        ("a{x}{", ["a{x}{"], ["a"]),
        ("(a*)*b", ["b", "aab"], ["aa"]),
        ("(|a)+$", ["", "b"], []),
        ("^[A-Z][0-9]{3}-[0-9]{4}$", ["A123-4567"], ["A123-456", "a123-4567"]),
        ("^[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9]{2})? ?[0-9][A-Z]{2}$", ["B1 1AA", "SW11 2AB"], ["1"]),
        ("[\u{d7ff}-\u{e000}]", ["\u{d7ff}", "\u{e000}"], ["\u{d7fe}", "\u{e001}"]),
        ("^[\u{800}-\u{10ffff}]$", ["\u{800}", "€", "\u{10ffff}", "\u{ffff}", "\u{10000}"], ["\u{7ff}", "a"]),
    ]

    @Test("A pattern is found where RE2 finds it, with the table and without", arguments: cases.indices)
    func found(index: Int) throws {
        let (text, found, notFound) = Self.cases[index]
        for pattern in [try Pattern(text), try Pattern(text, tableLimit: 0)] {
            for subject in found { #expect(pattern.matches(subject), "\(text) in \(subject)") }
            for subject in notFound { #expect(!pattern.matches(subject), "\(text) not in \(subject)") }
        }
        #expect(try Pattern(text).hasTable)
        #expect(try !Pattern(text, tableLimit: 0).hasTable)
    }

    @Test("Only the range given is looked at")
    func range() throws {
        let bytes = Array("xabcx".utf8)
        for limit in [0, 1 << 18] {
            let pattern = try Pattern(#"^\babc\b$"#, tableLimit: limit)
            #expect(pattern.matches(bytes, 1..<4))
            #expect(!pattern.matches(bytes, 0..<4))
            #expect(!pattern.matches(bytes, 1..<5))
            #expect(!pattern.matches(bytes, 2..<2))
        }
    }

    /// pattern, offset of the fault, a word of the sentence.
    static let refused: [(String, Int, String)] = [
        (#"(a)\1"#, 3, "refer back"), (#"\k<a>"#, 0, "refer back"), ("(?P=a)", 0, "refer back"),
        ("é(?=a)", 2, "ahead"), ("(?!a)", 0, "ahead"), ("(?<=a)b", 0, "behind"), ("a(?<!b)", 1, "behind"),
        ("*a", 0, "before"), ("a|+", 2, "before"), ("(?i)?", 4, "before"), ("{2}", 0, "before"),
        ("a**", 2, "repeat"), ("a{2}{3}", 4, "repeat"), ("a+?+", 3, "repeat"),
        ("a{1001}", 1, "1000"), ("a{1,99999999999999999999}", 1, "1000"), ("a{3,2}", 1, "larger"),
        ("(a", 0, "closed"), ("a)", 1, "closes"), ("[a", 0, "closed"), ("[]", 0, "closed"), ("[z-a]", 1, "backwards"),
        (#"[a-\d]"#, 1, "range"), ("[[:alpha:]]", 1, "names"), (#"\pL"#, 0, "Unicode"), (#"\y"#, 0, "meaning"),
        (#"a\"#, 1, "after"), (#"a\Z"#, 1, #"\z"#), (#"\x4"#, 0, "code point"), (#"\x{110000}"#, 0, "code point"),
        (#"\_"#, 0, "meaning"), (#"[\b]"#, 1, "meaning"), ("(?m)a", 2, "flags"), ("(?i", 0, "closed"),
        ("(?P<>a)", 4, "name"), ("(?", 0, "closed"),
    ]

    @Test("What cannot stand is refused, with its place and a sentence", arguments: refused.indices)
    func refusal(index: Int) throws {
        let (text, offset, word) = Self.refused[index]
        let error = try #require(throws: PatternError.self, "\(text)") { try Pattern(text) }
        #expect(error.offset == offset, "\(text): \(error.sentence)")
        #expect(error.sentence.contains(word), "\(text): \(error.sentence)")
        #expect(error.sentence.hasSuffix("."))
    }
}

extension Pattern {
    func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return matches(bytes, 0..<bytes.count)
    }
}
