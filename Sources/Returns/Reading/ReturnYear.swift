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

    /// The header table of a CSV set is one line of values under a heading that has a column `year`.
    private static func inHeaderTable(_ head: String) -> Int? {
        let lines = head.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
        guard lines.count >= 2 else { return nil }
        let names = lines[0].lowercased().split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
        let values = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
        guard names.contains("referencedate"), let column = names.firstIndex(of: "year"), column < values.count else {
            return nil
        }
        return Int(values[column].split(separator: ".").first ?? "")
    }

    private static func trimmed(_ cell: some StringProtocol) -> String {
        String(cell.filter { !$0.isWhitespace && $0 != "\"" && $0 != "\u{FEFF}" })
    }
}
