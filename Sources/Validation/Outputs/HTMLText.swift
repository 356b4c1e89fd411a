/// Builds HTML: tags as given, words escaped.
struct HTMLText {
    private(set) var text = ""

    /// Appends markup as it stands.
    mutating func raw(_ markup: String) {
        text += markup
    }

    /// Appends an element that holds words alone.
    ///
    /// - Parameters:
    ///   - tag: The element's name.
    ///   - attributes: As they stand in the tag, escaped before.
    ///   - words: What it holds.
    mutating func element(_ tag: String, _ attributes: String = "", _ words: String) {
        text += "<\(tag)\(attributes.isEmpty ? "" : " " + attributes)>\(Self.escaped(words))</\(tag)>\n"
    }

    /// Hands over what was written so far.
    mutating func take() -> String {
        defer { text.removeAll(keepingCapacity: true) }
        return text
    }

    /// Words as they stand in HTML, inside elements and in quoted attributes.
    ///
    /// Control characters, which a page may not hold or which turn the text around, are spelt out.
    static func escaped(_ words: String) -> String {
        guard words.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || isMarkup($0) }) else { return words }
        var text = ""
        for scalar in VisibleText.whole(words).unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func isMarkup(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    /// Words as a part of an `id`: letters, digits, hyphens and underscores.
    static func identifier(_ words: String) -> String {
        String(words.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "-" })
    }
}
