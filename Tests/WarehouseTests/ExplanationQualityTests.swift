import Testing
import Warehouse

@Suite struct ExplanationQualityTests {
    @Test(arguments: [
        "", "   \n", "OK", "ok.", "O.K.", "Okay!!", "This is how it is", "THIS IS HOW IT IS.", "this... is how it is?",
        "It's changed", "Its changed.", "IT\u{2019}S CHANGED!", "Don't know", "dont know", "We do not know.", "n/a",
        "None",
        "Correct", "This is correct.", "Too short to say", "OK. This is how it is. It's changed.",
        "ok ok ok ok ok ok ok ok ok", "...........................", "The data has been checked.", "Same as last year",
        "This is how it is. This is how it is.",
    ])
    func `what says nothing is refused with help`(text: String) {
        guard case .refused(let help) = ExplanationQuality.judge(text) else {
            Issue.record("\(text) was not refused")
            return
        }
        #expect(help.contains("what happened") && help.hasSuffix("."))
    }

    @Test(arguments: [
        "A special school with 40 places opened in September 2024.",
        "Twelve young people moved in from one neighbouring area; this happens once.",
        "It's changed because two resourced bases closed and their 16 pupils moved to mainstream classes.",
        "Our panel met weekly instead of monthly from April, so that about 60 more plans were issued in time.",
        "OK to keep: the tribunal ordered all four placements after the census day of last year.",
        "About 25 requests were received on 31 January 2025, the last day before the term.",
    ])
    func `what says what happened is accepted`(text: String) {
        #expect(ExplanationQuality.judge(text) == .accepted)
    }

    @Test(arguments: [
        ("The pupil A123456789012 moved here in May.", ExplanationQuality.IdentifierKind.uniquePupilNumber),
        ("upn: a12345678901b, moved here in May from another area", .uniquePupilNumber),
        ("The number 943 476 5919 was on the papers from the hospital.", .nhsNumber),
        ("9434765919 was given by the health service for this plan", .nhsNumber),
        ("Jane Example, born 31/01/2010, moved here in May.", .namedBirthDate),
        ("We know that Jane Example (3 March 2011) moved in May.", .namedBirthDate),
    ])
    func `what looks like a person's identifier is stopped`(text: String, kind: ExplanationQuality.IdentifierKind) {
        #expect(ExplanationQuality.judge(text) == .looksLikeIdentifier(kind))
        #expect(kind.warning.contains("confirm"))
    }

    @Test(arguments: [
        "The ten digits 9434765918 are a reference of our own system.",
        "Places rose by 1234567890 in a file that was mistyped by our system.",
        "Green Lane Primary School closed on 31 August 2024 and its pupils moved.",
    ])
    func `what only resembles an identifier is let through`(text: String) {
        #expect(ExplanationQuality.judge(text) == .accepted)
    }
}
