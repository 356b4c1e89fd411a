/// How rules speak to people: short, plain, and saying what to do.
public enum RuleStyle {
    private static let unwanted: Set = ["invalid", "illegal", "please", "sorry", "valid", "forbidden"]
    private static let wordsInTitle = 8
    private static let wordsInSentence = 25

    /// Everything in a rule's words that breaks the style.
    ///
    /// - Parameter rule: The rule.
    /// - Returns: A sentence for each fault; none when the words stand.
    public static func faults(_ rule: Rule) -> [String] {
        var faults = words("title", rule.title, isSentence: false)
        let count = rule.title.split(separator: " ").count
        if count > wordsInTitle { faults.append("The title has \(count) words; at most \(wordsInTitle).") }
        if rule.title.hasSuffix(".") { faults.append("The title ends in a full stop.") }
        for (name, text) in [
            ("meaning", rule.meaning), ("message", rule.message), ("many", rule.many), ("every", rule.every),
            ("fix", rule.fix),
        ] where !text.isEmpty || name != "many" && name != "every" {
            faults += words(name, text, isSentence: true)
        }
        return faults
    }

    private static func words(_ name: String, _ text: String, isSentence: Bool) -> [String] {
        var faults: [String] = []
        let plain = withoutPlaceholders(text)
        let used = Set(plain.lowercased().split { !$0.isLetter }.map(String.init))
        for word in unwanted.intersection(used).sorted() { faults.append("The \(name) says “\(word)”.") }
        guard isSentence else { return faults }
        if !plain.hasSuffix("."), !plain.hasSuffix("?") { faults.append("The \(name) does not end in a full stop.") }
        for sentence in sentences(plain) {
            let count = sentence.split(separator: " ").count
            if count > wordsInSentence {
                faults.append("A sentence of the \(name) has \(count) words; at most \(wordsInSentence).")
            }
        }
        return faults
    }

    /// A placeholder counts as one word.
    private static func withoutPlaceholders(_ text: String) -> String {
        text.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { place, piece in
            guard place > 0, let end = piece.firstIndex(of: "}") else { return String(piece) }
            return "0" + piece[piece.index(after: end)...]
        }.joined()
    }

    private static func sentences(_ text: String) -> [Substring] {
        var sentences: [Substring] = []
        var start = text.startIndex
        var place = text.startIndex
        while place < text.endIndex {
            let next = text.index(after: place)
            if ".?!".contains(text[place]), next == text.endIndex || text[next] == " " {
                sentences.append(text[start..<next])
                start = next
            }
            place = next
        }
        if start < text.endIndex { sentences.append(text[start...]) }
        return sentences
    }
}
