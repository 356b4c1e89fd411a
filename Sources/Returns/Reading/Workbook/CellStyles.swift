/// How numbers are shown, by the index of a cell's style.
final class CellStyles: PartHandler {
    enum Shown: Equatable {
        case asNumber
        /// A day, with or without a time.
        case asDate
        /// A time of day alone.
        case asTime
        /// A whole number filled up with zeros to so many digits.
        case withZeros(Int)
    }

    private(set) var shown: [Shown] = []
    private(set) var failure: ReadingError?
    private let limit: Int
    private var codes: [Int: String] = [:]
    private var isInsideFormats = false
    private var isInsideCells = false

    init(limits: WorkbookLimits) {
        limit = limits.styles
    }

    func open(_ name: PartName, _ attributes: PartAttributes, depth: Int) {
        if depth == 2 {
            isInsideFormats = name == "numFmts"
            isInsideCells = name == "cellXfs"
        }
        guard depth == 3 else { return }
        if isInsideFormats, let id = attributes.number("numFmtId"), let code = attributes.string("formatCode") {
            if codes.count < limit { codes[id] = code }
        }
        if isInsideCells, name == "xf", shown.count < limit {
            shown.append(Self.shown(attributes.number("numFmtId") ?? 0, codes))
        }
    }

    func text(_ part: UnsafeBufferPointer<UInt8>) {}
    func close(depth: Int) {}

    /// A code that the workbook gives under a number goes before the number's own meaning (ECMA-376, part 1, 18.8.30).
    private static func shown(_ id: Int, _ codes: [Int: String]) -> Shown {
        if let code = codes[id] { return shown(code) }
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: return .asDate
        case 18...21, 32...35, 45, 47, 55, 56: return .asTime
        default: return .asNumber
        }
    }

    /// What a format's code shows, judged by its first section.
    static func shown(_ code: String) -> Shown {
        let letters = placeholders(of: code)
        if letters == "general" || letters.contains("[") { return .asNumber }
        if letters.contains(where: { "dy".contains($0) }) { return .asDate }
        if letters.contains(where: { "hs".contains($0) }) { return .asTime }
        if letters.contains("m") { return .asDate }
        guard letters.count > 1, letters.allSatisfy({ $0 == "0" }) else { return .asNumber }
        return .withZeros(min(letters.count, 15))
    }

    /// The first section's letters in lower case, without quoted text, escapes, colours and conditions.
    ///
    /// A quotation mark stands for any text; brackets around hours, minutes or seconds mean a length of time, and stay.
    private static func placeholders(of code: String) -> String {
        var kept = ""
        var characters = code.lowercased()[...]
        while let first = characters.popFirst(), first != ";" {
            switch first {
            case "\"":
                characters = characters.drop { $0 != "\"" }.dropFirst()
                kept.append("\"")
            case "\\":
                characters = characters.dropFirst()
                kept.append("\"")
            case "_", "*":
                characters = characters.dropFirst()
            case "[":
                let inside = characters.prefix { $0 != "]" }
                characters = characters.dropFirst(inside.count + 1)
                if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { kept += "[\(inside)]" }
            default:
                kept.append(first)
            }
        }
        return kept
    }
}
