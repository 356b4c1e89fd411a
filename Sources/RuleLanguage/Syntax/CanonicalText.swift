/// Writes an expression as any implementation of CEL reads it: own fields as `this.field`, a `has` for each step that may
/// be missing, single spaces, the fewest brackets.
struct CanonicalText {
    let vocabulary: Vocabulary
    let record: Int
    /// Variables of the macros around.
    var variables: [Variable] = []

    struct Variable {
        let name: String
        /// What it stands for, where that is a record.
        let record: Int?
    }

    init(vocabulary: Vocabulary, record: Int) {
        self.vocabulary = vocabulary
        self.record = record
    }

    mutating func text(_ syntax: Syntax) -> String {
        switch syntax.form {
        case .literal(let value): Self.literal(value)
        case .name(let name, let isAbsolute): (isAbsolute || !isOwn(name) ? "" : "this.") + name
        case .select(let base, let name): bracketed(base, below: 8) + "." + name
        case .index(let base, let position): bracketed(base, below: 8) + "[" + text(position) + "]"
        case .call("has", let arguments) where arguments.count == 1: presence(arguments[0])
        case .call(let name, let arguments): name + "(" + texts(arguments) + ")"
        case .method(let target, let name, let arguments): method(target, name, arguments)
        case .list(let parts): "[" + texts(parts) + "]"
        case .not(let operand): "!" + bracketed(operand, below: 7)
        case .negate(let operand): "-" + bracketed(operand, below: 7)
        case .binary(let symbol, let left, let right): binary(symbol, left, right)
        case .choose(let condition, let yes, let no):
            bracketed(condition, below: 2) + " ? " + bracketed(yes, below: 2) + " : " + text(no)
        }
    }

    private mutating func texts(_ parts: [Syntax]) -> String {
        var texts: [String] = []
        for part in parts { texts.append(text(part)) }
        return texts.joined(separator: ", ")
    }

    private mutating func binary(_ symbol: Symbol, _ left: Syntax, _ right: Syntax) -> String {
        let level = Self.level(symbol)
        return bracketed(left, below: level) + " \(symbol.rawValue) " + bracketed(right, below: level + 1)
    }

    private mutating func method(_ target: Syntax, _ name: String, _ arguments: [Syntax]) -> String {
        let start = bracketed(target, below: 8) + "." + name + "("
        guard MacroKind(rawValue: name) != nil, case .name(let variable, _) = arguments.first?.form else {
            return start + texts(arguments) + ")"
        }
        variables.append(Variable(name: variable, record: reach(of: target)?.record))
        defer { variables.removeLast() }
        return start + texts(arguments) + ")"
    }

    private mutating func bracketed(_ syntax: Syntax, below level: Int) -> String {
        let text = text(syntax)
        return self.level(syntax) < level ? "(" + text + ")" : text
    }

    private func isOwn(_ name: String) -> Bool {
        guard name != "this", !variables.contains(where: { $0.name == name }) else { return false }
        let own = vocabulary.records[record]
        return own.fields.contains { $0.name == name } || own.relations.contains { $0.name == name }
    }

    private func level(_ syntax: Syntax) -> Int {
        switch syntax.form {
        case .choose: 1
        case .binary(let symbol, _, _): Self.level(symbol)
        case .call("has", let arguments) where arguments.contains { !optionalSteps(before: $0).isEmpty }:
            Self.level(.and)
        case .not, .negate: 7
        case .literal(.integer(let value)) where value < 0: 7
        case .literal(.double(let value)) where value.sign == .minus: 7
        default: 8
        }
    }

    private static func level(_ symbol: Symbol) -> Int {
        switch symbol {
        case .or: 2
        case .and: 3
        case .plus, .minus: 5
        case .times, .dividedBy, .remainder: 6
        default: 4
        }
    }

    static func literal(_ value: ConstantValue) -> String {
        switch value {
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .double(let value): "\(value)"
        case .string(let value): quoted(value)
        case .date, .dateTime, .list: ""
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
