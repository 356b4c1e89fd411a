/// A rule as text for people: everything its page says.
public struct RuleText: Sendable {
    private let paragraphs: Paragraphs

    /// Makes a writer for one terminal or file.
    ///
    /// - Parameter width: Columns to fill; less than 40 is taken as 40.
    public init(width: Int = 100) {
        paragraphs = Paragraphs(width: max(width, 40))
    }

    /// The whole text.
    ///
    /// - Parameters:
    ///   - rule: The rule.
    ///   - books: The versions of its return, in order, to say in which it holds.
    /// - Returns: Lines that each end with a line feed.
    public func render(_ rule: Rule, in books: [RuleBook]) -> String {
        var text = "\(rule.code)\n"
        paragraphs.append(rule.title, indent: 0, to: &text)
        text += "\n"
        paragraphs.append(rule.meaning, indent: 0, to: &text)
        text += "\n"
        for (name, words) in facts(rule, books) where !words.isEmpty {
            paragraphs.append("\(name): \(words)", indent: 0, hanging: 2, to: &text)
        }
        examples(rule, &text)
        return text
    }

    private func facts(_ rule: Rule, _ books: [RuleBook]) -> [(String, String)] {
        let isOurs = rule.shape != .builtIn
        return [
            ("Severity", severities(rule, books)),
            ("Holds in", books.filter { $0.rule(rule.code) != nil }.map(\.version).joined(separator: ", ")),
            ("Reason", rule.reason),
            ("Table", rule.table),
            ("Asked when", rule.when),
            ("What must hold", isOurs ? rule.logic : ""),
            ("What is counted", rule.denominator),
            ("Message", isOurs ? rule.message : ""),
            ("For several", rule.many),
            ("For every one", rule.every),
            ("How to mend it", rule.fix),
            ("Source", rule.source),
            ("How sure this is", EvidenceWords.of(rule: rule.evidence)),
            ("Not confirmed", rule.unconfirmed),
            ("In our list of candidate rules", CandidateWords.of(rule.candidates)),
            ("Its page", page(rule, books)),
        ]
    }

    /// Where the documentation site, which anyone can write, says the same.
    private func page(_ rule: Rule, _ books: [RuleBook]) -> String {
        guard let name = books.first?.version.prefix(while: { $0 != "@" }) else { return "" }
        return "\(SiteLinks.rule(String(name), rule.code)) of the site that `sendstat schema export docs` writes"
    }

    private func severities(_ rule: Rule, _ books: [RuleBook]) -> String {
        let held = books.compactMap { book in
            book.rule(rule.code).map { "\($0.severity.rawValue) in \(book.version)" }
        }
        return Set(books.compactMap { $0.rule(rule.code)?.severity }).count > 1
            ? held.joined(separator: ", ") : rule.severity.rawValue
    }

    private func examples(_ rule: Rule, _ text: inout String) {
        for isFailing in [true, false] {
            let examples = rule.examples.filter { $0.isFailing == isFailing }
            guard !examples.isEmpty else { continue }
            text += isFailing ? "\nFinds something in:\n" : "\nFinds nothing in:\n"
            for example in examples {
                paragraphs.append("\(example.table) \(example.text)", indent: 2, hanging: 2, to: &text)
            }
        }
    }
}
