import RuleLanguage

/// Makes changed rules of one rule: another operator, constant or field, or a guard taken away.
struct RuleMutation {
    let draft: RuleDraft
    let vocabulary: RuleVocabulary
    /// Index of the rule's table.
    let table: Int

    struct Change {
        /// What was changed, in a word: operator, constant, field or guard.
        let kind: String
        let part: String
        let text: String
        let draft: RuleDraft
    }

    var changes: [Change] {
        var changes: [Change] = []
        for (part, source) in draft.texts {
            guard let tokens = try? ExpressionTokens(source.text, at: source.origin).list else { continue }
            for place in tokens.indices {
                for (kind, text) in replacements(tokens, place) {
                    changes.append(change(kind, part, source, replacing: text.range, by: text.text))
                }
            }
        }
        changes += fieldChanges()
        if draft.when != nil {
            var other = draft
            other.when = nil
            changes.append(Change(kind: "guard", part: "when", text: "left out", draft: other))
        }
        for (part, shape) in draft.shape.changed {
            var other = draft
            other.shape = shape
            changes.append(Change(kind: "constant", part: part, text: part, draft: other))
        }
        return changes
    }

    private typealias Replacement = (range: Range<Int>, text: String)

    private static let operators = [
        "<": ["<=", ">"], "<=": ["<", ">="], ">": [">=", "<"], ">=": [">", "<="], "==": ["!="], "!=": ["=="],
        "&&": ["||"], "||": ["&&"], "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "!": [""],
    ]

    private func replacements(
        _ tokens: [ExpressionTokens.Token],
        _ place: Int
    ) -> [(kind: String, text: Replacement)] {
        let token = tokens[place]
        func all(_ kind: String, _ texts: [String]) -> [(kind: String, text: Replacement)] {
            texts.map { (kind, (token.bytes, $0)) }
        }
        switch token.kind {
        case .operator:
            // A minus before a number is part of the constant.
            let isSign =
                token.text == "-" && (place == 0 || [.operator, .punctuation].contains(tokens[place - 1].kind))
            return isSign ? [] : all("operator", Self.operators[token.text] ?? [])
        case .number:
            if let number = Int(token.text) {
                return all("constant", number > 0 ? ["\(number + 1)", "\(number - 1)"] : ["\(number + 1)"])
            }
            return Double(token.text).map { all("constant", ["\($0 * 1.5)", "\($0 * 0.5)"]) } ?? []
        case .truth: return all("constant", [token.text == "true" ? "false" : "true"])
        case .string: return isPattern(tokens, place) ? [] : all("constant", ["\"~\""])
        case .function:
            guard token.text == "has", let end = close(tokens, place + 1) else { return [] }
            return [("guard", (token.bytes.lowerBound..<tokens[end].bytes.upperBound, "true"))]
        case .name, .punctuation: return []
        }
    }

    /// Whether a text is a date or a pattern, which another text cannot stand for.
    private func isPattern(_ tokens: [ExpressionTokens.Token], _ place: Int) -> Bool {
        place >= 2 && tokens[place - 1].text == "(" && tokens[place - 2].kind == .function
    }

    /// The parenthesis that closes the one at a place.
    private func close(_ tokens: [ExpressionTokens.Token], _ place: Int) -> Int? {
        var depth = 0
        for index in place..<tokens.count {
            if tokens[index].text == "(" { depth += 1 }
            if tokens[index].text == ")" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    private func change(
        _ kind: String,
        _ part: String,
        _ source: SourcedText,
        replacing range: Range<Int>,
        by text: String
    ) -> Change {
        let bytes = Array(source.text.utf8)
        let changed =
            String(decoding: bytes[..<range.lowerBound], as: UTF8.self) + text
            + String(decoding: bytes[range.upperBound...], as: UTF8.self)
        let other = draft.mapping { name, text in
            name == part ? SourcedText(text: changed, origin: text.origin) : text
        }
        return Change(kind: kind, part: part, text: changed, draft: other)
    }

    // MARK: Fields

    /// Each field replaced throughout by the next of the same type in its record, so that its guards follow it.
    private func fieldChanges() -> [Change] {
        var names: [String] = []
        for (_, source) in draft.texts {
            for token in (try? ExpressionTokens(source.text, at: source.origin))?.list ?? []
            where token.kind == .name && !names.contains(token.text) { names.append(token.text) }
        }
        return names.compactMap { name in
            guard let other = sibling(of: name, besides: names) else { return nil }
            let changed = draft.mapping { _, text in
                SourcedText(text: Self.renamed(text, name, other), origin: text.origin)
            }
            return Change(kind: "field", part: name, text: other, draft: changed)
        }
    }

    /// Another field of the same type in the own record, or else in the first record that has the field.
    private func sibling(of name: String, besides names: [String]) -> String? {
        let records = [vocabulary.records[table]] + vocabulary.records
        guard let fields = records.first(where: { $0.fields.contains { $0.name == name } })?.fields,
            let place = fields.firstIndex(where: { $0.name == name })
        else { return nil }
        return (fields[(place + 1)...] + fields[..<place]).first { field in
            Self.isAlike(field.type, fields[place].type) && !names.contains(field.name) && field.name != "position"
        }?.name
    }

    private static func isAlike(_ one: ColumnType, _ other: ColumnType) -> Bool {
        if case .code = one, case .code = other { return true }
        return one == other
    }

    private static func renamed(_ source: SourcedText, _ name: String, _ other: String) -> String {
        let tokens = (try? ExpressionTokens(source.text, at: source.origin))?.list ?? []
        let bytes = Array(source.text.utf8)
        var text = ""
        var end = 0
        for token in tokens where token.kind == .name && token.text == name {
            text += String(decoding: bytes[end..<token.bytes.lowerBound], as: UTF8.self) + other
            end = token.bytes.upperBound
        }
        return text + String(decoding: bytes[end...], as: UTF8.self)
    }
}
