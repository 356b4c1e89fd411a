import Returns
import RuleLanguage

/// Holds a rule's examples against what the rule reads, and finds where each starts.
struct ExampleCheck {
    let vocabulary: RuleVocabulary
    let table: Int
    let plan: RulePlan
    let uses: RuleUses

    func examples(_ draft: RuleDraft) throws(RuleError) -> [Rule.Example] {
        let kinds = Set(draft.examples.map(\.isFailing))
        guard kinds.count == 2 else {
            throw draft.node.failure("The rule \(draft.code) needs an example that passes and one that fails.")
        }
        var examples: [Rule.Example] = []
        for example in draft.examples {
            let start = start(example.graph)
            if case .reading = plan {
                guard example.graph.message != nil else {
                    throw example.node.failure("An example of what the reader meets is a message, as a text of XML.")
                }
            } else {
                for graph in example.graph.headers ?? [example.graph] {
                    try check(graph, record: start, draft.node.text)
                }
            }
            examples.append(
                Rule.Example(
                    isFailing: example.isFailing,
                    table: vocabulary.records[start].name,
                    text: example.graph.text,
                    line: example.node.line,
                    graph: example.graph
                )
            )
        }
        return examples
    }

    /// The table that an example's outermost braces are a record of.
    private func start(_ graph: ExampleGraph) -> Int {
        guard plan.isOfSets, let root = vocabulary.schema.tables.firstIndex(where: { $0.parent == nil }) else {
            return table
        }
        let header = vocabulary.records[root]
        let names = Set(header.fields.map(\.name) + header.relations.map(\.name))
        if graph.headers != nil, vocabulary.schema.tables[root].mayRepeat { return root }
        return graph.entries.allSatisfy { names.contains($0.key) } ? root : table
    }

    private func check(_ graph: ExampleGraph, record: Int, _ text: RuleFileText) throws(RuleError) {
        let declaration = vocabulary.records[record]
        for (key, below) in graph.entries {
            if let field = declaration.fields.firstIndex(where: { $0.name == key }) {
                guard case .value = below else { throw failure(below, text, "A value is expected for \(key).") }
                guard uses.reads(record: record, field: field) || isLink(key) else {
                    throw failure(below, text, "The rule does not read \(declaration.name).\(key). Take it out.")
                }
            } else if let relation = declaration.relations.first(where: { $0.name == key }) {
                if case .value(nil, _, _) = below { continue }
                if case .value = below { throw failure(below, text, "Records are expected for \(key).") }
                for entry in below.records { try check(entry, record: relation.record, text) }
            } else {
                throw failure(below, text, "The record \(declaration.name) knows no \(key).")
            }
        }
    }

    /// Fields that tie records to the register, to last year's return or to an authority.
    private func isLink(_ key: String) -> Bool {
        switch key {
        case "position": return uses.readsPosition
        case "urn", "ukprn": return uses.needsRegister
        case "upn", "unique_learner_number", "surname", "forename", "birth_date": return uses.needsPrevious
        case "local_authority":
            if case .plausible = plan { return true }
            return false
        default: return false
        }
    }

    private func failure(_ graph: ExampleGraph, _ text: RuleFileText, _ sentence: String) -> RuleError {
        text.failure(line: graph.place.line, column: graph.place.column, sentence)
    }
}

extension RulePlan {
    /// Whether its examples start at the header.
    var isOfSets: Bool {
        switch self {
        case .unique, .reference, .join, .aggregate, .reconcile, .compare, .plausible: true
        default: false
        }
    }
}
