/// Candidate rules in words: what each is about, with its number in our list.
enum CandidateWords {
    private static let subjects: [Character: String] = [
        "H": "the header and the file",
        "P": "the person",
        "R": "the request",
        "A": "the assessment",
        "N": "the plan and the settings it names",
        "L": "the active plan and its review",
        "D": "the placement",
        "S": "the need",
        "T": "the whole return and the year before",
    ]

    /// `number 14 about the person (P14)`; what is not of our list as it stands.
    static func of(_ candidates: [String]) -> String {
        candidates.map { candidate in
            guard let letter = candidate.first, let subject = subjects[letter], let number = Int(candidate.dropFirst())
            else { return candidate }
            return "number \(number) about \(subject) (\(candidate))"
        }
        .joined(separator: ", ")
    }
}
