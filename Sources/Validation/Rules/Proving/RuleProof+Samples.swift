extension RuleProof {
    /// An example of a rule as a return of its own, with all that the whole book finds in it.
    public struct Sample: Sendable {
        public let rule: String
        public let isFailing: Bool
        public let text: String
        /// The files, as the reader took them.
        public let files: [ExampleFile]
        /// Whether it stands on nothing but these files: no register and no return of last year.
        public let isAlone: Bool
        /// All findings of all rules and built-in checks.
        public let findings: [Finding]
        /// Codes of what was found, those that are only measured among them.
        public let codes: Set<String>
    }

    /// Checks every example with the whole book.
    ///
    /// - Parameter isWanted: Of which rules, by their codes; of all without it.
    /// - Returns: One sample for each example, in the order of the rules.
    public func samples(where isWanted: (String) -> Bool = { _ in true }) -> [Sample] {
        rules.filter { isWanted($0.rule.code) }.flatMap { rule in
            rule.rule.examples.compactMap { example in
                (try? ExampleReturn(example, drafts.compiler.vocabulary)).map { sample(rule, example, $0) }
            }
        }
    }

    private func sample(_ rule: CompiledRule, _ example: Rule.Example, _ made: ExampleReturn) -> Sample {
        let subject = ExampleOutcome.subject(rule, made, book: rules)
        var collector = FindingCollector(limit: 100)
        for check in Check.all { check.run(subject, &collector) }
        var writer = FindingWriter(subject)
        return Sample(
            rule: rule.rule.code,
            isFailing: example.isFailing,
            text: example.text,
            files: made.files,
            isAlone: !["establishment:", "provider:", "previous:"].contains { example.text.contains($0) },
            findings: writer.findings(collector),
            codes: Set(collector.tallies.filter { $0.count > 0 }.map(\.rule.code))
        )
    }
}
