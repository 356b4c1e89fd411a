/// A step of a compiled expression: checked once, then run over whole columns.
struct Node: Sendable {
    indirect enum Form: Sendable {
        case constant(ConstantValue)
        /// What the frame of this slot is about: the record itself or a macro's element.
        case variable(slot: Int)
        case field(Node, column: Int)
        case one(Node, relation: Int)
        case many(Node, relation: Int)
        case hasField(Node, column: Int)
        case hasOne(Node, relation: Int)
        case not(Node)
        case and(Node, Node)
        case or(Node, Node)
        case choose(Node, Node, Node)
        case compare(Comparison, Node, Node)
        /// Whether the small number of a code, date or integer column is marked in the table, counted from `base`.
        case marked([UInt8], base: Int32, Node)
        case memberOfTexts(TextSet, Node)
        case member(Node, of: Node)
        case negate(Node)
        case arithmetic(Arithmetic, Node, Node)
        case join(Node, Node)
        /// The type is that of the first argument.
        case call(Function, [Node], ValueType)
        case matches(Pattern, Node)
        case list([Node])
        case index(Node, Node)
        case fold(MacroKind, slot: Int, over: Node, Node)
        case filter(slot: Int, over: Node, Node)
        case map(slot: Int, over: Node, Node)
    }

    let form: Form
    /// One bit for each slot whose frame the step needs.
    let slots: UInt64

    init(_ form: Form, slots: UInt64) {
        self.form = form
        self.slots = slots
    }
}

enum Comparison: Sendable, Hashable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

    init?(_ symbol: Symbol) {
        switch symbol {
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        default: return nil
        }
    }

    var isEquality: Bool { self == .equal || self == .notEqual }

    /// The comparison that says the same with left and right exchanged.
    var exchanged: Comparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

enum Arithmetic: Sendable, Hashable {
    case add, subtract, multiply, divide, remainder

    init?(_ symbol: Symbol) {
        switch symbol {
        case .plus: self = .add
        case .minus: self = .subtract
        case .times: self = .multiply
        case .dividedBy: self = .divide
        case .remainder: self = .remainder
        default: return nil
        }
    }
}

/// The macros over lists.
enum MacroKind: String, Sendable, Hashable {
    case exists, all
    case existsOne = "exists_one"
    case filter, map
}
