/// The tree of an expression as it is written, with the place of each part.
struct Syntax: Sendable {
    indirect enum Form: Sendable {
        case literal(ConstantValue)
        /// A name by itself; absolute when a dot stands before it.
        case name(String, isAbsolute: Bool)
        case select(Syntax, String)
        case index(Syntax, Syntax)
        case call(String, [Syntax])
        case method(Syntax, String, [Syntax])
        case list([Syntax])
        case not(Syntax)
        case negate(Syntax)
        case binary(Symbol, Syntax, Syntax)
        case choose(Syntax, Syntax, Syntax)
    }

    let form: Form
    /// Where a caret for this part belongs: its operator, name or first byte.
    let offset: Int
    /// Levels of parts within parts.
    let height: Int

    init(_ form: Form, at offset: Int) {
        self.form = form
        self.offset = offset
        height = 1 + (Self.parts(of: form).map(\.height).max() ?? 0)
    }

    static func parts(of form: Form) -> [Syntax] {
        switch form {
        case .literal, .name: []
        case .select(let base, _), .not(let base), .negate(let base): [base]
        case .index(let left, let right), .binary(_, let left, let right): [left, right]
        case .call(_, let arguments), .list(let arguments): arguments
        case .method(let target, _, let arguments): [target] + arguments
        case .choose(let condition, let yes, let no): [condition, yes, no]
        }
    }
}
