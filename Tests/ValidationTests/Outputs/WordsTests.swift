import Foundation
import Testing
import Validation

@Suite("What Excel does to values, and the words about it")
struct WordsTests {
    struct Damage: CustomTestStringConvertible {
        let table: String
        let column: String
        let value: String
        let kind: ExcelDamage.Kind

        var testDescription: String { "\(column) \(value)" }
    }

    static let damages = [
        Damage(table: "person", column: "upn", value: "1.23E+12", kind: .scientificNotation),
        Damage(table: "person", column: "uniquelearnernumber", value: "9E+09", kind: .scientificNotation),
        Damage(table: "requests", column: "receiveddate", value: "30:00.0", kind: .minutesOnly),
        Damage(table: "person", column: "ethnicity", value: "#N/A", kind: .failedFormula),
        Damage(table: "person", column: "personbirthdate", value: "########", kind: .narrowColumn),
        Damage(table: "senneed", column: "sentype", value: "02-Jan", kind: .codeAsDate),
    ]

    @Test("A cell that Excel changed says what Excel did and how to stop it", arguments: damages)
    func damage(_ damage: Damage) throws {
        var changed = GoodReturn()
        changed.set(damage.table, damage.column, damage.value)
        let result = try FaultyReturn.check(changed).result
        let finding = try #require(result.findings.first { $0.found == damage.value })
        let found = try #require(ExcelDamage.of(finding))
        #expect(found.kind == damage.kind)
        let told = [found.happened, found.remedy].joined(separator: " ")
        #expect(FindingsText(width: 400).render(result).contains(told))
        #expect(FindingsJSON.render(result).contains("\"kind\":\"\(damage.kind.rawValue)\""))
        #expect(FindingsCSV.render(result).contains(found.happened))
        for sentence in [found.happened, found.remedy] { Self.check(sentence) }
    }

    @Test(
        "Values that only look a little like it are left alone",
        arguments: ["12345", "A1", "1.5", "2025-01-16", "E+"]
    )
    func notDamaged(_ value: String) throws {
        var changed = GoodReturn()
        changed.set("person", "ethnicity", value)
        let finding = try #require(try FaultyReturn.check(changed).result.findings.first)
        #expect(ExcelDamage.of(finding) == nil)
    }

    @Test("Dates that came as Excel's numbers or in the computer's form are told of under read as")
    func readAs() throws {
        var changed = GoodReturn()
        changed.set("person", row: 0, "personbirthdate", "41033")
        changed.set("person", row: 1, "personbirthdate", "30/11/2006")
        let text = FindingsText(width: 200).render(try FaultyReturn.check(changed).result)
        #expect(text.contains("Excel wrote 41033, its own count of days, where the date 2012-05-04 was meant."))
        #expect(text.contains("Excel wrote dates in the form of the computer, such as 30/11/2006."))
    }

    @Test("The other end of a link is told by its row and column")
    func related() throws {
        var changed = GoodReturn()
        changed.set("person", row: 2, "upn", "P207000016049")
        let result = try FaultyReturn.check(changed).result
        #expect(FindingsText(width: 200).render(result).contains("; and row 2, column upn"))
        #expect(FindingsHTML().render(result).contains("<br>and row 2, column upn"))
    }

    @Test("Every sentence of the page and the workbook's notes is plain and short")
    func pages() throws {
        let page = try FindingsHTML().render(FaultyReturn.check(FaultyReturn.made).result)
        let body = page.components(separatedBy: "</style>")[1]
        let words = body.replacing(/<[^>]*>/, with: "\n").components(separatedBy: "\n")
        for sentence in words.flatMap({ $0.components(separatedBy: ". ") }) { Self.check(sentence) }
        #expect(words.count > 100)
    }

    /// At most 25 words, and none that blames or commands.
    private static func check(_ sentence: String) {
        let words = sentence.lowercased().split { !$0.isLetter && $0 != "'" }
        #expect(words.count <= 25, "\(sentence)")
        for word in ["invalid", "valid", "illegal", "forbidden", "please", "sorry"] {
            #expect(!words.contains(Substring(word)), "\(sentence)")
        }
    }
}
