/// Findings as a JUnit report, which build servers show: a suite for each rule, a failed case for each finding.
public enum FindingsJUnit {
    /// Writes a result's findings.
    ///
    /// - Parameters:
    ///   - result: The result.
    ///   - stream: Where the text goes, piece by piece.
    public static func write(_ result: CheckResult, to stream: inout some TextOutputStream) {
        let count = result.findings.count
        stream.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        stream.write("<testsuites name=\"sendstat\" tests=\"\(count)\" failures=\"\(count)\">\n")
        for group in FindingGroups(result).groups {
            let size = group.findings.count
            let name = HTMLText.escaped(group.count.rule)
            stream.write("<testsuite name=\"\(name)\" tests=\"\(size)\" failures=\"\(size)\">\n")
            for finding in group.findings { stream.write(testCase(finding)) }
            stream.write("</testsuite>\n")
        }
        stream.write("</testsuites>\n")
    }

    /// The whole text.
    ///
    /// - Parameter result: The result.
    /// - Returns: XML; control characters of the return are spelt out, since XML cannot hold them.
    public static func render(_ result: CheckResult) -> String {
        var text = ""
        write(result, to: &text)
        return text
    }

    private static func testCase(_ finding: Finding) -> String {
        let place = HTMLText.escaped(PlaceWords.full(finding))
        let related = PlaceWords.allRelated(finding)
        let found = "found \(finding.found); expected \(finding.expected)\(related.isEmpty ? "" : "; \(related)")"
        let words = HTMLText.escaped(([found] + PlaceWords.remarks(finding)).joined(separator: ". "))
        return """
            <testcase classname="\(HTMLText.escaped(finding.rule))" name="\(place)">\
            <failure type="\(finding.severity.rawValue)" message="\(HTMLText.escaped(finding.message))">\(words)</failure>\
            </testcase>

            """
    }
}
