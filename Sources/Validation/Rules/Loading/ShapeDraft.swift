import Returns
import RuleLanguage

/// What a rule asks, as its file says it.
enum ShapeDraft {
    case assert(SourcedText)
    case cell(field: RuleNode, fault: RuleNode)
    case children(of: RuleNode, fault: RuleNode)
    case reading(RuleNode)
    case readAs([RuleNode])
    case unique(fields: [RuleNode], within: RuleNode?, condition: SourcedText?)
    case reference(field: RuleNode, target: RuleNode)
    case join(JoinDraft)
    case aggregate(MeasureDraft, atMost: Double?, atLeast: Double?, base: Int)
    case reconcile(left: MeasureDraft, right: MeasureDraft, tolerance: Double)
    case compare(MeasureDraft, changeAbove: Double, base: Int)
    case plausible(MeasureDraft, file: RuleNode)

    static let keys: Set = [
        "assert", "cell", "children", "reading", "readAs", "unique", "reference", "exists", "none", "aggregate",
        "reconcile", "compare", "plausible",
    ]

    init(_ rule: RuleMapping) throws(RuleError) {
        let given = Self.keys.filter { rule[$0] != nil }
        guard given.count == 1, let key = given.first, let node = rule[key] else {
            throw rule.place.failure("A rule has exactly one of: \(Self.keys.sorted().joined(separator: ", ")).")
        }
        switch key {
        case "assert": self = .assert(try rule.words("assert"))
        case "cell":
            let mapping = try node.mapping(allowing: ["field", "fault"])
            self = .cell(field: try mapping.required("field"), fault: try mapping.required("fault"))
        case "children":
            let mapping = try node.mapping(allowing: ["of", "fault"])
            self = .children(of: try mapping.required("of"), fault: try mapping.required("fault"))
        case "reading": self = .reading(node)
        case "readAs": self = .readAs(try node.sequence())
        case "unique":
            let mapping = try node.mapping(allowing: ["fields", "within", "where"])
            self = .unique(
                fields: try mapping.required("fields").sequence(),
                within: mapping["within"],
                condition: try mapping.optionalWords("where")
            )
        case "reference":
            let mapping = try node.mapping(allowing: ["field", "in"])
            self = .reference(field: try mapping.required("field"), target: try mapping.required("in"))
        case "exists", "none": self = .join(try JoinDraft(node, isNegated: key == "none"))
        default: self = try Self.ofReturn(key, node)
        }
    }

    private static func ofReturn(_ key: String, _ node: RuleNode) throws(RuleError) -> ShapeDraft {
        switch key {
        case "aggregate":
            let mapping = try node.mapping(allowing: ["measure", "atMost", "atLeast", "base"])
            let (atMost, atLeast) = (try mapping.optionalNumber("atMost"), try mapping.optionalNumber("atLeast"))
            guard atMost != nil || atLeast != nil else { throw node.failure("Give atMost, atLeast or both.") }
            let base = try mapping.optionalInteger("base") ?? 0
            return .aggregate(
                try MeasureDraft(mapping.required("measure")),
                atMost: atMost,
                atLeast: atLeast,
                base: base
            )
        case "reconcile":
            let mapping = try node.mapping(allowing: ["left", "right", "tolerance"])
            return .reconcile(
                left: try MeasureDraft(mapping.required("left")),
                right: try MeasureDraft(mapping.required("right")),
                tolerance: try mapping.optionalNumber("tolerance") ?? 0
            )
        case "compare":
            let mapping = try node.mapping(allowing: ["measure", "changeAbove", "base"])
            return .compare(
                try MeasureDraft(mapping.required("measure")),
                changeAbove: try mapping.required("changeAbove").number(),
                base: try mapping.optionalInteger("base") ?? 0
            )
        default:
            let mapping = try node.mapping(allowing: ["measure", "in"])
            return .plausible(try MeasureDraft(mapping.required("measure")), file: try mapping.required("in"))
        }
    }
}

/// A record of another table with equal keys, as its file asks for it.
struct JoinDraft {
    let table: RuleNode
    /// The other table's field, and the expression on the own record that it must equal.
    let keys: [(field: RuleNode, own: SourcedText)]
    var condition: SourcedText?
    let isNegated: Bool

    init(_ node: RuleNode, isNegated: Bool) throws(RuleError) {
        let mapping = try node.mapping(allowing: ["in", "on", "where"])
        table = try mapping.required("in")
        let on = try mapping.required("on")
        var keys: [(field: RuleNode, own: SourcedText)] = []
        for (key, place) in try on.entries() {
            guard let own = on.value(of: key) else { continue }
            keys.append((place, try own.sourced()))
        }
        guard !keys.isEmpty else { throw on.failure("Name at least one field whose values must be equal.") }
        self.keys = keys
        condition = try mapping.optionalWords("where")
        self.isNegated = isNegated
    }
}

/// A number over a whole return, as its file asks for it.
struct MeasureDraft {
    enum Kind: String, Sendable, CaseIterable {
        case count, share, sum, mean
    }

    let node: RuleNode
    let kind: Kind
    /// The table counted or summed over.
    let table: RuleNode
    /// What is shared out or summed; nil for a count.
    var term: SourcedText?
    var condition: SourcedText?

    init(_ node: RuleNode) throws(RuleError) {
        let mapping = try node.mapping(allowing: ["count", "share", "sum", "mean", "of", "where"])
        let kinds = Kind.allCases.filter { mapping[$0.rawValue] != nil }
        guard kinds.count == 1, let kind = kinds.first else {
            throw node.failure("A measure is one of count, share, sum, mean.")
        }
        self.node = node
        self.kind = kind
        table = try mapping.required(kind == .count ? "count" : "of")
        if kind == .count, let of = mapping["of"] { throw of.failure("A count names its table itself.") }
        term = kind == .count ? nil : try mapping.words(kind.rawValue)
        condition = try mapping.optionalWords("where")
    }
}
