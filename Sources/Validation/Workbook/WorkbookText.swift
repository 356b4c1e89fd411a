/// Text in the form in which a workbook keeps it: what XML cannot hold is written as `_xHHHH_`.
enum WorkbookText {
    /// The text as libxlsxwriter is given it.
    static func encoded(_ text: String) -> String {
        guard text.utf8.contains(where: { isControl($0) || $0 == UInt8(ascii: "_") || $0 == 0xEF }) else { return text }
        var encoded = ""
        let scalars = Array(text.unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            let needsEscape =
                scalar.value < 0x20 && isControl(UInt8(scalar.value)) || scalar.value & 0xFFFE == 0xFFFE
                || isEscape(scalars, place)
            if needsEscape {
                encoded += escape(scalar.value)
            } else {
                encoded.unicodeScalars.append(scalar)
            }
        }
        return encoded
    }

    /// A text cut to what a cell holds, with a word about it.
    static func cut(_ text: String) -> String {
        let limit = WorkbookSheet.textLimit - 200
        // A character takes at least one byte and an escape seven.
        guard text.utf8.count > limit / 7, encoded(text).utf16.count > limit else { return text }
        var size = 0
        var short = ""
        for scalar in text.unicodeScalars {
            size += encoded(String(scalar)).utf16.count
            if size > limit { break }
            short.unicodeScalars.append(scalar)
        }
        return short + " … (cut: a cell of a workbook holds no more)"
    }

    /// How many lines words take up in a column, taken a little generously.
    static func lines(_ text: String, width: Double) -> Int {
        text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { lines, line in
            lines + max(1, Int((Double(line.count) / (width * 0.92)).rounded(.up)))
        }
    }

    // Tab and line feed stand as they are; XML would read a carriage return as a line feed.
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A
    }

    /// Whether an underscore starts what would be read as an escape.
    private static func isEscape(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
        guard scalars[place] == "_", place + 6 < scalars.count, scalars[place + 1] == "x", scalars[place + 6] == "_"
        else { return false }
        return scalars[place + 2...place + 5].allSatisfy(\.properties.isASCIIHexDigit)
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "_x" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_"
    }
}
