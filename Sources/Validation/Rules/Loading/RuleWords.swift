import RuleLanguage

/// What a rule says of several records and of all, from its own words or from its title and table.
struct RuleWords {
    let many: String
    let every: String

    init(draft: RuleDraft, table: String) throws(RuleError) {
        let units = TableWords.plural(table)
        let title = TableWords.lowered(draft.title)
        many = draft.many?.text ?? "{count} of {total} \(units): \(title)."
        every = draft.every?.text ?? "All {total} \(units): \(title). Check how your system exports this item."
        for text in [draft.many, draft.every].compactMap({ $0 }) {
            for piece in try MessageTemplate.split(text) where piece.isPlaceholder {
                guard ["count", "total"].contains(piece.text) else {
                    let caret = max(0, piece.origin.column - text.origin.column)
                    throw RuleError(
                        file: piece.origin.file,
                        line: piece.origin.line,
                        column: piece.origin.column,
                        text: text.text,
                        caret: caret,
                        "Words about several records know {count} and {total} alone."
                    )
                }
            }
        }
    }

    /// Puts numbers into words about several records.
    static func filled(_ text: String, count: Int, total: Int) -> String {
        text.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { place, piece in
            guard place > 0, let end = piece.firstIndex(of: "}") else { return String(piece) }
            let number = piece[..<end] == "count" ? count : total
            return Amount.grouped(number) + piece[piece.index(after: end)...]
        }.joined()
    }
}

/// Names of tables as words in a sentence.
enum TableWords {
    static func singular(_ table: String) -> String {
        table.split(separator: "_").map { $0 == "sen" || $0 == "la" ? $0.uppercased() : String($0) }
            .joined(separator: " ")
    }

    static func plural(_ table: String) -> String {
        let words = singular(table)
        let vowels = ["ay", "ey", "oy", "uy"]
        if words.hasSuffix("y"), !vowels.contains(where: words.hasSuffix) { return words.dropLast() + "ies" }
        if words.hasSuffix("s") || words.hasSuffix("x") || words.hasSuffix("ch") { return words + "es" }
        return words + "s"
    }

    /// A sentence with a small first letter, unless its first word is an abbreviation.
    static func lowered(_ sentence: String) -> String {
        let first = sentence.prefix { $0 != " " }
        guard first.dropFirst().allSatisfy({ !$0.isUppercase }) else { return sentence }
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }
}
