/// The elements of a return's message in the one order in which they are written; readers take any order.
public struct MessageLayout: Sendable, Hashable {
    public indirect enum Element: Sendable, Hashable {
        /// An element that only holds others.
        case wrapper(name: String, content: [Element])
        /// A record of a table, which may stand several times in its place.
        case record(table: Int, content: [Element])
        /// An item of the record around it.
        case field(table: Int, field: Int)
    }

    /// What stands in the message: the header first.
    public let content: [Element]

    /// Works the order out from a schema.
    ///
    /// Fields stand in the schema's order, each wrapper where its first item is. Records follow the fields of their
    /// parent, or the field that the table names; those that hang from the header stand beside it.
    public init(_ schema: ResolvedSchema) {
        let layout = MessageBuilder(schema: schema)
        var content: [Element] = []
        for (index, table) in schema.tables.enumerated()
        where table.parent.map({ schema.tables[$0].parent == nil }) ?? true {
            layout.insert(.record(table: index, content: layout.content(of: index)), at: table.xmlPath, into: &content)
        }
        self.content = content
    }
}

private struct MessageBuilder {
    typealias Element = MessageLayout.Element

    let schema: ResolvedSchema

    func content(of table: Int) -> [Element] {
        var content: [Element] = []
        let isHeader = schema.tables[table].parent == nil
        let children = isHeader ? [] : schema.tables.indices.filter { schema.tables[$0].parent == table }
        for (place, field) in schema.tables[table].fields.enumerated() {
            insert(.field(table: table, field: place), at: field.xmlPath, into: &content)
            for child in children where schema.tables[child].xmlAfter == field.name { insert(child, into: &content) }
        }
        for child in children where schema.tables[child].xmlAfter.isEmpty { insert(child, into: &content) }
        return content
    }

    private func insert(_ child: Int, into content: inout [Element]) {
        insert(
            .record(table: child, content: self.content(of: child)),
            at: schema.tables[child].xmlPath,
            into: &content
        )
    }

    /// Puts an element inside its wrappers, which are made where they are not there yet.
    func insert(_ element: Element, at path: [String], into content: inout [Element]) {
        guard let outermost = path.first else {
            content.append(element)
            return
        }
        let rest = Array(path.dropFirst())
        for (place, known) in content.enumerated() {
            guard case .wrapper(let name, var inside) = known, name.lowercased() == outermost.lowercased() else {
                continue
            }
            insert(element, at: rest, into: &inside)
            content[place] = .wrapper(name: name, content: inside)
            return
        }
        var inside: [Element] = []
        insert(element, at: rest, into: &inside)
        content.append(.wrapper(name: outermost, content: inside))
    }
}
