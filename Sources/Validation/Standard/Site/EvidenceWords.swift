/// How sure a rule or a definition is, in words for people.
enum EvidenceWords {
    private static let words: [Character: String] = [
        "V": "seen directly in a published file, a help page or code that reads real files",
        "G": "told by a source that itself reports the collection's guide",
        "K": "follows from the keys and counts of records in the collection's export",
        "C": "follows from the collection's code lists and forms of items",
        "A": "taken from a sister collection",
        "P": "a check that practitioners run on real files",
        "I": "our own inference or decision",
        "M": "recalled, not found in a source",
        "U": "looked for, not found",
    ]

    /// The words for the letter of a rule; anything else as it stands.
    static func of(rule evidence: String) -> String {
        let letters = evidence.split(separator: "/")
        let told = letters.compactMap { $0.count == 1 ? $0.first.flatMap { words[$0] } : nil }
        guard told.count == letters.count, !told.isEmpty else { return evidence }
        let sentence = told.joined(separator: "; ")
        return sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
    }

    /// A definition's own sentences, each mark in brackets spelt out: `(V)` becomes `(seen directly …)`.
    static func of(definition evidence: String) -> String {
        words.reduce(evidence) { $0.replacing("(\($1.key))", with: "(\($1.value))") }
    }
}
