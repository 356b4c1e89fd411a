/// A way in which systems write the same message.
enum XMLVariation: String, CaseIterable, Sendable {
    case asWritten, elementsInLowerCase, elementsInUpperCase, otherSpellings, withoutIndentation, onOneLine
    case carriageReturns, characterData, comments, processingInstructions, blankElements, blanksAround
    case datesWithTime, booleansAsWords, characterReferences, byteOrderMark, withoutDeclaration, trailingBlanks

    func apply(to bytes: [UInt8]) -> [UInt8] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        let end = self == .carriageReturns ? "\r\n" : self == .onOneLine ? "" : "\n"
        let kept = self == .withoutDeclaration ? Array(lines.dropFirst()) : lines
        var text = kept.map(line).joined(separator: end) + end
        if self == .trailingBlanks { text += "\n \t\n<!-- the end -->\n" }
        return (self == .byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + [UInt8](text.utf8)
    }

    private func line(_ line: String) -> String {
        guard !line.hasPrefix("<?") else { return line }
        switch self {
        case .elementsInLowerCase: return line.replacing(/<[^>]*>/) { $0.output.lowercased() }
        case .elementsInUpperCase: return line.replacing(/<[^>]*>/) { $0.output.uppercased() }
        case .otherSpellings:
            return line.replacing("SENsetting>", with: "SENSetting>").replacing("Res>", with: "RES>")
                .replacing("PostCode>", with: "Postcode>").replacing("SENtype>", with: "SENType>")
        case .withoutIndentation, .onOneLine: return String(line.drop { $0 == " " })
        case .comments: return "<!-- a note -->" + value(line) { "<!---->" + $0 + "<!-- and <more> -->" }
        case .processingInstructions: return "<?note one?>" + value(line) { $0 + "<?note two?>" }
        case .blankElements:
            return line.replacing("</UPN>", with: "</UPN><UPNunknown></UPNunknown>")
                .replacing("</RYA>", with: "</RYA><Exported/>")
        case .characterData: return value(line) { "<![CDATA[" + $0 + "]]>" }
        case .blanksAround: return value(line) { "\n  " + $0 + "\t\n" }
        case .characterReferences:
            return value(line) { "&#x\(String($0.unicodeScalars.first?.value ?? 32, radix: 16));" + $0.dropFirst() }
        case .datesWithTime:
            return line.contains("DateTime")
                ? line : line.replacing(/>(\d{4}-\d\d-\d\d)</) { ">\($0.output.1)T00:00:00<" }
        case .booleansAsWords:
            guard line.contains(/Mediation>|Tribunal>|RYA>|Indicator>|Week20>|<PB>|<OA>/) else { return line }
            return value(line) { $0 == "1" ? "true" : "false" }
        default: return line
        }
    }

    /// Rewrites the value on a line that holds one; text with an escaped character is left alone.
    private func value(_ line: String, _ change: (String) -> String) -> String {
        guard !line.contains("&") else { return line }
        return line.replacing(/>([^<]+)</) { ">" + change(String($0.output.1)) + "<" }
    }
}
