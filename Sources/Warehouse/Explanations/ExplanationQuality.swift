/// Whether an explanation says enough to be of use to the statistician who reads it.
///
/// The same on every page and in every program: a function of the text alone.
public enum ExplanationQuality: Sendable, Hashable {
    case accepted
    /// It says too little; the sentence says what to write.
    case refused(help: String)
    /// It holds what looks like a person's number or birth date: to be stored only after the author confirmed it.
    case looksLikeIdentifier(IdentifierKind)

    public enum IdentifierKind: String, Sendable, CaseIterable {
        case uniquePupilNumber = "a unique pupil number"
        case nhsNumber = "an NHS number"
        case namedBirthDate = "a name with a date of birth"

        /// What the author is told.
        public var warning: String {
            "The text seems to hold \(rawValue). Take it out, or confirm that it is none."
        }
    }

    /// Fewest characters of an explanation, spaces at its ends not counted.
    public static let shortest = 20

    /// Judges a text.
    ///
    /// - Parameter text: What somebody wrote.
    /// - Returns: The verdict; what says too little is refused before anything else is looked at.
    public static func judge(_ text: String) -> ExplanationQuality {
        let words = self.words(text)
        if words.isEmpty { return .refused(help: "Write why this is right: \(prompt)") }
        if phrases.contains(words.joined(separator: " ")) || isEmptyPhrase(text) {
            return .refused(help: "This does not say why. Write \(prompt)")
        }
        guard trimmedCount(text) >= shortest else {
            return .refused(help: "Write at least \(shortest) characters: \(prompt)")
        }
        guard Set(words).count >= 4 else { return .refused(help: "Write a whole sentence: \(prompt)") }
        return IdentifierWords.find(in: text).map { .looksLikeIdentifier($0) } ?? .accepted
    }

    private static let prompt =
        "what happened, about how many records it concerns, and whether it happens once or every year."

    /// Whether nothing is left when phrases that say nothing are taken away, sentence by sentence.
    private static func isEmptyPhrase(_ text: String) -> Bool {
        text.split { ".!?;\n".contains($0) }.map { words(String($0)).joined(separator: " ") }
            .filter { !$0.isEmpty }.allSatisfy { phrases.contains($0) }
    }

    /// Words in lower case without punctuation; an apostrophe joins.
    private static func words(_ text: String) -> [String] {
        text.lowercased().filter { $0 != "'" && $0 != "\u{2019}" && $0 != "`" }
            .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    private static func trimmedCount(_ text: String) -> Int {
        let start = text.drop { $0.isWhitespace }
        return start.count - start.reversed().prefix { $0.isWhitespace }.count
    }

    private static let phrases: Set = [
        "ok", "okay", "yes", "no", "none", "n a", "na", "correct", "fine", "true", "checked", "confirmed",
        "as expected",
        "this is how it is", "that is how it is", "thats how it is", "it is how it is", "it is what it is",
        "its changed", "it has changed", "it changed", "this has changed", "things have changed", "dont know",
        "do not know", "i dont know", "we dont know", "we do not know", "i do not know", "not known", "unknown",
        "not sure", "we are not sure", "no idea", "no reason", "no comment", "this is correct", "that is correct",
        "it is correct", "this is right", "it is right", "the data is correct", "data is correct",
        "the figures are correct", "figures are correct", "the data has been checked", "data has been checked",
        "we have checked", "we have checked this", "checked and correct", "checked and confirmed", "same as last year",
        "see above", "see previous", "see last year", "as above", "as before", "please accept", "please ignore",
        "to be confirmed", "tbc",
    ]
}
