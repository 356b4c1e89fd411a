import Returns
import Testing
import Validation

/// `sendstat explain` speaks to people who have not read how the rules are made.
@Suite("The words that explain a rule")
struct RuleTextTests {
    private static let library = SchemaLibrary(directory: Standard.schemas)

    private static func text(_ code: String, in version: String = "sen2@2026") throws -> String {
        let book = try RuleBook.load(library, library.resolve(version))
        return RuleText(width: 400).render(try #require(book.rule(code)), in: [book])
    }

    struct Saying: CustomTestStringConvertible {
        let code: String
        var version = "sen2@2026"
        let words: String

        var testDescription: String { code }
    }

    @Test(
        "What must hold is said in words",
        arguments: [
            Saying(
                code: "upn-check-letter-wrong",
                words: "person.upn begins with the check letter that follows from its other characters"
            ),
            Saying(
                code: "uln-check-digit-wrong",
                words: "ends with the check digit that follows from its other digits"
            ),
            Saying(code: "surname-missing", words: "What must hold: person.surname is filled in\n"),
            Saying(
                code: "need-not-known",
                words: "sen_need.sen_type is filled in, and holds a code of the list sen-type"
            ),
            Saying(
                code: "down-syndrome-before-2025",
                version: "sen2@2024",
                words: "sen_need.sen_type holds a code that is in use on census day"
            ),
            Saying(code: "need-rank-not-known", words: "holds a whole number from 1 to 2"),
            Saying(code: "item-not-of-this-year", words: "every element and column has a name that this version knows"),
            Saying(
                code: "values-put-in-order",
                words:
                    "no cell is read otherwise than it came: blanks around the value left out; read in capital letters"
            ),
        ]
    )
    func requirement(_ saying: Saying) throws {
        let text = try Self.text(saying.code, in: saying.version)
        #expect(text.contains(saying.words), "\(text)")
    }

    @Test("Evidence and candidates are words, and the rule's page is named")
    func origin() throws {
        let text = try Self.text("upn-check-letter-wrong")
        #expect(text.contains("How sure this is: Taken from a sister collection.\n"))
        #expect(text.contains("In our list of candidate rules: number 14 about the person (P14)\n"))
        #expect(text.contains("Its page: sen2/rules/upn-check-letter-wrong.html of the site"))
    }

    @Test("No rule of any version leaves a letter unexplained or speaks of how typing works", arguments: versions)
    func all(version: String) throws {
        let book = try RuleBook.load(Self.library, Self.library.resolve(version))
        for rule in book.rules {
            let text = RuleText(width: 2_000).render(rule, in: [book])
            for line in text.split(separator: "\n") where line.hasPrefix("How sure this is: ") {
                #expect(line.count > 30 && line.hasSuffix("."), "\(rule.code): \(line)")
            }
            for word in ["that reading its type finds", "the reader met", "the fault ", "upper cased"] {
                #expect(!text.contains(word), "\(rule.code): \(word)")
            }
        }
    }

    static let versions = (try? SchemaLibrary(directory: Standard.schemas).versions()) ?? []
}
