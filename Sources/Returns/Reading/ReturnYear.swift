import Foundation

/// Finds the collection year that a return names, before its schema is known.
public enum ReturnYear {
    /// Looks for the year in the header.
    ///
    /// - Parameter inputs: The files of one return.
    /// - Returns: The year, or nil when no file names one near its beginning.
    /// - Throws: `ReadingError` when a file cannot be read.
    public static func find(in inputs: [ReturnInput]) throws(ReadingError) -> Int? {
        for input in inputs {
            let head = String(decoding: try FileForm.firstBytes(of: input, count: 4_096), as: UTF8.self)
            if let year = inMessage(head) ?? inHeaderTable(head) { return year }
        }
        return nil
    }

    private static func inMessage(_ head: String) -> Int? {
        guard let start = head.range(of: "<Year>", options: .caseInsensitive) else { return nil }
        return Int(head[start.upperBound...].prefix { $0 != "<" }.filter { !$0.isWhitespace })
    }

    /// The header table of a CSV set, and each row of a flat file, has a column `year` and another that tells it apart.
    private static func inHeaderTable(_ head: String) -> Int? {
        let lines = head.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
        guard lines.count >= 2 else { return nil }
        let names = cells(lines[0].lowercased())
        let values = cells(lines[1])
        guard names.contains("referencedate") || names.contains("estab"), let column = names.firstIndex(of: "year"),
            column < values.count
        else {
            return nil
        }
        return Int(values[column].split(separator: ".").first ?? "")
    }

    /// The cells of a line; a comma inside quotes parts none.
    private static func cells(_ line: some StringProtocol) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset.isMultiple(of: 2) ? String($0.element) : String($0.element.filter { $0 != "," }) }
            .joined().split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
    }

    private static func trimmed(_ cell: some StringProtocol) -> String {
        String(cell.filter { !$0.isWhitespace && $0 != "\"" && $0 != "\u{FEFF}" })
    }
}
