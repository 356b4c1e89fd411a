/// Breaks sentences into lines of a width, at blanks.
struct Paragraphs: Sendable {
    let width: Int
    // Never comes from a return: what it sends is spelt out before.
    private static let keptBlank: Character = "\u{1F}"

    init(width: Int) {
        self.width = width
    }

    /// Words between which no line may break.
    static func unbroken(_ words: String) -> String {
        String(words.map { $0 == " " ? keptBlank : $0 })
    }

    /// Appends a sentence, broken into lines.
    ///
    /// - Parameters:
    ///   - sentence: The words; two blanks in a row stay two, unless the line breaks there.
    ///   - indent: Blanks before each line.
    ///   - hanging: More blanks before the second line and those after it.
    ///   - text: What to append to.
    func append(_ sentence: String, indent: Int, hanging: Int = 0, to text: inout String) {
        var line = String(repeating: " ", count: indent)
        var length = indent
        var isEmpty = true
        for word in sentence.split(separator: " ", omittingEmptySubsequences: false) {
            let gap = isEmpty ? 0 : 1
            if !isEmpty, length + gap + word.count > width {
                text += Self.withoutTail(line) + "\n"
                line = String(repeating: " ", count: indent + hanging) + word
                length = indent + hanging + word.count
                isEmpty = word.isEmpty
                continue
            }
            line += (gap == 1 ? " " : "") + word
            length += gap + word.count
            isEmpty = isEmpty && word.isEmpty
        }
        text += Self.withoutTail(line) + "\n"
    }

    private static func withoutTail(_ line: String) -> String {
        let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
        return String(line[..<end].map { $0 == keptBlank ? " " : $0 })
    }
}

/// Marks words for a terminal, where that is wanted.
struct Paint: Sendable {
    let isOn: Bool

    func bold(_ words: String) -> String { mark(words, "1") }

    func severity(_ severity: Severity, _ words: String) -> String {
        switch severity {
        case .error: mark(words, "1;31")
        case .query: mark(words, "1;33")
        case .warning, .shadow: mark(words, "1;36")
        }
    }

    private func mark(_ words: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(words)\u{1B}[0m" : words
    }
}
