package import Yams

/// A node of a descriptor that is read strictly: another key, a missing key or another type is an error at its place.
struct DescriptorNode {
    let node: Node
    let file: String

    func failure(_ sentence: String) -> SchemaError {
        SchemaError(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, sentence)
    }

    /// The keys of a mapping.
    ///
    /// - Throws: `SchemaError` for a key that is not among those allowed.
    func mapping(allowing keys: Set<String>) throws(SchemaError) -> DescriptorMapping {
        guard let mapping = node.mapping else { throw failure("Keys and values are expected here.") }
        for (key, _) in mapping where !keys.contains(key.string ?? "") {
            let known = keys.sorted().joined(separator: ", ")
            throw DescriptorNode(node: key, file: file).failure(
                "\(key.string ?? "This") is not known here. Known are: \(known)."
            )
        }
        return DescriptorMapping(mapping: mapping, place: self)
    }

    func sequence() throws(SchemaError) -> [DescriptorNode] {
        guard let sequence = node.sequence else { throw failure("A list is expected here.") }
        return sequence.map { DescriptorNode(node: $0, file: file) }
    }

    func text() throws(SchemaError) -> String {
        guard let text = node.scalar?.string else { throw failure("A text is expected here.") }
        return text
    }

    func number() throws(SchemaError) -> Int {
        guard let number = node.scalar.flatMap({ Int($0.string) }) else {
            throw failure("A whole number is expected here.")
        }
        return number
    }

    /// A whole number that a column can hold.
    func bound() throws(SchemaError) -> Int32 {
        guard let bound = Int32(exactly: try number()) else { throw failure("The number is too large.") }
        return bound
    }

    func boolean() throws(SchemaError) -> Bool {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default: throw failure("true or false is expected here.")
        }
    }

    func date() throws(SchemaError) -> CalendarDate {
        guard let date = node.scalar.flatMap({ CalendarDate($0.string) }) else {
            throw failure("A date like 2025-01-16 is expected here.")
        }
        return date
    }
}

/// A mapping whose keys were held against those allowed.
struct DescriptorMapping {
    let mapping: Node.Mapping
    let place: DescriptorNode

    subscript(_ key: String) -> DescriptorNode? {
        mapping.value(of: key).map { DescriptorNode(node: $0, file: place.file) }
    }

    func required(_ key: String) throws(SchemaError) -> DescriptorNode {
        guard let node = self[key] else { throw place.failure("\(key) is missing here.") }
        return node
    }

    func text(_ key: String) throws(SchemaError) -> String {
        try required(key).text()
    }

    func optionalText(_ key: String) throws(SchemaError) -> String {
        guard let node = self[key] else { return "" }
        return try node.text()
    }
}

extension Node.Mapping {
    /// The value under a key, found by the key's text: comparing nodes works out the tag of each, by patterns.
    package func value(of key: String) -> Node? {
        first { $0.key.scalar?.string == key }?.value
    }
}
