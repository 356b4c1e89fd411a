/// Comma-separated text as the open data standard has it: UTF-8, LF, quotes only where needed.
enum CSVText {
    static func text(_ rows: [[String]]) -> String {
        var text = ""
        for row in rows {
            text += row.map(quoted).joined(separator: ",")
            text += "\n"
        }
        return text
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return cell }
        return "\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }

    /// Reads back what `text` writes.
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var closedQuote = false
        for byte in text.utf8 {
            switch (byte, isQuoted) {
            case (0x22, true):
                isQuoted = false
                closedQuote = true
                continue
            case (0x22, false):
                // Two quotes inside a quoted cell stand for one.
                if closedQuote { cell.append(byte) }
                isQuoted = true
            case (0x2C, false):
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
            case (0x0A, false):
                rows.append(row + [String(decoding: cell, as: UTF8.self)])
                row = []
                cell = []
            default: cell.append(byte)
            }
            closedQuote = false
        }
        return rows
    }
}
