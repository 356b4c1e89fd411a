import Foundation
import Returns
import RuleLanguage

/// Turns drafts into rules that run, for one version.
struct RuleCompiler: Sendable {
    let vocabulary: RuleVocabulary
    let language: Vocabulary
    /// The folder `Schemas`.
    let directory: URL

    init(vocabulary: RuleVocabulary, directory: URL) {
        self.vocabulary = vocabulary
        self.directory = directory
        language = vocabulary.language
    }

    var schema: ResolvedSchema { vocabulary.schema }

    /// Makes a rule ready to run.
    ///
    /// - Parameters:
    ///   - draft: The rule.
    ///   - isChanged: Whether it is a rule changed on trial, whose examples are those of the rule it was.
    /// - Returns: The rule.
    /// - Throws: `RuleError` at the first thing that cannot stand.
    func compile(_ draft: RuleDraft, isChanged: Bool = false) throws(RuleError) -> CompiledRule {
        guard let table = schema.index(of: draft.table.text) else {
            throw draft.node.value(of: "table")?.failure(
                "There is no table \(draft.table.text) in \(schema.identifier). Correct it, or give from or until."
            ) ?? draft.node.failure("The table is not known.")
        }
        let when = try draft.when.map { text throws(RuleError) in try condition(text, of: table) }
        let (plan, extra) = try plan(draft, table: table, when: when)
        let uses = RuleUses(vocabulary: vocabulary, table: table, when: when, plan: plan, texts: extra)
        let examples = ExampleCheck(vocabulary: vocabulary, table: table, plan: plan, uses: uses)
        let fields = try pointedAt(draft, table, uses, plan)
        let message = try template(draft.message, of: table, knowing: when, plan: plan)
        let words = try RuleWords(draft: draft, table: schema.tables[table], plan: plan)
        let logic = PlanWords(vocabulary: vocabulary, table: table)
        var rule = Rule(
            code: draft.code,
            severity: draft.severity(in: schema.collection.year),
            severities: draft.severities,
            table: draft.table.text,
            title: draft.title,
            meaning: draft.meaning,
            expected: draft.expected.isEmpty ? RuleWords.expectation(draft.meaning) : draft.expected,
            message: draft.message.text,
            many: words.many,
            every: words.every,
            fix: draft.fix,
            source: draft.source,
            evidence: draft.evidence,
            unconfirmed: draft.unconfirmed,
            reason: draft.reason,
            candidates: draft.candidates,
            from: draft.from,
            until: draft.until,
            shape: plan.shape,
            when: when?.canonicalText ?? "",
            logic: logic.logic(plan),
            denominator: logic.denominator(plan, when: when),
            examples: isChanged ? [] : try examples.examples(draft)
        )
        if case .plausible(_, let table) = plan { rule.tableText = table.text }
        return CompiledRule(
            rule: rule,
            table: table,
            when: when,
            plan: plan,
            fields: fields,
            reached: uses.reached(besides: fields),
            message: message,
            many: words.many,
            every: words.every,
            replaces: try replaced(draft),
            uses: uses
        )
    }

    // MARK: Expressions

    func expression(
        _ text: SourcedText,
        of record: Int,
        knowing guardian: RuleExpression? = nil,
        in other: Vocabulary? = nil
    ) throws(RuleError) -> RuleExpression {
        do throws(ExpressionError) {
            return try RuleExpression(text.text, at: text.origin, of: record, in: other ?? language, knowing: guardian)
        } catch {
            throw RuleError(error)
        }
    }

    func condition(
        _ text: SourcedText,
        of record: Int,
        knowing guardian: RuleExpression? = nil,
        in other: Vocabulary? = nil
    ) throws(RuleError) -> RuleExpression {
        let expression = try expression(text, of: record, knowing: guardian, in: other)
        guard expression.type == .bool else {
            throw RuleError(
                ExpressionError(
                    origin: text.origin,
                    offset: 0,
                    text: text.text,
                    sentence: "A condition is expected here, which is true or false."
                )
            )
        }
        return expression
    }

    // MARK: Messages

    private func template(
        _ text: SourcedText,
        of table: Int,
        knowing when: RuleExpression?,
        plan: RulePlan
    ) throws(RuleError) -> MessageTemplate {
        var parts: [MessageTemplate.Part] = []
        for piece in try MessageTemplate.split(text) {
            if !piece.isPlaceholder {
                parts.append(.text(piece.text))
            } else if plan.namedValues.contains(piece.text) {
                parts.append(.named(piece.text))
            } else {
                let source = SourcedText(text: piece.text, origin: piece.origin)
                parts.append(.expression(try placeholder(source, of: table, knowing: when)))
            }
        }
        return MessageTemplate(parts: parts)
    }

    /// An expression of a message.
    ///
    /// A bare field or path needs no guard: a blank is shown as such.
    private func placeholder(
        _ text: SourcedText,
        of table: Int,
        knowing when: RuleExpression?
    ) throws(RuleError) -> RuleExpression {
        do {
            return try expression(text, of: table, knowing: when)
        } catch {
            let isPath = text.text.wholeMatch(of: /[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*/) != nil
            let asked = when.map { "(\($0.canonicalText)) && " } ?? ""
            let guardian = SourcedText(text: "\(asked)has(\(text.text))", origin: text.origin)
            guard isPath, let known = try? condition(guardian, of: table) else { throw error }
            return try expression(text, of: table, knowing: known)
        }
    }

    // MARK: Places

    private func pointedAt(
        _ draft: RuleDraft,
        _ table: Int,
        _ uses: RuleUses,
        _ plan: RulePlan
    ) throws(RuleError) -> [Int] {
        guard !draft.at.isEmpty else {
            // There, what is found is a number of records, not what stands in the cells that the rule asks about.
            if case .children = plan { return [] }
            return uses.ownFields
        }
        var fields: [Int] = []
        for node in draft.at { fields.append(try field(node, of: table)) }
        return fields
    }

    func field(_ node: RuleNode, of table: Int) throws(RuleError) -> Int {
        let name = try node.string()
        guard let field = schema.tables[table].index(of: name) else {
            throw node.failure("The table \(schema.tables[table].name) has no field \(name) in \(schema.identifier).")
        }
        return field
    }

    func table(_ node: RuleNode) throws(RuleError) -> Int {
        let name = try node.string()
        guard let table = schema.index(of: name) else {
            throw node.failure("There is no table \(name) in \(schema.identifier).")
        }
        return table
    }

    private func replaced(_ draft: RuleDraft) throws(RuleError) -> Set<String> {
        for code in draft.replaces where RuleCatalogue.rule(code) == nil {
            throw draft.node.value(of: "replaces")?.failure("There is no built-in check \(code).")
                ?? draft.node.failure("There is no built-in check \(code).")
        }
        return Set(draft.replaces)
    }
}
