import Returns

/// The elements of a return's XML message as a tree, in the order in which software should write them.
struct MessageOutline {
    indirect enum Node {
        /// An element that only holds others.
        case wrapper(name: String, inside: [Node])
        case field(FieldSchema)
        /// The records of a table; what is inside is written once for the table.
        case record(table: Int)
    }

    let schema: ResolvedSchema

    init(_ schema: ResolvedSchema) {
        self.schema = schema
    }

    /// What stands directly inside the message.
    var message: [Node] {
        let roots = schema.tables.indices.filter { schema.tables[$0].parent == nil }
        return roots.reduce(into: roots.map(Node.record)) { nodes, root in
            for child in children(of: root) { Self.put(.record(table: child), in: wrappers(of: child)[...], &nodes) }
        }
    }

    /// What stands inside one record of a table.
    func inside(_ table: Int) -> [Node] {
        let owner = schema.tables[table]
        var nodes: [Node] = []
        for field in owner.fields { Self.put(.field(field), in: Self.path(field.xmlWrapper)[...], &nodes) }
        // What belongs to the header stands beside it in the message.
        guard owner.parent != nil else { return nodes }
        for child in children(of: table) { Self.put(.record(table: child), in: wrappers(of: child)[...], &nodes) }
        return nodes
    }

    /// Whether a message must hold the node.
    func isRequired(_ node: Node) -> Bool {
        switch node {
        case .wrapper(_, let inside): inside.contains(where: isRequired)
        case .field(let field): field.isRequired
        case .record(let table): bounds(table).minimum > 0
        }
    }

    /// How many records of a table may stand in one place.
    func bounds(_ table: Int) -> (minimum: Int, maximum: Int?) {
        let owner = schema.tables[table]
        guard owner.parent != nil else { return (1, 1) }
        return (owner.perParent.belowMinimumIsQuery ? 0 : owner.perParent.minimum, owner.perParent.maximum)
    }

    private func children(of table: Int) -> [Int] {
        schema.tables.indices.filter { schema.tables[$0].parent == table }
    }

    private func wrappers(of table: Int) -> [String] {
        let owner = schema.tables[table]
        guard let parent = owner.parent, schema.tables[parent].parent == nil else { return [] }
        return [owner.xmlElement + "s"]
    }

    private static func path(_ wrapper: String) -> [String] { wrapper.split(separator: "/").map(String.init) }

    private static func put(_ node: Node, in path: ArraySlice<String>, _ nodes: inout [Node]) {
        guard let first = path.first else { return nodes.append(node) }
        for index in nodes.indices {
            guard case .wrapper(first, var inside) = nodes[index] else { continue }
            put(node, in: path.dropFirst(), &inside)
            nodes[index] = .wrapper(name: first, inside: inside)
            return
        }
        var inside: [Node] = []
        put(node, in: path.dropFirst(), &inside)
        nodes.append(.wrapper(name: first, inside: inside))
    }
}
