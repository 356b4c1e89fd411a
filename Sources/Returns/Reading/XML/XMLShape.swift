/// What each element of a message means, worked out from the schema once.
struct XMLShape: Sendable {
    /// The meaning of an element inside a given frame.
    enum Meaning: Sendable, Hashable {
        /// A record of a table.
        case record(table: Int)
        /// A cell of the record around it.
        case field(table: Int, field: Int)
        /// An element that only holds others; its table is the record around it, or nil at the top.
        case wrapper(table: Int?)
        case unknown
    }

    let tables: [TableSchema]
    /// Index of a table's first column among all columns.
    let firstColumn: [Int]
    let columnCount: Int
    /// Index of each table's parent, -1 for the header.
    ///
    /// Plain numbers, as reaching into a table's schema costs counting of references for each element.
    let parents: [Int]
    /// How many fields each table has.
    let fieldCounts: [Int]

    private struct Key: Hashable {
        let table: Int
        let name: String
    }

    private var meanings: [Key: Meaning] = [:]
    private static let top = -1

    init(schema: ResolvedSchema) {
        tables = schema.tables
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
        for (index, table) in schema.tables.enumerated() {
            enter(table, index)
        }
    }

    private mutating func enter(_ table: TableSchema, _ index: Int) {
        let name = table.xmlElement.lowercased()
        if let parent = table.parent, tables[parent].parent != nil {
            meanings[Key(table: parent, name: name)] = .record(table: index)
        } else {
            // Tables that hang from the header stand beside it in the message, inside an element in the plural.
            meanings[Key(table: Self.top, name: name)] = .record(table: index)
            if table.parent != nil { meanings[Key(table: Self.top, name: name + "s")] = .wrapper(table: nil) }
        }
        for (place, field) in table.fields.enumerated() {
            meanings[Key(table: index, name: field.xmlElement.lowercased())] = .field(table: index, field: place)
            if !field.xmlWrapper.isEmpty {
                meanings[Key(table: index, name: field.xmlWrapper.lowercased())] = .wrapper(table: index)
            }
        }
    }

    /// What an element is.
    ///
    /// - Parameters:
    ///   - name: Its name, without regard to case.
    ///   - table: The table of the record around it, or nil at the top.
    /// - Returns: The meaning.
    func meaning(of name: String, inside table: Int?) -> Meaning {
        meanings[Key(table: table ?? Self.top, name: name.lowercased())] ?? .unknown
    }

    /// The elements that may stand inside a record, for a finding's sentence.
    func expectedNames(inside table: Int?) -> String {
        guard let table else { return "Header and Persons" }
        return "an item of \(tables[table].title)"
    }
}
