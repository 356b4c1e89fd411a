import Returns

/// Findings as text for people: one block for each rule, with the first places, and a summary at the end.
public struct FindingsText: Sendable {
    private let paragraphs: Paragraphs
    private let paint: Paint
    private let placesPerRule: Int

    /// Makes a writer for one terminal or file.
    ///
    /// - Parameters:
    ///   - width: Columns to fill; less than 40 is taken as 40.
    ///   - usesColour: Whether to mark severities with terminal colours.
    ///   - placesPerRule: How many places to name under each rule.
    public init(width: Int = 100, usesColour: Bool = false, placesPerRule: Int = 5) {
        paragraphs = Paragraphs(width: max(width, 40))
        paint = Paint(isOn: usesColour)
        self.placesPerRule = placesPerRule
    }

    /// The whole text.
    ///
    /// - Parameter result: The result.
    /// - Returns: Lines that each end with a line feed.
    public func render(_ result: CheckResult) -> String {
        var text = ""
        for count in result.counts { block(count, result.findings, &text) }
        readAs(result.readAs, &text)
        summary(result, &text)
        return text
    }

    private func block(_ count: CheckResult.RuleCount, _ findings: [Finding], _ text: inout String) {
        let rule = RuleCatalogue.rule(count.rule)
        let label = paint.severity(count.severity, count.severity.rawValue.uppercased())
        text += "\(label)  \(paint.bold(count.title))  \(Amount.of(count.count, "finding"))  [\(count.rule)]\n"
        if let rule {
            paragraphs.append(rule.meaning, indent: 2, to: &text)
            paragraphs.append("To mend it: \(rule.fix)", indent: 2, to: &text)
        }
        let places = findings.lazy.filter { $0.rule == count.rule && $0.severity == count.severity }
        var shown = 0
        for finding in places.prefix(placesPerRule) {
            paragraphs.append(line(finding), indent: 4, hanging: 4, to: &text)
            shown += 1
        }
        if count.count > shown { text += "    … and \(Amount.grouped(count.count - shown)) more\n" }
        text += "\n"
    }

    private func line(_ finding: Finding) -> String {
        let place = finding.line > 0 ? "\(finding.file):\(finding.line)" : finding.file
        let cell = finding.column.isEmpty ? "" : "  \(finding.column)"
        let found = found(finding)
        let key =
            finding.recordKey.isEmpty ? "" : "  \(Paragraphs.unbroken("(\(VisibleText.plain(finding.recordKey)))"))"
        let first = finding.related.first.map { "; see \($0.file):\($0.line)" } ?? ""
        return "\(VisibleText.plain(place))\(cell)\(found)  expected \(finding.expected)\(first)\(key)"
    }

    private func found(_ finding: Finding) -> String {
        if finding.column.isEmpty { return finding.found.isEmpty ? "" : "  has \(VisibleText.plain(finding.found))" }
        return finding.found.isEmpty ? "  (blank)" : "  \(VisibleText.quoted(finding.found))"
    }

    private func readAs(_ entries: [CheckResult.ReadAs], _ text: inout String) {
        guard !entries.isEmpty else { return }
        text += paint.bold("Read otherwise than it came") + "\n"
        for entry in entries {
            let first = "\(VisibleText.quoted(entry.firstFound)) read as \(VisibleText.quoted(entry.firstReadAs))"
            let place = "\(VisibleText.plain(entry.firstFile)):\(entry.firstLine)"
            let kind = entry.kind.rawValue.split(separator: "-").joined(separator: " ")
            let sentence =
                "\(entry.table) \(entry.column)  \(kind)  \(Amount.of(entry.count, "cell"))  first \(place)  "
            paragraphs.append(sentence + first, indent: 2, hanging: 4, to: &text)
        }
        text += "\n"
    }

    private func summary(_ result: CheckResult, _ text: inout String) {
        let records = result.recordCounts.reduce(0) { $0 + $1.count }
        let amounts = [
            Amount.of(result.count(of: .error), "error"), Amount.of(result.count(of: .query), "query", "queries"),
            Amount.of(result.count(of: .warning), "warning"),
        ]
        let verdict = result.checked == nil ? "Not ready to load." : "Ready to load."
        let sentence =
            "\(amounts.joined(separator: ", ")) in \(Amount.of(records, "record")) of \(result.receipt.schema)."
        paragraphs.append("\(sentence) \(verdict)", indent: 0, to: &text)
    }
}
