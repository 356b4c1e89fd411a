import Returns

/// Finds what looks like a person's identifier in free text.
enum IdentifierWords {
    static func find(in text: String) -> ExplanationQuality.IdentifierKind? {
        if hasPupilNumber(text) { return .uniquePupilNumber }
        if hasNHSNumber(text) { return .nhsNumber }
        if hasDate(text), hasName(text) { return .namedBirthDate }
        return nil
    }

    /// A letter, eleven digits, and a digit or a letter: the form of a UPN and of a temporary one.
    private static func hasPupilNumber(_ text: String) -> Bool {
        text.uppercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.contains { word in
            guard word.count == 13, let first = word.first, first.isLetter else { return false }
            return word.dropFirst().prefix(11).allSatisfy(\.isNumber)
        }
    }

    /// Ten digits, spaces and hyphens between them left out, whose last is the check digit (modulus 11).
    private static func hasNHSNumber(_ text: String) -> Bool {
        let runs = text.split { !$0.isASCII || !($0.isNumber || $0 == " " || $0 == "-") }
        return runs.map { $0.compactMap(\.wholeNumberValue) }.contains { digits in
            guard digits.count == 10 else { return false }
            let sum = zip(digits.prefix(9), (2...10).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
            let check = (11 - sum % 11) % 11
            return check != 10 && check == digits[9]
        }
    }

    /// A day as `31/01/2010`, `2010-01-31` or `31 January 2010`.
    private static func hasDate(_ text: String) -> Bool {
        let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        for start in parts.indices.dropLast(2) {
            let three = parts[start..<start + 3].map { Int($0) ?? month($0) ?? -1 }
            let (day, ofYear, year) = three[0] > 31 ? (three[2], three[1], three[0]) : (three[0], three[1], three[2])
            if CalendarDate(year: year, month: ofYear, day: day) != nil, (1_900...2_100).contains(year) { return true }
        }
        return false
    }

    /// The number of a month by its whole name or its first three letters.
    private static func month(_ word: String) -> Int? {
        months.firstIndex { word == $0 || word == $0.prefix(3) }.map { $0 + 1 }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// Two or more capitalised words beside each other, none of which is a month or names an organisation.
    private static func hasName(_ text: String) -> Bool {
        let words = text.split { $0.isWhitespace }.map { $0.filter(\.isLetter) }
        return words.split { !isCapitalised($0) }.contains { run in
            let lowered = run.map { $0.lowercased() }
            // The first word of a sentence is capitalised, whatever it is.
            return run.count > 1 && !lowered.contains { organisations.contains($0) || month($0) != nil }
                && !articles.contains(lowered[0])
        }
    }

    private static func isCapitalised(_ word: String) -> Bool {
        guard word.count > 1, let first = word.first else { return false }
        return first.isUppercase && word.dropFirst().allSatisfy(\.isLowercase)
    }

    private static let articles: Set = ["all", "at", "from", "in", "of", "on", "our", "since", "the", "two", "we"]

    private static let organisations: Set = [
        "academy", "authority", "borough", "college", "council", "county", "england", "local", "nursery", "primary",
        "school", "secondary", "service", "special", "trust", "tribunal", "unit",
    ]
}
