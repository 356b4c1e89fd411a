/// Text from a return made fit for a terminal: what would move the cursor or colour the screen is spelt out.
enum VisibleText {
    private static let limit = 60

    /// The text in quotation marks, cut after some characters.
    static func quoted(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(limit)
        let isCut = text.unicodeScalars.dropFirst(limit).first != nil
        return "“\(spelt(shown))\(isCut ? "…" : "")”"
    }

    static func plain(_ text: String) -> String {
        spelt(text.unicodeScalars.prefix(200))
    }

    private static func spelt(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = ""
        for scalar in scalars { append(scalar, to: &text) }
        return text
    }

    static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
            text += "<U+\(hexadecimal(scalar.value))>"
        // No character, and nothing that XML could hold.
        case _ where scalar.value & 0xFFFE == 0xFFFE: text += "<U+\(hexadecimal(scalar.value))>"
        default: text.unicodeScalars.append(scalar)
        }
    }

    /// The text in whole, for pages and documents.
    static func whole(_ text: String) -> String {
        spelt(text.unicodeScalars)
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// Numbers of things in words that fit the number.
enum Amount {
    static func of(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
    }

    /// Digits in groups of three, whatever the locale.
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(number).reversed().enumerated() {
            if place > 0, place % 3 == 0, digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
