import Returns
import RuleLanguage

/// What a rule says of several records and of all, from its own words or from its title and table.
struct RuleWords {
    let many: String
    let every: String

    init(draft: RuleDraft, table: TableSchema, plan: RulePlan) throws(RuleError) {
        let units = TableWords.units(table).many
        let title = TableWords.lowered(draft.title)
        switch plan {
        case .reading, .readAs:
            // Of how many is not counted, so there is nothing to say of every one.
            let units = if case .reading(let kind) = plan { ShapeRules.units(kind).many } else { "cells" }
            many = draft.many?.text ?? "{count} \(units): \(title)."
            every = draft.every?.text ?? ""
        case .aggregate, .reconcile, .compare, .plausible:
            many = draft.many?.text ?? ""
            every = draft.every?.text ?? ""
        case .assert, .cell, .children, .unique, .reference, .join:
            many = draft.many?.text ?? "{count} of {total} \(units): \(title)."
            every = draft.every?.text ?? "All {total} \(units): \(title). Check how your system exports this item."
        }
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

    /// The first sentence of a rule's meaning as words that follow “expected”.
    static func expectation(_ meaning: String) -> String {
        var sentence = meaning[...]
        for place in meaning.indices where ".?".contains(meaning[place]) {
            let next = meaning.index(after: place)
            guard next == meaning.endIndex || meaning[next] == " " else { continue }
            sentence = meaning[..<place]
            break
        }
        return TableWords.lowered(String(sentence))
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

    static func plural(_ table: String) -> String { many(singular(table)) }

    /// What senders call one record of a table and several: by its title where that is one word, and the header a return.
    static func units(_ table: TableSchema) -> (one: String, many: String) {
        if table.parent == nil { return ("return", "returns") }
        let isWord = !table.title.contains(" ") && !table.title.hasSuffix("s")
        let one = isWord ? lowered(table.title) : singular(table.name)
        return (one, many(one))
    }

    private static func many(_ words: String) -> String {
        let vowels = ["ay", "ey", "oy", "uy"]
        if words.hasSuffix("y"), !vowels.contains(where: words.hasSuffix) { return words.dropLast() + "ies" }
        if words.hasSuffix("s") || words.hasSuffix("x") || words.hasSuffix("ch") { return words + "es" }
        return words + "s"
    }

    /// A sentence with a small first letter, unless its first word is an abbreviation.
    static func lowered(_ sentence: String) -> String {
        let first = sentence.prefix { $0 != " " }
        let isName = first.contains(where: \.isNumber) || first.count == 1 && first != "A"
        guard !isName, first.dropFirst().allSatisfy({ !$0.isUppercase }) else { return sentence }
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }
}
