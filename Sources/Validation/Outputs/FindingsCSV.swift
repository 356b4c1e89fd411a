import Returns

/// Findings as CSV for spreadsheets and programs: RFC 4180, UTF-8 with a byte order mark, CRLF.
///
/// Nothing is lost or changed: a value that starts with `=`, `+`, `-` or `@` stands as it came. A spreadsheet that
/// opens the file by double click may take such a value for a formula; import it with all columns set to text.
public enum FindingsCSV {
    /// The columns, in order.
    ///
    /// `previous` is last year's value where the rule compares with it. `related` names each other cell as
    /// `file:line column=value`, parted by `; `, with a backslash before each backslash and semicolon of the value.
    /// `excel` says what Excel did to the cell, where that can be seen.
    public static let columns = [
        "rule", "severity", "table", "record_key", "file", "row", "line", "column", "found", "expected", "message",
        "related", "previous", "excel",
    ]

    private static let piecesAtOnce = 16

    /// Writes a result's findings, one to a row.
    ///
    /// - Parameters:
    ///   - result: The result.
    ///   - stream: Where the text goes, piece by piece.
    public static func write(_ result: CheckResult, to stream: inout some TextOutputStream) {
        stream.write("\u{FEFF}" + columns.joined(separator: ",") + "\r\n")
        let findings = result.findings
        // So many at a time, that the whole text need not be held.
        for first in stride(from: 0, to: findings.count, by: piecesAtOnce * Parts.textsWorthIt) {
            let ends = (1...piecesAtOnce).map { min(first + $0 * Parts.textsWorthIt, findings.count) }
            let pieces = Parts.made(piecesAtOnce, atOnce: ends[0] < findings.count) { place in
                findings[(place == 0 ? first : ends[place - 1])..<ends[place]].map(row).joined()
            }
            for piece in pieces { stream.write(piece) }
        }
    }

    /// The whole text.
    ///
    /// - Parameter result: The result.
    /// - Returns: The rows, beginning with the byte order mark and the heading.
    public static func render(_ result: CheckResult) -> String {
        var text = ""
        write(result, to: &text)
        return text
    }

    private static func row(_ finding: Finding) -> String {
        let cells = [
            finding.rule, finding.severity.rawValue, finding.table, finding.recordKey, finding.file,
            String(finding.row), String(finding.line), finding.column, finding.found, finding.expected,
            finding.message, finding.related.map(place).joined(separator: "; "), finding.previous ?? "",
            ExcelDamage.of(finding).map { "\($0.happened) \($0.remedy)" } ?? "",
        ]
        return cells.map(quoted).joined(separator: ",") + "\r\n"
    }

    private static func place(_ place: Finding.Place) -> String {
        let cell = place.column.isEmpty ? "" : " \(place.column)=\(escaped(place.found))"
        return "\(place.file):\(place.line)\(cell)"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            if scalar == "\\" || scalar == ";" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    private static func quoted(_ cell: String) -> String {
        // Bytes, not characters: CRLF is one character and a combining mark would hide a comma.
        let needsQuotes = cell.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        let hasOuterBlanks = cell.utf8.first == UInt8(ascii: " ") || cell.utf8.last == UInt8(ascii: " ")
        guard needsQuotes || hasOuterBlanks else { return cell }
        guard cell.utf8.contains(UInt8(ascii: "\"")) else { return "\"" + cell + "\"" }
        var text = "\""
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { text.unicodeScalars.append(scalar) }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
