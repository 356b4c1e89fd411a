/// A checked part of an expression: the step it compiles to, its type, and what is known of it.
struct Typed {
    let node: Node
    let type: ValueType
    let offset: Int
    /// Names the value within the expression, so that two places that mean the same record or field are seen to.
    var key: String?
    /// The path as a message shows it; empty for the own record.
    var label = ""
    /// The way from the expression's own record, of a record or a list of records.
    var path: [FieldPath.Step]?
    /// Optional steps on the way, by key; what is asked with the whole path.
    var optionalSteps: Set<String> = []
    var facts = Facts()
    /// Of a filtered list: what holds of each element, as the ends of keys.
    var elementFacts: Set<String> = []

    init(_ form: Node.Form, _ type: ValueType, at offset: Int, slots: UInt64) {
        node = Node(form, slots: slots)
        self.type = type
        self.offset = offset
    }

    init(_ form: Node.Form, _ type: ValueType, at offset: Int, from parts: Typed...) {
        self.init(form, type, at: offset, slots: parts.reduce(0) { $0 | $1.node.slots })
    }
}

/// Keys of what is present, when a condition is true and when it is false.
struct Facts {
    var whenTrue: Set<String> = []
    var whenFalse: Set<String> = []

    var reversed: Facts { Facts(whenTrue: whenFalse, whenFalse: whenTrue) }

    static func and(_ left: Facts, _ right: Facts) -> Facts {
        Facts(
            whenTrue: left.whenTrue.union(right.whenTrue),
            whenFalse: left.whenFalse.intersection(right.whenFalse)
        )
    }

    static func or(_ left: Facts, _ right: Facts) -> Facts { and(left.reversed, right.reversed).reversed }

    static func choose(_ condition: Facts, _ yes: Facts, _ no: Facts) -> Facts {
        Facts(
            whenTrue: condition.whenTrue.union(yes.whenTrue).intersection(condition.whenFalse.union(no.whenTrue)),
            whenFalse: condition.whenTrue.union(yes.whenFalse).intersection(condition.whenFalse.union(no.whenFalse))
        )
    }
}

/// A name that a macro binds.
struct Variable {
    let name: String
    let slot: Int
    let type: ValueType
    let path: [FieldPath.Step]?

    var key: String { "v\(slot)" }
}
