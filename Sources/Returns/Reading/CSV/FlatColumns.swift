/// Which column of a flat file holds each item: the file's heading held against the schema's.
struct FlatColumns {
    /// A column that an item may stand in.
    struct Item: Hashable {
        let table: Int
        let field: Int
        /// Which of the records of a row it belongs to; 0 is the first.
        let place: Int
    }

    /// The heading as it stands in the file, without blanks around it.
    let headings: [String]
    private let columns: [Item: Int]
    /// Columns that hold nothing the form knows.
    let unknown: [Int]
    /// Columns that hold what an earlier one holds.
    let repeated: [Int]

    init(schema: ResolvedSchema, index: CSVIndex) {
        headings = Self.headings(of: index)
        let known = Self.known(schema)
        var columns: [Item: Int] = [:]
        var unknown: [Int] = []
        var repeated: [Int] = []
        for (column, name) in CSVTableFile.headings(of: index).enumerated() {
            guard let item = known[name] ?? known[Self.withoutTerm(name)] else {
                unknown.append(column)
                continue
            }
            if columns[item] == nil { columns[item] = column } else { repeated.append(column) }
        }
        self.columns = columns
        self.unknown = unknown
        self.repeated = repeated
    }

    func column(table: Int, field: Int, place: Int = 0) -> Int? {
        columns[Item(table: table, field: field, place: place)]
    }

    /// Whether the file is in the flat form: it names pupils and their school, and carries no record numbers.
    func areOfFlatFile(_ schema: ResolvedSchema) -> Bool {
        let keys = Set(schema.tables.map(\.csvKeyColumn))
        guard !headings.contains(where: { keys.contains($0.lowercased()) }) else { return false }
        let roles = Set(columns.keys.map { schema.tables[$0.table].flat })
        return roles.contains(.row) && roles.contains(.group)
    }

    private static func known(_ schema: ResolvedSchema) -> [String: Item] {
        var known: [String: Item] = [:]
        for (table, owner) in schema.tables.enumerated() {
            for (field, schema) in owner.fields.enumerated() {
                guard case .columns(let places) = schema.flat else { continue }
                for (place, names) in places.enumerated() {
                    for name in names {
                        known[name.lowercased()] = Item(table: table, field: field, place: place)
                    }
                }
            }
        }
        return known
    }

    /// Extracts for research name the term of each item: `senprovision_spr25`.
    static func withoutTerm(_ name: String) -> String {
        guard let end = name.lastIndex(of: "_") else { return name }
        let suffix = name[name.index(after: end)...]
        let year = suffix.dropFirst(3)
        let isTerm = ["aut", "spr", "sum"].contains(String(suffix.prefix(3)))
        return isTerm && [2, 4].contains(year.count) && year.allSatisfy(\.isNumber) ? String(name[..<end]) : name
    }

    private static func headings(of index: CSVIndex) -> [String] {
        (0..<index.width).map { column in
            let range = Int(index.spans[column * 2])..<Int(index.spans[column * 2 + 1])
            let name = String(decoding: index.bytes[range], as: UTF8.self)
            return name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }
}
