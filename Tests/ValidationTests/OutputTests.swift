import Foundation
import Returns
import Testing
import Validation

@Suite("Findings written out")
struct OutputTests {
    private func result() throws -> CheckResult {
        try Checker(schema: Standard.schema).check(Standard.read(FaultyReturn.made.csv))
    }

    @Test(
        "Each form is what its golden file holds",
        arguments: ["text", "json", "csv", "sarif", "html", "markdown", "junit"]
    )
    func golden(_ form: String) throws {
        let result = try result()
        let written =
            switch form {
            case "text": FindingsText(width: 100).render(result)
            case "json": FindingsJSON.render(result)
            case "csv": FindingsCSV.render(result)
            case "sarif": FindingsSARIF.render(result)
            case "html": FindingsHTML().render(result)
            case "markdown": FindingsMarkdown.render(result)
            default: FindingsJUnit.render(result)
            }
        // The standard's own hash is held by its own test.
        let text = written.replacingOccurrences(of: result.receipt.schemaHash, with: "hash-of-the-standard")
            .replacingOccurrences(of: result.receipt.rulesHash, with: "hash-of-the-rules")
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/findings.\(Self.endings[form] ?? form)")
        if ProcessInfo.processInfo.environment["SENDSTAT_RECORD"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let kept = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(Array(text.utf8) == Array(kept.utf8))
    }

    private static let endings = ["text": "txt", "markdown": "md", "junit": "xml"]

    @Test("The same return gives the same bytes each time")
    func repeatable() throws {
        let (first, second) = try (result(), result())
        #expect(FindingsJSON.render(first) == FindingsJSON.render(second))
        #expect(FindingsCSV.render(first) == FindingsCSV.render(second))
        #expect(FindingsText().render(first) == FindingsText().render(second))
    }

    @Test("JSON can be read back and holds each finding with the value as it came")
    func json() throws {
        let result = try result()
        let data = Data(FindingsJSON.render(result).utf8)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["schema"] as? String == "sendstat-findings")
        #expect(object["version"] as? Int == 1)
        let findings = try #require(object["findings"] as? [[String: Any]])
        #expect(findings.map { $0["found"] as? String } == result.findings.map(\.found))
        #expect(findings.map { $0["message"] as? String } == result.findings.map(\.message))
        #expect(findings.contains { $0["found"] as? String == "\u{1B}[31mred" })
    }

    @Test("CSV begins with a byte order mark and keeps values that look like formulas")
    func csv() throws {
        let text = FindingsCSV.render(try result())
        #expect(Array(text.utf8.prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(text.contains("\"=1+1,\"\"x\"\"\""))
        #expect(text.hasSuffix("\r\n"))
    }

    @Test("Text fills no more than its width, and never sends a return's control characters to the terminal")
    func text() throws {
        let result = try result()
        let text = FindingsText(width: 60).render(result)
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("<U+001B>"))
        let wrapped = text.split(separator: "\n").filter { $0.hasPrefix("  ") }
        #expect(wrapped.allSatisfy { $0.count <= 60 })
        #expect(FindingsText(usesColour: true).render(result).contains("\u{1B}[1;31mERROR"))
    }

    @Test("A result without findings is said in one line")
    func nothing() throws {
        let result = try Checker(schema: Standard.schema).check(Standard.read(GoodReturn().csv))
        let text = FindingsText().render(result)
        #expect(text.hasPrefix("0 errors, 0 queries, 0 warnings in "))
        #expect(text.hasSuffix("Ready to load.\n"))
        #expect(FindingsCSV.render(result) == "\u{FEFF}\(FindingsCSV.columns.joined(separator: ","))\r\n")
    }
}
