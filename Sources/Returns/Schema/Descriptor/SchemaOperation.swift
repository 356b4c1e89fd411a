import Yams

/// One typed operation of a version on the version it extends.
struct SchemaOperation {
    private let place: DescriptorNode
    private let kind: SchemaChange.Operation
    private let target: String
    private let reason: String
    private let source: String
    private let mapping: DescriptorMapping

    private static let keys: Set = ["operation", "target", "reason", "source", "after", "value", "set", "to"]

    init(_ place: DescriptorNode) throws(SchemaError) {
        self.place = place
        mapping = try place.mapping(allowing: Self.keys)
        guard let kind = SchemaChange.Operation(rawValue: try mapping.text("operation")) else {
            throw try mapping.required("operation").failure("An operation is add, change, remove or rename.")
        }
        self.kind = kind
        target = try mapping.text("target")
        reason = try mapping.text("reason")
        source = try mapping.text("source")
    }

    /// Applies the operation.
    ///
    /// - Returns: The entry of the change list.
    /// - Throws: `SchemaError` when the target is not there, or there already.
    func apply(to resources: inout [Node]) throws(SchemaError) -> SchemaChange {
        // What changes in a code list stands in the list itself, with its dates.
        if let list = changedList {
            guard kind == .change, !list.isEmpty else {
                throw place.failure("A code list can only change, by the dates of its codes.")
            }
        } else {
            let parts = target.split(separator: ".").map(String.init)
            if parts.count == 1 {
                try applyToTable(&resources, parts[0])
            } else if parts.count == 2 {
                try applyToField(&resources, table: parts[0], field: parts[1])
            } else {
                throw place.failure("A target is a table, a table.field or codes/list.")
            }
        }
        return SchemaChange(operation: kind, target: target, reason: reason, source: source)
    }

    /// The code list that the operation is about; nil when it is about a table or a field.
    var changedList: String? {
        target.hasPrefix("codes/") ? String(target.dropFirst(6)) : nil
    }

    /// An error at the operation's place.
    func failure(_ sentence: String) -> SchemaError { place.failure(sentence) }

    private func applyToTable(_ resources: inout [Node], _ name: String) throws(SchemaError) {
        try edit(&resources, name, what: "table")
    }

    private func applyToField(_ resources: inout [Node], table: String, field: String) throws(SchemaError) {
        guard let index = Self.index(of: table, in: resources), var resource = resources[index].mapping,
            var schema = resource["schema"]?.mapping, var fields = schema["fields"]?.sequence.map(Array.init)
        else { throw place.failure("There is no table \(table) to work on.") }
        try edit(&fields, field, what: "field")
        schema["fields"] = Node.sequence(Node.Sequence(fields))
        resource["schema"] = .mapping(schema)
        resources[index] = .mapping(resource)
    }

    private func edit(_ nodes: inout [Node], _ name: String, what: String) throws(SchemaError) {
        let index = Self.index(of: name, in: nodes)
        guard kind == .add || index != nil else {
            throw place.failure("There is no \(what) \(name) to \(kind.rawValue).")
        }
        switch (kind, index) {
        case (.add, nil): try add(&nodes, name)
        case (.change, let index?): nodes[index] = try changed(nodes[index])
        case (.remove, let index?): nodes.remove(at: index)
        case (.rename, let index?): nodes[index] = try renamed(nodes[index], among: nodes)
        default: throw place.failure("There is a \(what) \(name) already.")
        }
    }

    private func add(_ nodes: inout [Node], _ name: String) throws(SchemaError) {
        let value = try mapping.required("value")
        guard var added = value.node.mapping else { throw value.failure("Keys and values are expected here.") }
        added["name"] = Node(name)
        var position = nodes.count
        if let after = mapping["after"] {
            guard let before = Self.index(of: try after.text(), in: nodes) else {
                throw after.failure("There is nothing of this name to stand after.")
            }
            position = before + 1
        }
        nodes.insert(.mapping(added), at: position)
    }

    private func changed(_ node: Node) throws(SchemaError) -> Node {
        let set = try mapping.required("set")
        guard let changes = set.node.mapping, var result = node.mapping else {
            throw set.failure("Keys and values are expected here.")
        }
        guard changes["name"] == nil else { throw set.failure("A name changes by the operation rename.") }
        for (key, value) in changes { result[key] = value }
        return .mapping(result)
    }

    private func renamed(_ node: Node, among siblings: [Node]) throws(SchemaError) -> Node {
        guard var result = node.mapping else { return node }
        let to = try mapping.required("to")
        let name = try to.text()
        guard Self.index(of: name, in: siblings) == nil else { throw to.failure("There is a \(name) already.") }
        result["name"] = Node(name)
        if let set = mapping["set"]?.node.mapping {
            for (key, value) in set { result[key] = value }
        }
        return .mapping(result)
    }

    private static func index(of name: String, in nodes: [Node]) -> Int? {
        nodes.firstIndex { $0.mapping?["name"]?.string == name }
    }
}
