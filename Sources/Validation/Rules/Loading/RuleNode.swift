import Returns
import RuleLanguage
import Yams

/// A rule file's name and lines, for errors that show their place.
struct RuleFileText: Sendable {
    let name: String
    let lines: [Substring]

    init(name: String, text: String) {
        self.name = name
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    func failure(line: Int, column: Int, _ sentence: String) -> RuleError {
        let text = lines.indices.contains(line - 1) ? String(lines[line - 1]) : ""
        return RuleError(file: name, line: line, column: column, text: text, caret: max(0, column - 1), sentence)
    }
}

/// A node of a rule file that is read strictly: another key, a missing key or another type is an error at its place.
struct RuleNode {
    let node: Node
    let text: RuleFileText

    var line: Int { node.mark?.line ?? 0 }

    func failure(_ sentence: String) -> RuleError {
        text.failure(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, sentence)
    }

    /// Whether the node is the word `null`, `~` or nothing.
    var isNull: Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    func mapping(allowing keys: Set<String>) throws(RuleError) -> RuleMapping {
        let entries = try self.entries()
        for (key, node) in entries where !keys.contains(key) {
            let known = keys.sorted().joined(separator: ", ")
            throw node.failure("\(key) is not known here. Known are: \(known).")
        }
        guard let mapping = node.mapping else { throw failure("Keys and values are expected here.") }
        return RuleMapping(mapping: mapping, place: self)
    }

    /// The keys of a mapping with the nodes that carry their places, in order.
    func entries() throws(RuleError) -> [(key: String, node: RuleNode)] {
        guard let mapping = node.mapping else { throw failure("Keys and values are expected here.") }
        return mapping.map { ($0.key.string ?? "", RuleNode(node: $0.key, text: text)) }
    }

    func value(of key: String) -> RuleNode? {
        node.mapping?.value(of: key).map { RuleNode(node: $0, text: text) }
    }

    func sequence() throws(RuleError) -> [RuleNode] {
        guard let sequence = node.sequence else { throw failure("A list is expected here.") }
        return sequence.map { RuleNode(node: $0, text: text) }
    }

    func string() throws(RuleError) -> String {
        guard let string = node.scalar?.string else { throw failure("A text is expected here.") }
        return string
    }

    /// One text, or a list of texts.
    func strings() throws(RuleError) -> [String] {
        guard node.sequence != nil else { return [try string()] }
        var strings: [String] = []
        for entry in try sequence() { strings.append(try entry.string()) }
        return strings
    }

    func integer() throws(RuleError) -> Int {
        guard let number = node.scalar.flatMap({ Int($0.string) }) else {
            throw failure("A whole number is expected here.")
        }
        return number
    }

    func number() throws(RuleError) -> Double {
        guard let number = node.scalar.flatMap({ Double($0.string) }), number.isFinite else {
            throw failure("A number is expected here.")
        }
        return number
    }

    /// A text with the place where it starts, for an expression.
    func sourced() throws(RuleError) -> SourcedText {
        SourcedText(text: try string(), origin: origin)
    }

    private var origin: TextOrigin {
        let line = node.mark?.line ?? 0
        let column = node.mark?.column ?? 0
        switch node.scalar?.style {
        case .singleQuoted, .doubleQuoted: return TextOrigin(file: text.name, line: line, column: column + 1)
        case .literal, .folded:
            let next = text.lines.indices.contains(line) ? text.lines[line] : ""
            return TextOrigin(file: text.name, line: line + 1, column: next.prefix { $0 == " " }.count + 1)
        default: return TextOrigin(file: text.name, line: line, column: column)
        }
    }
}

/// A mapping whose keys were held against those allowed.
struct RuleMapping {
    let mapping: Node.Mapping
    let place: RuleNode

    subscript(_ key: String) -> RuleNode? {
        mapping.value(of: key).map { RuleNode(node: $0, text: place.text) }
    }

    func required(_ key: String) throws(RuleError) -> RuleNode {
        guard let node = self[key] else { throw place.failure("\(key) is missing here.") }
        return node
    }

    /// A text that must be there and not empty.
    func words(_ key: String) throws(RuleError) -> SourcedText {
        let node = try required(key)
        let words = try node.sourced()
        guard !words.text.isEmpty else { throw node.failure("\(key) is empty. Write it out.") }
        return words
    }

    func optionalWords(_ key: String) throws(RuleError) -> SourcedText? {
        guard self[key] != nil else { return nil }
        return try words(key)
    }

    func optionalInteger(_ key: String) throws(RuleError) -> Int? {
        guard let node = self[key] else { return nil }
        return try node.integer()
    }

    func optionalNumber(_ key: String) throws(RuleError) -> Double? {
        guard let node = self[key] else { return nil }
        return try node.number()
    }
}

/// A text and where it starts.
struct SourcedText: Sendable, Hashable {
    var text: String
    let origin: TextOrigin
}
