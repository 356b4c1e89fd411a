internal import Disclosure

/// `numbers.json` and `provenance.json`: where each number of the prose, and the release itself, come from.
enum Provenance {
    static func numbers(_ sentences: [Sentence]) -> String {
        JSONText.object([
            ("schema", .text("sendstat-numbers")),
            ("version", .number(1)),
            (
                "sentences",
                .list(
                    sentences.map { sentence in
                        .object([
                            ("id", .text(sentence.id)), ("text", .text(sentence.text)),
                            ("numbers", .list(sentence.numbers.map(number))),
                        ])
                    }
                )
            ),
        ]).document
    }

    private static func number(_ number: BoundNumber) -> JSONText {
        .object([
            ("sentence", .text(number.sentence)), ("text", .text(number.text)),
            ("rule", .text(number.rule.rawValue)), ("file", .text(number.file)),
            ("row", .object(number.row.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
            ("column", .text(number.column)),
        ])
    }

    static func document(_ request: ReportRequest) -> String {
        JSONText.object([
            ("schema", .text("sendstat-provenance")),
            ("version", .number(1)),
            ("cut", .object([("name", .text(request.cutName)), ("as_of", .text(request.cutInstant))])),
            ("years", .list(request.years.map(JSONText.number))),
            ("submissions", .number(request.submissions)),
            ("schemas", .object(request.schemaHashes.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
            (
                "disclosure_control",
                .object([
                    ("method", .text(request.method.rawValue)), ("explanation", .text(request.method.explanation)),
                ])
            ),
            ("synthetic", .boolean(request.isSynthetic)),
            ("code_version", .text(request.codeVersion)),
        ]).document
    }
}
