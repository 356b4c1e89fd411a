import Foundation
import Synthesis
import Testing

struct AnswerKeyTests {
    private struct Key: Decodable {
        struct Place: Decodable {
            let file: String
            let line: Int
            let column: String
        }
        struct Fault: Decodable {
            let rule: String
            let value: String
            let xml: Place?
            let csv: Place?
        }
        let faults: [Fault]
    }

    @Test(arguments: [2024, 2025])
    func `Every answer points at the line that holds the planted value`(year: Int) async throws {
        let nation = try await SampleNation(
            NationRecipe(years: [year], scale: 0.3, seed: 7, localAuthorities: [301], forms: .both, errorRate: 0.01)
        )
        let place = nation.folder.appending(path: "\(year)/301")
        let key = try JSONDecoder().decode(Key.self, from: Data(contentsOf: place.appending(path: "answers.json")))
        #expect(nation.summary.returns.first?.faults == key.faults.count)
        for fault in key.faults where fault.rule != "ragged-row" {
            let isCount = fault.rule.hasPrefix("too-") && fault.rule.hasSuffix("records")
            if let xml = fault.xml, !isCount, !fault.value.isEmpty {
                let line = try Self.line(xml.line, of: place.appending(path: xml.file))
                #expect(line.trimmingCharacters(in: .whitespaces).hasPrefix("<\(xml.column)>"))
                #expect(line.contains(fault.value) || fault.rule == "unknown-name")
            }
            if let csv = fault.csv, !isCount {
                let line = try Self.line(csv.line, of: place.appending(path: "csv/\(csv.file)"))
                #expect(line.contains(fault.value) || fault.value.isEmpty)
            }
        }
    }

    @Test func `Every kind of fault is planted, and none when none are asked for`() async throws {
        var recipe = NationRecipe(years: [2025], scale: 0.3, localAuthorities: [301], forms: .both, errorRate: 0.001)
        let spoilt = try await SampleNation(recipe)
        let answers = spoilt.folder.appending(path: "2025/301/answers.json")
        let key = try JSONDecoder().decode(Key.self, from: Data(contentsOf: answers))
        #expect(
            Set(key.faults.map(\.rule)) == [
                "value-missing", "date-not-readable", "number-not-readable", "boolean-not-readable",
                "number-out-of-range", "text-too-long", "code-not-in-list", "code-not-valid-on-census-date",
                "upn-form-wrong", "upn-check-letter-wrong", "upn-authority-unknown", "uln-form-wrong",
                "uln-check-digit-wrong", "urn-form-wrong", "ukprn-form-wrong", "postcode-form-wrong",
                "la-code-unknown", "value-repeated", "too-few-records", "too-many-records", "unknown-name",
                "missing-parent", "repeated-key", "ragged-row", "urn-not-in-register",
            ]
        )
        recipe.errorRate = 0
        let clean = try await SampleNation(recipe)
        #expect(clean.summary.returns.first?.faults == 0)
        #expect(try !clean.contents(below: "2025/301").keys.contains("answers.json"))
    }

    private static func line(_ number: Int, of file: URL) throws -> String {
        let bytes = try Data(contentsOf: file)
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return String(decoding: lines[number - 1], as: UTF8.self)
    }
}
