import RuleLanguage

/// A message with placeholders: the parts between braces are expressions of the rule language.
struct MessageTemplate: Sendable {
    enum Part: Sendable {
        case text(String)
        case expression(Expression)
        /// A value that the shape itself gives, such as `found`.
        case named(String)
    }

    let parts: [Part]

    /// The texts between braces with how many bytes stand before each.
    static func split(_ text: SourcedText) throws(RuleError) -> [(text: String, isPlaceholder: Bool, origin: TextOrigin)] {
        var pieces: [(text: String, isPlaceholder: Bool, origin: TextOrigin)] = []
        var piece = ""
        var isInside = false
        var column = text.origin.column
        var start = column
        for character in text.text {
            column += character.utf8.count
            switch (character, isInside) {
            case ("{", false), ("}", true):
                if isInside || !piece.isEmpty {
                    let origin = TextOrigin(file: text.origin.file, line: text.origin.line, column: start)
                    pieces.append((piece, isInside, origin))
                }
                piece = ""
                isInside.toggle()
                start = column
            case ("{", true), ("}", false):
                throw RuleError(
                    file: text.origin.file,
                    line: text.origin.line,
                    column: column - 1,
                    text: text.text,
                    caret: column - 1 - text.origin.column,
                    "A placeholder is written {field} or {expression}, one inside no other."
                )
            default: piece.append(character)
            }
        }
        let origin = TextOrigin(file: text.origin.file, line: text.origin.line, column: start)
        if isInside {
            throw RuleError(
                file: origin.file,
                line: origin.line,
                column: start,
                text: text.text,
                caret: max(0, start - 1 - text.origin.column),
                "The brace that opens here is not closed."
            )
        }
        if !piece.isEmpty { pieces.append((piece, false, origin)) }
        return pieces
    }

    /// The message for each of some rows.
    func texts(_ records: RuleRecords, rows: [Int], named: (String, Int) -> String) -> [String] {
        var texts = [String](repeating: "", count: rows.count)
        for part in parts {
            switch part {
            case .text(let text): for place in texts.indices { texts[place] += text }
            case .named(let name): for (place, row) in rows.enumerated() { texts[place] += named(name, row) }
            case .expression(let expression):
                for (place, value) in expression.values(records, rows: rows).enumerated() {
                    texts[place] += ValueWords.text(value)
                }
            }
        }
        return texts
    }
}
