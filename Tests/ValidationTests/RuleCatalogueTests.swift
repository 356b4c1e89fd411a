import Testing
import Validation

@Suite("The catalogue of rules")
struct RuleCatalogueTests {
    @Test("Codes are in kebab case and none is given twice")
    func codes() {
        let codes = RuleCatalogue.rules.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes == codes.sorted())
        #expect(codes.allSatisfy { $0.wholeMatch(of: /[a-z]+(-[a-z0-9]+)*/) != nil })
    }

    @Test(
        "The codes that answer keys name are there",
        arguments: [
            "value-missing", "date-not-readable", "number-not-readable", "boolean-not-readable",
            "number-out-of-range", "text-too-long", "code-not-in-list", "code-not-valid-on-census-date",
            "upn-form-wrong", "upn-check-letter-wrong", "upn-authority-unknown", "uln-form-wrong",
            "uln-check-digit-wrong", "urn-form-wrong", "ukprn-form-wrong", "postcode-form-wrong", "la-code-unknown",
            "value-repeated", "too-few-records", "too-many-records", "unknown-name", "repeated-name", "ragged-row",
            "missing-table", "missing-column", "repeated-key", "missing-key", "missing-parent", "stray-text",
            "header-missing", "header-repeated", "year-not-of-this-collection", "reference-date-not-census-day",
            "no-records", "urn-not-in-register", "urn-closed-on-census-day",
        ]
    )
    func fixedCode(_ code: String) throws {
        let rule = try #require(RuleCatalogue.rule(code))
        #expect(rule.severity == (code == "urn-closed-on-census-day" ? .query : .error))
    }

    @Test("Sentences are short, plain and say what to do", arguments: RuleCatalogue.rules)
    func sentences(_ rule: CheckRule) {
        let words = Set(
            "\(rule.title) \(rule.meaning) \(rule.fix)".lowercased().split { !$0.isLetter }.map(String.init)
        )
        #expect(words.isDisjoint(with: ["invalid", "valid", "illegal", "forbidden", "please", "sorry"]))
        for text in [rule.meaning, rule.fix] {
            #expect(text.hasSuffix("."))
            for sentence in text.split(separator: ". ") { #expect(sentence.split(separator: " ").count <= 25) }
        }
        #expect(!rule.title.isEmpty && !rule.title.hasSuffix("."))
    }
}
