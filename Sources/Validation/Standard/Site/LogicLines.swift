/// Breaks a long expression at its outermost `&&` and `||`, so that it can be read; it means the same.
enum LogicLines {
    /// The longest expression that stays on one line, in characters.
    private static let width = 72

    static func broken(_ text: String) -> String {
        guard text.count > width else { return text }
        var lines = ""
        var depth = 0
        var quote: Character?
        var before: Character = " "
        for character in text {
            if let open = quote {
                if character == open, before != "\\" { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "([{".contains(character) {
                depth += 1
            } else if ")]}".contains(character) {
                depth -= 1
            } else if depth == 0, "&|".contains(character), before == " " {
                lines.removeLast()
                lines += "\n"
            }
            lines.append(character)
            before = before == "\\" && character == "\\" ? " " : character
        }
        return lines
    }
}
