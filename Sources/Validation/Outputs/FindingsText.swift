import Returns

/// Findings as text for people: what concerns the whole return, a block for each rule with the first places, and at
/// the end one line for each rule and the totals.
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
        let groups = FindingGroups(result)
        wholeReturn(groups.wholeReturn, &text)
        for group in groups.groups { block(group, groups.recordFindings(group), &text) }
        readAs(result.readAs, &text)
        table(groups.groups, &text)
        summary(result, &text)
        return text
    }

    private func wholeReturn(_ findings: [Finding], _ text: inout String) {
        guard !findings.isEmpty else { return }
        text += paint.bold("About the whole return") + "\n"
        for finding in findings.prefix(placesPerRule * 4) {
            let label = paint.severity(finding.severity, finding.severity.word)
            let words = "\(VisibleText.plain(finding.message))\(tail(finding))  [\(finding.rule)]"
            paragraphs.append("\(label)  \(place(finding))\(words)", indent: 2, hanging: 4, to: &text)
            excel(finding, &text)
        }
        let more = findings.count - placesPerRule * 4
        if more > 0 { text += "  … and \(Amount.grouped(more)) more\n" }
        text += "\n"
    }

    private func place(_ finding: Finding) -> String {
        guard finding.row > 0 || finding.line > 0 else {
            return finding.file.isEmpty ? "" : "\(VisibleText.plain(finding.file))  "
        }
        let cell = finding.column.isEmpty ? "" : "  \(VisibleText.plain(finding.column))\(found(finding))"
        return "\(PlaceWords.short(finding))\(cell)  "
    }

    private func block(_ group: FindingGroups.Group, _ findings: [Finding], _ text: inout String) {
        // A rule that speaks of the whole return alone stands in the list above.
        guard !findings.isEmpty || group.unlisted > 0 else { return }
        let severity = group.count.severity
        let label = paint.severity(severity, severity.word.uppercased())
        text += "\(label)  \(paint.bold(group.words.title))  \(group.words.amount)  [\(group.count.rule)]\n"
        if !group.words.summary.isEmpty {
            paragraphs.append(VisibleText.whole(group.words.summary), indent: 2, to: &text)
        }
        if !group.words.fix.isEmpty { paragraphs.append("To mend it: \(group.words.fix)", indent: 2, to: &text) }
        let shown = findings.prefix(placesPerRule)
        // What all of them lack is said once.
        let expected = Set(shown.map(\.expected)).count == 1 ? shown.first?.expected ?? "" : ""
        if !expected.isEmpty { paragraphs.append("Expected: \(VisibleText.whole(expected))", indent: 2, to: &text) }
        for finding in shown {
            paragraphs.append(line(finding, saysExpected: expected.isEmpty), indent: 4, hanging: 4, to: &text)
            excel(finding, &text)
        }
        let more = findings.count - min(findings.count, placesPerRule) + group.unlisted
        if more > 0 { text += "    … and \(Amount.grouped(more)) more\n" }
        text += "\n"
    }

    private func line(_ finding: Finding, saysExpected: Bool) -> String {
        let cell = finding.column.isEmpty ? "" : "  \(VisibleText.plain(finding.column))"
        let key =
            finding.recordKey.isEmpty ? "" : "  \(Paragraphs.unbroken("(\(VisibleText.plain(finding.recordKey)))"))"
        let expected =
            finding.expected.isEmpty || !saysExpected ? "" : "  expected \(VisibleText.whole(finding.expected))"
        return "\(PlaceWords.short(finding))\(cell)\(found(finding))\(expected)\(tail(finding))\(key)"
    }

    /// Last year's value and the other cells that were read.
    private func tail(_ finding: Finding) -> String {
        let previous = finding.previous.map { "; last year \(VisibleText.quoted($0))" } ?? ""
        let related = PlaceWords.allRelated(finding)
        return previous + (related.isEmpty ? "" : "; \(VisibleText.plain(related))")
    }

    private func found(_ finding: Finding) -> String {
        if finding.column.isEmpty { return finding.found.isEmpty ? "" : "  has \(VisibleText.plain(finding.found))" }
        return finding.found.isEmpty ? "  (blank)" : "  \(VisibleText.quoted(finding.found))"
    }

    private func excel(_ finding: Finding, _ text: inout String) {
        guard let damage = ExcelDamage.of(finding) else { return }
        paragraphs.append("\(damage.happened) \(damage.remedy)", indent: 8, to: &text)
    }

    private func readAs(_ entries: [CheckResult.ReadAs], _ text: inout String) {
        guard !entries.isEmpty else { return }
        text += paint.bold("Read otherwise than it came") + "\n"
        for entry in entries {
            let first = "\(VisibleText.quoted(entry.firstFound)) read as \(VisibleText.quoted(entry.firstReadAs))"
            let place = "\(VisibleText.plain(entry.firstFile)):\(entry.firstLine)"
            let count = Amount.of(entry.count, "cell")
            let column = "\(entry.table) \(VisibleText.plain(entry.column))"
            let sentence = "\(column)  \(ReadAsWords.kind(entry.kind))  \(count)  first \(place)  "
            paragraphs.append(sentence + first, indent: 2, hanging: 4, to: &text)
            guard let damage = ExcelDamage.of(entry.kind, found: entry.firstFound, readAs: entry.firstReadAs) else {
                continue
            }
            paragraphs.append("\(damage.happened) \(damage.remedy)", indent: 6, to: &text)
        }
        text += "\n"
    }

    /// One line for each rule.
    private func table(_ groups: [FindingGroups.Group], _ text: inout String) {
        guard !groups.isEmpty else { return }
        let width = groups.map(\.words.amount.count).max() ?? 0
        for group in groups {
            let label = group.count.severity.word
            let start = label + String(repeating: " ", count: 9 - label.count)
            let amount = String(repeating: " ", count: width - group.words.amount.count) + group.words.amount
            let painted = paint.severity(group.count.severity, start)
            text += "\(painted)\(amount)  \(group.words.title)  [\(group.count.rule)]\n"
        }
        text += "\n"
    }

    private func summary(_ result: CheckResult, _ text: inout String) {
        let records = result.recordCounts.reduce(0) { $0 + $1.count }
        let amounts = Severity.mostFirst.map { $0.amount(result.count(of: $0)) }
        let verdict = result.count(of: .error) > 0 ? "Not ready to load." : "Ready to load."
        let amount = records == 0 ? "" : " in \(Amount.of(records, "record"))"
        let sentence = "\(amounts.joined(separator: ", "))\(amount) of \(result.receipt.schema)."
        paragraphs.append("\(sentence) \(verdict)", indent: 0, to: &text)
    }
}
