/// Findings as Markdown for a build's summary page: the rules in a table, and the first places of each.
public enum FindingsMarkdown {
    private static let placesPerRule = 20

    /// The whole text.
    ///
    /// - Parameter result: The result.
    /// - Returns: Markdown with tables as GitHub and GitLab read them.
    public static func render(_ result: CheckResult) -> String {
        let groups = FindingGroups(result)
        let amounts = Severity.mostFirst.map { $0.amount(result.count(of: $0)) }
        var text = "# What the check of \(result.receipt.schema) found\n\n\(amounts.joined(separator: ", ")). "
        text += result.count(of: .error) > 0 ? "Not ready to load.\n" : "Ready to load.\n"
        if !groups.groups.isEmpty {
            text += "\n| | Rule | How many | How to mend it |\n|---|---|---|---|\n"
            for group in groups.groups { text += row(group) }
        }
        for group in groups.groups where !group.findings.isEmpty { text += places(group) }
        return text
    }

    private static func row(_ group: FindingGroups.Group) -> String {
        let words = group.words
        let title = "\(cell(words.title)) (`\(group.count.rule)`)"
        return "| \(group.count.severity.word) | \(title) | \(cell(words.amount)) | \(cell(words.fix)) |\n"
    }

    private static func places(_ group: FindingGroups.Group) -> String {
        var text = "\n## \(group.count.severity.word): \(cell(group.words.title))\n\n"
        text += "| Place | Found | Expected |\n|---|---|---|\n"
        for finding in group.findings.prefix(placesPerRule) {
            let place = [PlaceWords.full(finding), PlaceWords.allRelated(finding)].filter { !$0.isEmpty }
            let expected = ([finding.expected] + PlaceWords.remarks(finding)).joined(separator: ". ")
            text += "| \(cell(place.joined(separator: ", "))) | \(cell(finding.found)) | \(cell(expected)) |\n"
        }
        let more = group.count.count - min(group.findings.count, placesPerRule)
        return more > 0 ? text + "\n… and \(Amount.grouped(more)) more\n" : text
    }

    /// Words that cannot end a cell or start markup.
    private static func cell(_ words: String) -> String {
        var text = ""
        for scalar in VisibleText.whole(words).unicodeScalars {
            if "\\`*_{}[]<>|~#".unicodeScalars.contains(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
