import RuleLanguage

extension RuleProof {
    /// A changed rule that no example tells from the rule.
    public struct Survivor: Sendable, Hashable, CustomStringConvertible {
        public let rule: String
        /// operator, constant, field, guard or shape.
        public let kind: String
        /// Which expression was changed.
        public let part: String
        /// What it was changed to.
        public let text: String
        public let file: String
        public let line: Int

        public var description: String { "\(file):\(line): \(rule): no example notices \(kind) \(part): \(text)" }
    }

    /// Changes every rule a little, time after time, and runs its examples on each.
    ///
    /// - Parameter isWanted: Which rules, by their codes; all without it.
    /// - Returns: How many changed rules there are that load, and those of them that no example notices.
    public func mutants(where isWanted: (String) -> Bool = { _ in true }) -> (count: Int, survivors: [Survivor]) {
        var count = 0
        var survivors: [Survivor] = []
        for rule in rules where isWanted(rule.rule.code) {
            guard let draft = draft(rule) else { continue }
            let examples = rule.rule.examples.compactMap { example in
                (try? ExampleReturn(example, drafts.compiler.vocabulary)).map { (example.isFailing, $0) }
            }
            let mutation = RuleMutation(draft: draft, vocabulary: drafts.compiler.vocabulary, table: rule.table)
            for change in mutation.changes {
                guard let changed = try? drafts.compiler.compile(change.draft, isChanged: true) else { continue }
                count += 1
                let isNoticed = examples.contains { $0.0 != ExampleOutcome.finds(changed, $0.1) }
                if !isNoticed { survivors.append(survivor(rule, draft, change.kind, change.part, change.text)) }
            }
            let mutationOfPlan = PlanMutation(
                rule: rule,
                vocabulary: drafts.compiler.vocabulary,
                namedElsewhere: namedElsewhere(rule)
            )
            for change in mutationOfPlan.changes {
                count += 1
                let changed = rule.changed(to: change.plan)
                let isNoticed = examples.contains { $0.0 != ExampleOutcome.finds(changed, $0.1) }
                if !isNoticed { survivors.append(survivor(rule, draft, "shape", change.part, change.text)) }
            }
        }
        return (count, survivors)
    }

    /// The faults of the rule's cell that other rules name.
    private func namedElsewhere(_ rule: CompiledRule) -> Set<UInt8> {
        guard case .cell(let field, _, true) = rule.plan else { return [] }
        return rules.reduce(into: []) { named, other in
            guard other.table == rule.table, case .cell(field, let states, false) = other.plan else { return }
            named.formUnion(states)
        }
    }

    private func survivor(
        _ rule: CompiledRule,
        _ draft: RuleDraft,
        _ kind: String,
        _ part: String,
        _ text: String
    ) -> Survivor {
        Survivor(
            rule: rule.rule.code,
            kind: kind,
            part: part,
            text: text,
            file: draft.node.text.name,
            line: draft.node.line
        )
    }
}
