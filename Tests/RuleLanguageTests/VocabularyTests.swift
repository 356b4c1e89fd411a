import RuleLanguage
import Testing

@Suite("Expression errors")
struct ExpressionErrorTests {
    @Test("An error names its place and puts a caret under it")
    func caret() {
        let origin = TextOrigin(file: "rules.yaml", line: 7, column: 13)
        let error = ExpressionError(origin: origin, offset: 4, text: "a > b", sentence: "There is no field b.")
        #expect(error.description == "rules.yaml:7:17: There is no field b.\n    a > b\n        ^")
    }
}
