/// Findings as the commands by which a build of GitHub's shows remarks at the lines of files.
///
/// A remark holds the place and the rule's words, which may hold values of the return: keep such builds private.
public enum FindingsGitHub {
    /// Writes a result's findings, one to a line; nothing where there are none.
    ///
    /// - Parameters:
    ///   - result: The result.
    ///   - stream: Where the text goes, piece by piece.
    public static func write(_ result: CheckResult, to stream: inout some TextOutputStream) {
        for group in FindingGroups(result).groups {
            for finding in group.findings { stream.write(remark(finding, group.words.title)) }
        }
    }

    /// The whole text.
    ///
    /// - Parameter result: The result.
    /// - Returns: Lines that each end with a line feed.
    public static func render(_ result: CheckResult) -> String {
        var text = ""
        write(result, to: &text)
        return text
    }

    private static func remark(_ finding: Finding, _ title: String) -> String {
        var parts = finding.file.isEmpty ? [] : ["file=\(property(finding.file))"]
        if finding.line > 0 { parts.append("line=\(finding.line)") }
        parts.append("title=\(property("\(title) [\(finding.rule)]"))")
        let place = finding.column.isEmpty ? "" : "Column \(finding.column): "
        let remarks = PlaceWords.remarks(finding).map { $0.hasSuffix(".") ? $0 : "\($0)." }
        let words = ([place + finding.message] + remarks).joined(separator: " ")
        return "::\(finding.severity.gitHubWord) \(parts.joined(separator: ","))::\(message(words))\n"
    }

    /// Text after the second pair of colons: what would end the line is written in hexadecimal.
    private static func message(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": escaped += "%25"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            default: VisibleText.append(scalar, to: &escaped)
            }
        }
        return escaped
    }

    private static func property(_ text: String) -> String {
        message(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}

extension Severity {
    fileprivate var gitHubWord: String {
        switch self {
        case .error: "error"
        case .query: "warning"
        case .warning, .shadow: "notice"
        }
    }
}
