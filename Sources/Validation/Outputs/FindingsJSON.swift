import Returns

/// Findings as JSON for programs: `schema` is `sendstat-findings`, and members keep their order from run to run.
public enum FindingsJSON {
    /// The version of the form; it changes when a member changes its meaning or goes.
    public static let version = 1

    /// Writes a result, one finding on each line.
    ///
    /// - Parameters:
    ///   - result: The result.
    ///   - stream: Where the text goes, piece by piece.
    public static func write(_ result: CheckResult, to stream: inout some TextOutputStream) {
        var json = JSONText()
        json.open("{")
        json.member("schema", "sendstat-findings")
        json.member("version", version)
        json.breakLine()
        receipt(result.receipt, &json)
        json.breakLine()
        totals(result, &json)
        json.breakLine()
        let listed = listedCounts(result.findings)
        list("counts", result.counts, &json, &stream) { entry, json in
            count(entry, listed: listed["\(entry.severity.rawValue) \(entry.rule)"] ?? 0, &json)
        }
        list("records", result.recordCounts, &json, &stream) { record, json in
            json.member("table", record.table)
            json.member("count", record.count)
        }
        list("readAs", result.readAs, &json, &stream, readAs)
        list("findings", result.findings, &json, &stream, isLast: true, finding)
        json.close("}")
        stream.write(json.take())
        stream.write("\n")
    }

    /// The whole text.
    ///
    /// - Parameter result: The result.
    /// - Returns: JSON that ends with a line feed.
    public static func render(_ result: CheckResult) -> String {
        var text = ""
        write(result, to: &text)
        return text
    }

    private static func list<Entry>(
        _ key: String,
        _ entries: [Entry],
        _ json: inout JSONText,
        _ stream: inout some TextOutputStream,
        isLast: Bool = false,
        _ members: (Entry, inout JSONText) -> Void
    ) {
        json.key(key)
        json.open("[")
        for entry in entries {
            json.breakLine()
            json.open("{")
            members(entry, &json)
            json.close("}")
            stream.write(json.take())
        }
        json.close("]")
        if !isLast { json.breakLine() }
    }

    private static func receipt(_ receipt: CheckReceipt, _ json: inout JSONText) {
        json.key("receipt")
        json.open("{")
        json.member("schema", receipt.schema)
        json.member("schemaHash", receipt.schemaHash)
        json.member("rulesHash", receipt.rulesHash)
        json.member("referenceHash", receipt.referenceHash)
        json.member("censusDate", receipt.censusDate.description)
        json.key("files")
        json.open("[")
        for file in receipt.files {
            json.open("{")
            json.member("name", file.name)
            json.member("form", file.form.rawValue)
            json.member("bytes", file.byteCount)
            json.member("sha256", file.sha256)
            json.close("}")
        }
        json.close("]")
        json.close("}")
    }

    private static func totals(_ result: CheckResult, _ json: inout JSONText) {
        json.key("totals")
        json.open("{")
        for severity in Severity.mostFirst { json.member(severity.rawValue, result.count(of: severity)) }
        json.member("readyToLoad", result.checked != nil)
        json.close("}")
    }

    /// How many findings of each severity and rule are in the list.
    private static func listedCounts(_ findings: [Finding]) -> [String: Int] {
        findings.reduce(into: [:]) { $0["\($1.severity.rawValue) \($1.rule)", default: 0] += 1 }
    }

    private static func count(_ count: CheckResult.RuleCount, listed: Int, _ json: inout JSONText) {
        let words = CountWords(count)
        json.member("rule", count.rule)
        json.member("severity", count.severity.rawValue)
        json.member("title", count.title)
        json.member("count", count.count)
        json.member("listed", listed)
        json.member("unit", count.unit)
        if let total = count.total { json.member("total", total) }
        json.member("summary", words.summary)
        json.member("fix", words.fix)
    }

    private static func excel(_ damage: ExcelDamage?, _ json: inout JSONText) {
        guard let damage else { return }
        json.key("excel")
        json.open("{")
        json.member("kind", damage.kind.rawValue)
        json.member("happened", damage.happened)
        json.member("remedy", damage.remedy)
        json.close("}")
    }

    private static func readAs(_ entry: CheckResult.ReadAs, _ json: inout JSONText) {
        json.member("table", entry.table)
        json.member("column", entry.column)
        json.member("kind", entry.kind.rawValue)
        json.member("count", entry.count)
        json.member("firstFile", entry.firstFile)
        json.member("firstLine", entry.firstLine)
        json.member("firstFound", entry.firstFound)
        json.member("firstReadAs", entry.firstReadAs)
        excel(ExcelDamage.of(entry.kind, found: entry.firstFound, readAs: entry.firstReadAs), &json)
    }

    private static func finding(_ finding: Finding, _ json: inout JSONText) {
        json.member("rule", finding.rule)
        json.member("severity", finding.severity.rawValue)
        json.member("table", finding.table)
        json.member("recordKey", finding.recordKey)
        json.member("file", finding.file)
        json.member("row", finding.row)
        json.member("line", finding.line)
        json.member("column", finding.column)
        json.member("found", finding.found)
        json.member("expected", finding.expected)
        json.member("message", finding.message)
        if let previous = finding.previous { json.member("previous", previous) }
        excel(ExcelDamage.of(finding), &json)
        json.key("related")
        json.open("[")
        for place in finding.related {
            json.open("{")
            json.member("file", place.file)
            json.member("row", place.row)
            json.member("line", place.line)
            json.member("column", place.column)
            json.member("found", place.found)
            json.close("}")
        }
        json.close("]")
    }
}
