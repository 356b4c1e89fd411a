import RuleLanguage
import Support

/// Makes well-typed expressions at random, each optional field and record guarded in one of the ways allowed.
struct ExpressionMaker {
    struct Variable {
        let name: String
        let type: ValueType
    }

    /// What an expression may speak of at one place.
    struct Scope {
        var variables: [Variable]
        /// Paths known to be present.
        var known: Set<String> = []
    }

    /// A path that can be read, and what kind of value it gives.
    struct Path {
        let text: String
        let type: ValueType
    }

    let vocabulary = SampleVocabulary.vocabulary
    let record: Int
    var random: Seeded
    private var names = 0

    init(record: Int, seed: UInt64) {
        self.record = record
        random = Seeded(seed)
    }

    /// An expression of any type that can stand by itself.
    mutating func expression() -> String {
        let types: [ValueType] = [
            .bool, .bool, .bool, .bool, .bool, .bool, .integer, .integer, .string, .date, .double,
            .list(.integer), .list(.string), .list(.date),
        ]
        let scope = Scope(variables: [Variable(name: "this", type: .record(record))])
        return make(pick(types), Int.random(in: 1...4, using: &random), scope)
    }

    mutating func pick<T>(_ options: [T]) -> T { options[Int.random(in: 0..<options.count, using: &random)] }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func make(_ type: ValueType, _ depth: Int, _ scope: Scope) -> String {
        if depth > 0, chance(22), let guarded = guarded(type, depth, scope) { return guarded }
        if depth > 0, chance(8), type.isChosen {
            let condition = make(.bool, depth - 1, scope)
            return "(\(condition) ? \(make(type, depth - 1, scope)) : \(make(type, depth - 1, scope)))"
        }
        if depth <= 0 || chance(15) { return leaf(type, scope) }
        switch type {
        case .bool: return bool(depth - 1, scope)
        case .integer: return integer(depth - 1, scope)
        case .double: return double(depth - 1, scope)
        case .string: return string(depth - 1, scope)
        case .date: return date(depth - 1, scope)
        case .list(let element): return list(element, depth - 1, scope)
        default: return leaf(type, scope)
        }
    }

    /// A new variable; sometimes with the name of a field, which it then hides.
    mutating func variable(_ type: ValueType, _ scope: Scope) -> Variable {
        names += 1
        let hides = chance(10) ? pick(["score", "title", "kind"]) : "v\(names)"
        let isTaken = scope.variables.contains { $0.name == hides }
        return Variable(name: isTaken ? "w\(names)" : hides, type: type)
    }
}

extension ValueType {
    /// Whether `?:` may choose between values of the type.
    fileprivate var isChosen: Bool {
        switch self {
        case .list, .record: false
        default: true
        }
    }
}
