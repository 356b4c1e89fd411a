/// What each element of a message means, worked out from the schema once.
///
/// An element that holds others is a node: the message itself, the record of each table, and each wrapper.
struct XMLShape: Sendable {
    /// The meaning of an element inside a given node.
    enum Meaning: Sendable, Hashable {
        /// A record of a table.
        case record(table: Int)
        /// A cell of the record around it.
        case field(table: Int, field: Int)
        /// An element that only holds others.
        case wrapper(node: Int)
        case unknown
    }

    let tables: [TableSchema]
    let notTaken: NotTaken
    /// Index of a table's first column among all columns.
    let firstColumn: [Int]
    let columnCount: Int
    /// Index of each table's parent, -1 for the header.
    ///
    /// Plain numbers, as reaching into a table's schema costs counting of references for each element.
    let parents: [Int]
    /// How many fields each table has.
    let fieldCounts: [Int]
    /// For each node, the table whose record it is or stands in; -1 at the top.
    private(set) var tableOfNode: [Int]
    /// For each table, the node in which its records stand.
    private(set) var homes: [Int]

    private struct Key: Hashable {
        let node: Int
        let name: String
    }

    private struct Wrapper {
        let node: Int
        let name: String
        /// The node in which the path has it.
        let home: Int
    }

    private var meanings: [Key: Meaning] = [:]
    private var wrappers: [Wrapper] = []

    /// The node of the message.
    static let top = 0

    init(schema: ResolvedSchema) {
        tables = schema.tables
        notTaken = schema.notTaken
        var first: [Int] = []
        var count = 0
        for table in schema.tables {
            first.append(count)
            count += table.fields.count
        }
        firstColumn = first
        columnCount = count
        parents = schema.tables.map { $0.parent ?? -1 }
        fieldCounts = schema.tables.map(\.fields.count)
        tableOfNode = [-1] + schema.tables.indices
        homes = []
        for (index, table) in schema.tables.enumerated() { enterWrappers(of: table, index) }
        for node in tableOfNode.indices { enterNames(in: node) }
    }

    /// The node of a table's record.
    func node(ofRecord table: Int) -> Int { table + 1 }

    /// The node around a table's records when no wrapper stands between: tables of the header stand beside it.
    private func outerNode(of table: TableSchema) -> Int {
        guard let parent = table.parent, tables[parent].parent != nil else { return Self.top }
        return node(ofRecord: parent)
    }

    private mutating func enterWrappers(of table: TableSchema, _ index: Int) {
        homes.append(enter(table.xmlPath, from: outerNode(of: table)))
        for field in table.fields { _ = enter(field.xmlPath, from: node(ofRecord: index)) }
    }

    /// Makes the nodes of a path that are not there yet, and gives the last.
    private mutating func enter(_ path: [String], from start: Int) -> Int {
        path.reduce(start) { home, name in
            let name = name.lowercased()
            if let known = wrappers.first(where: { $0.home == home && $0.name == name }) { return known.node }
            wrappers.append(Wrapper(node: tableOfNode.count, name: name, home: home))
            tableOfNode.append(tableOfNode[home])
            return tableOfNode.count - 1
        }
    }

    /// What may stand in a node: all that belongs to its record, whichever wrapper it should stand in.
    ///
    /// Systems do not agree on every wrapper, and no value should be lost over one; records say so when misplaced.
    private mutating func enterNames(in node: Int) {
        let owner = tableOfNode[node]
        for wrapper in wrappers where tableOfNode[wrapper.node] == owner {
            let key = Key(node: node, name: wrapper.name)
            if meanings[key] == nil || wrapper.home == node { meanings[key] = .wrapper(node: wrapper.node) }
        }
        for (index, table) in tables.enumerated() where tableOfNode[homes[index]] == owner {
            meanings[Key(node: node, name: table.xmlElement.lowercased())] = .record(table: index)
        }
        guard owner >= 0 else { return }
        for (place, field) in tables[owner].fields.enumerated() {
            meanings[Key(node: node, name: field.xmlElement.lowercased())] = .field(table: owner, field: place)
        }
    }

    /// What an element is.
    ///
    /// - Parameters:
    ///   - name: Its name, without regard to case.
    ///   - node: The node it stands in.
    /// - Returns: The meaning.
    func meaning(of name: String, in node: Int) -> Meaning {
        meanings[Key(node: node, name: name.lowercased())] ?? .unknown
    }

    /// The elements that may stand inside a record, for a finding's sentence.
    func expectedNames(in node: Int) -> String {
        let table = tableOfNode[node]
        guard table < 0 else { return "an item of \(tables[table].title)" }
        var names: [String] = []
        for table in tables where outerNode(of: table) == Self.top {
            let name = table.xmlPath.first ?? table.xmlElement
            if !names.contains(name) { names.append(name) }
        }
        return names.count < 2
            ? names.joined() : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
    }
}
