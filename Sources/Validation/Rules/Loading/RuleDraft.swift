import RuleLanguage

/// One rule as its file says it, with the places of everything that is looked at later.
struct RuleDraft {
    let node: RuleNode
    let code: String
    let severities: [Int: Severity]
    let table: SourcedText
    let from: Int?
    let until: Int?
    let reason: String
    var when: SourcedText?
    var shape: ShapeDraft
    let at: [RuleNode]
    let replaces: [String]
    let title: String
    let meaning: String
    /// What a record should show, where the first sentence of the meaning does not say it; empty otherwise.
    let expected: String
    let message: SourcedText
    let many: SourcedText?
    let every: SourcedText?
    let fix: String
    let source: String
    let evidence: String
    let unconfirmed: String
    let candidates: [String]
    let examples: [ExampleDraft]

    static let keys: Set = [
        "code", "candidate", "severity", "severityFrom", "table", "from", "until", "reason", "when", "at", "replaces",
        "title", "meaning", "expected", "message", "many", "every", "fix", "source", "evidence", "unconfirmed",
        "examples",
    ]

    init(_ node: RuleNode) throws(RuleError) {
        let mapping = try node.mapping(allowing: Self.keys.union(ShapeDraft.keys))
        self.node = node
        code = try Self.code(mapping.required("code"))
        severities = try Self.severities(mapping)
        table = try mapping.words("table")
        from = try mapping.optionalInteger("from")
        until = try mapping.optionalInteger("until")
        reason = try mapping.optionalWords("reason")?.text ?? ""
        when = try mapping.optionalWords("when")
        shape = try ShapeDraft(mapping)
        at = try mapping["at"]?.sequence() ?? []
        replaces = try mapping["replaces"]?.strings() ?? []
        title = try mapping.words("title").text
        meaning = try mapping.words("meaning").text
        expected = try mapping.optionalWords("expected")?.text ?? ""
        message = try mapping.words("message")
        many = try mapping.optionalWords("many")
        every = try mapping.optionalWords("every")
        fix = try mapping.words("fix").text
        source = try mapping.words("source").text
        evidence = try mapping.words("evidence").text
        unconfirmed = try mapping.optionalWords("unconfirmed")?.text ?? ""
        candidates = try Self.candidates(mapping["candidate"])
        examples = try ExampleDraft.list(mapping["examples"])
    }

    /// The severity that holds in a version year.
    func severity(in year: Int) -> Severity {
        severities.filter { $0.key <= year }.max { $0.key < $1.key }?.value ?? .error
    }

    func holds(in year: Int) -> Bool {
        (from.map { $0 <= year } ?? true) && (until.map { year <= $0 } ?? true)
    }

    private static func code(_ node: RuleNode) throws(RuleError) -> String {
        let code = try node.string()
        guard code.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil else {
            throw node.failure("A code is written in kebab case, such as plan-ends-before-start.")
        }
        return code
    }

    private static func severities(_ mapping: RuleMapping) throws(RuleError) -> [Int: Severity] {
        var severities = [0: try severity(mapping.required("severity"))]
        guard let later = mapping["severityFrom"] else { return severities }
        for (key, place) in try later.entries() {
            guard let year = Int(key), let value = later.value(of: key) else {
                throw place.failure("A version year is expected here, such as 2026.")
            }
            severities[year] = try severity(value)
        }
        return severities
    }

    private static func severity(_ node: RuleNode) throws(RuleError) -> Severity {
        guard let severity = Severity(rawValue: try node.string()) else {
            throw node.failure("A severity is one of error, query, warning, shadow.")
        }
        return severity
    }

    private static func candidates(_ node: RuleNode?) throws(RuleError) -> [String] {
        guard let node else { return [] }
        let candidates = try node.strings()
        for candidate in candidates where candidate.wholeMatch(of: /[A-Z][0-9]{2}/) == nil {
            throw node.failure("A candidate is a capital letter and two digits, such as N14.")
        }
        return candidates
    }
}

/// One example as its file says it.
struct ExampleDraft {
    let node: RuleNode
    let isFailing: Bool
    let graph: ExampleGraph

    static func list(_ node: RuleNode?) throws(RuleError) -> [ExampleDraft] {
        guard let node else { return [] }
        let mapping = try node.mapping(allowing: ["pass", "fail"])
        var examples: [ExampleDraft] = []
        for key in ["pass", "fail"] {
            for entry in try mapping[key]?.sequence() ?? [] {
                _ = try entry.entries()
                let graph = try ExampleGraph(entry)
                examples.append(ExampleDraft(node: entry, isFailing: key == "fail", graph: graph))
            }
        }
        return examples
    }
}
