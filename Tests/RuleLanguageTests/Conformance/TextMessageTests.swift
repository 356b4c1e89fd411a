import Testing

@Suite("The reader of the conformance cases")
struct TextMessageTests {
    @Test("Texts, words, messages and lists are read in each of their forms")
    func forms() throws {
        let text = #"""
            # a comment
            name: "a" 'b\n' "\303\251\x41\u00e9"  # another
            number: -1.5e3, flag: true;
            inner { value: "}" } inner: < value: 'x' >
            list: [1, 2]
            any { [type.example/a.b.C] { deep: 1 } }
            """#
        let message = try TextMessage(reading: Array(text.utf8))
        #expect(message.text("name") == "ab\néAé")
        #expect(message.word("number") == "-1.5e3")
        #expect(message.word("flag") == "true")
        #expect(message.messages("inner").map { $0.text("value") } == ["}", "x"])
        #expect(message.fields.count { $0.name == "list" } == 2)
        #expect(message.message("any")?.message("type.example/a.b.C")?.word("deep") == "1")
        #expect(message.text("number") == nil)
    }

    @Test("What is cut off is refused", arguments: ["a {", "a: \"x", "a", "a: {", #"a: "\q""#])
    func cutOff(text: String) {
        #expect(throws: TextMessageReader.Fault.self) { try TextMessage(reading: Array(text.utf8)) }
    }
}
