public import Returns
import RuleLanguage

/// Runs the examples of a version's rules, and tries changed rules on them.
///
/// Every example goes through the reader and the checks that returns go through.
public struct RuleProof {
    /// An example that does not do what it says, or words that do not stand.
    public struct Failure: Sendable, Hashable, CustomStringConvertible {
        public let rule: String
        public let file: String
        public let line: Int
        public let sentence: String

        public var description: String { "\(file):\(line): \(rule): \(sentence)" }
    }

    /// The version, such as `sen2@2025`.
    public let version: String
    let drafts: RuleDrafts
    let rules: [CompiledRule]

    /// Loads a version's rules.
    ///
    /// - Parameters:
    ///   - library: Where the version and its rule files are.
    ///   - schema: The version.
    /// - Throws: `RuleError` at the first rule that does not load.
    public init(_ library: SchemaLibrary, _ schema: ResolvedSchema) throws(RuleError) {
        version = schema.identifier
        drafts = try RuleDrafts(library, schema)
        var rules: [CompiledRule] = []
        for draft in drafts.held { rules.append(try drafts.compiler.compile(draft)) }
        self.rules = rules
    }

    /// Loads a version's rules as far as they load, for those who write them.
    ///
    /// - Parameters:
    ///   - library: Where the version and its rule files are.
    ///   - schema: The version.
    /// - Returns: The proof of the rules that load, and why the others do not.
    /// - Throws: `RuleError` when a file cannot be read at all.
    public static func loading(
        _ library: SchemaLibrary,
        _ schema: ResolvedSchema
    ) throws(RuleError) -> (proof: RuleProof, errors: [RuleError]) {
        let drafts = try RuleDrafts(library, schema)
        var rules: [CompiledRule] = []
        var errors: [RuleError] = []
        for draft in drafts.held {
            do throws(RuleError) {
                rules.append(try drafts.compiler.compile(draft))
            } catch {
                errors.append(error)
            }
        }
        return (RuleProof(schema.identifier, drafts, rules), errors)
    }

    private init(_ version: String, _ drafts: RuleDrafts, _ rules: [CompiledRule]) {
        self.version = version
        self.drafts = drafts
        self.rules = rules
    }

    /// How many rules and examples there are.
    public var counts: (rules: Int, examples: Int) {
        (rules.count, rules.reduce(0) { $0 + $1.rule.examples.count })
    }

    /// Examples that fail to fail, or to pass, and placeholders without a value.
    ///
    /// - Returns: One failure for each, in the order of the rules.
    public func failures() -> [Failure] {
        rules.flatMap { rule in rule.rule.examples.compactMap { failure(rule, $0) } }
    }

    /// Words that break the house's style.
    ///
    /// - Returns: One failure for each.
    public func styleFaults() -> [Failure] {
        rules.flatMap { rule in
            RuleStyle.faults(rule.rule).map { failure(rule, line: line(rule), $0) }
        }
    }

    private func line(_ rule: CompiledRule) -> Int { draft(rule)?.node.line ?? 0 }

    func draft(_ rule: CompiledRule) -> RuleDraft? { drafts.held.first { $0.code == rule.rule.code } }

    private func failure(_ rule: CompiledRule, line: Int, _ sentence: String) -> Failure {
        Failure(rule: rule.rule.code, file: draft(rule)?.node.text.name ?? "", line: line, sentence: sentence)
    }

    private func failure(_ rule: CompiledRule, _ example: Rule.Example) -> Failure? {
        let outcome: ExampleOutcome
        do throws(RuleError) {
            outcome = try ExampleOutcome(rule, ExampleReturn(example, drafts.compiler.vocabulary))
        } catch {
            return failure(rule, line: example.line, error.sentence)
        }
        guard let sentence = outcome.fault(isFailing: example.isFailing) else { return nil }
        return failure(rule, line: example.line, "\(sentence) \(example.text)")
    }
}
