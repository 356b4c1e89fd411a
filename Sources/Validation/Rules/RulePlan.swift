import Returns
import RuleLanguage

/// A rule made ready to run: its words, and what it does with columns.
struct CompiledRule: Sendable {
    let rule: Rule
    /// Index of the rule's table.
    let table: Int
    /// The condition under which it is asked.
    let when: Expression?
    let plan: RulePlan
    /// Fields of the own record that its findings point at.
    let fields: [Int]
    /// Whatever else it reads of a row.
    let reached: [FieldPath]
    let message: MessageTemplate
    let many: String
    let every: String
    /// Built-in checks that it takes the place of.
    let replaces: Set<String>
    let uses: RuleUses
}

/// What a rule does with columns.
enum RulePlan: Sendable {
    case assert(Expression)
    case cell(field: Int, states: Set<UInt8>, isAny: Bool)
    /// Fewer records below than the bound, or more.
    case children(table: Int, isTooFew: Bool, bound: Int)
    case reading(ReadingProblem.Kind)
    case readAs(Set<Normalisation.Kind>)
    case unique(UniquePlan)
    case reference(ReferencePlan)
    case join(JoinPlan)
    case aggregate(Measure, atMost: Double?, atLeast: Double?, base: Int)
    case reconcile(left: Measure, right: Measure, tolerance: Double)
    case compare(now: Measure, before: Measure, changeAbove: Double, base: Int)
    case plausible(Measure, PlausibleRanges)
}

struct UniquePlan: Sendable {
    let fields: [Int]
    /// Index of the ancestor's table below which a value may stand once; nil for the whole return.
    let within: Int?
    let condition: Expression?
}

struct ReferencePlan: Sendable {
    enum Target: Sendable {
        case urn, ukprn
        case field(table: Int, field: Int)
    }

    let field: Int
    let target: Target
}

struct JoinPlan: Sendable {
    let table: Int
    let keys: [(field: Int, own: Expression)]
    /// The condition on a pair, with the vocabulary that has the pair as its last record.
    let condition: (expression: Expression, vocabulary: RuleVocabulary)?
    let isNegated: Bool
}

/// A number over a whole return.
struct Measure: Sendable {
    let kind: MeasureDraft.Kind
    /// Index of the record counted or summed over.
    let record: Int
    let term: Expression?
    let condition: Expression?
    /// What is counted, in words.
    let words: String
}

/// For each authority, the interval in which a measure is plausible, with where it comes from.
struct PlausibleRanges: Sendable {
    let ranges: [Int32: (low: Double, high: Double, source: String)]

    /// All of it, in the order of the authorities.
    var text: String {
        ranges.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.low) \($0.value.high) \($0.value.source)" }
            .joined(separator: "\n")
    }
}
