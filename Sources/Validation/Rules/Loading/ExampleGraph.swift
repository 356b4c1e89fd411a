import Yams

/// A record of an example with what hangs from it, as the rule file writes it.
indirect enum ExampleGraph: Sendable {
    /// A cell's text; nil for a blank.
    case value(String?, line: Int, column: Int)
    case record([(key: String, graph: ExampleGraph)], line: Int, column: Int)
    case list([ExampleGraph])

    init(_ node: RuleNode) throws(RuleError) {
        let line = node.node.mark?.line ?? 0
        let column = node.node.mark?.column ?? 0
        if node.node.mapping != nil {
            var entries: [(key: String, graph: ExampleGraph)] = []
            for (key, _) in try node.entries() {
                guard let value = node.value(of: key) else { continue }
                entries.append((key, try ExampleGraph(value)))
            }
            self = .record(entries, line: line, column: column)
        } else if node.node.sequence != nil {
            var list: [ExampleGraph] = []
            for entry in try node.sequence() { list.append(try ExampleGraph(entry)) }
            self = .list(list)
        } else {
            self = .value(node.isNull ? nil : try node.string(), line: line, column: column)
        }
    }

    /// The keys of a record; none for anything else.
    var entries: [(key: String, graph: ExampleGraph)] {
        guard case .record(let entries, _, _) = self else { return [] }
        return entries
    }

    /// The records of a list, or the one record.
    var records: [ExampleGraph] {
        switch self {
        case .list(let list): list
        case .record: [self]
        case .value: []
        }
    }

    /// Several headers of one file, where a version takes such files; nil for one record.
    var headers: [ExampleGraph]? {
        guard entries.count == 1, let entry = entries.first, entry.key == "headers" else { return nil }
        return entry.graph.records
    }

    /// The text of a small message, for rules about what the reader meets; nil for a record.
    var message: String? {
        guard entries.count == 1, let entry = entries.first, entry.key == "message",
            case .value(let text?, _, _) = entry.graph
        else { return nil }
        return text
    }

    /// Where it stands in its file; the first record of a list stands for the list.
    var place: (line: Int, column: Int) {
        switch self {
        case .value(_, let line, let column), .record(_, let line, let column): (line, column)
        case .list(let list): list.first?.place ?? (0, 0)
        }
    }

    /// The graph in one line, as a person would write it.
    var text: String {
        switch self {
        case .value(let value, _, _): value ?? "blank"
        case .record(let entries, _, _): "{\(entries.map { "\($0.key): \($0.graph.text)" }.joined(separator: ", "))}"
        case .list(let list): "[\(list.map(\.text).joined(separator: ", "))]"
        }
    }
}
