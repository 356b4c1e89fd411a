import Returns

/// Numbers that link the records of a return that came without any.
struct MadeLinks {
    let headings: [String]
    private let parents: [Int32]
    private let hasParent: Bool

    init(_ tables: ReturnTables, _ index: Int) {
        let schema = tables.tables[index].schema
        let parent = schema.parent.map { tables.tables[$0].schema }
        headings = [schema.csvKeyColumn] + (parent.map { [$0.csvKeyColumn] } ?? [])
        parents = tables.tables[index].parents
        hasParent = parent != nil
    }

    func text(_ row: Int, _ column: Int) -> String {
        guard column > 0 else { return String(row + 1) }
        guard hasParent, parents.indices.contains(row), parents[row] >= 0 else { return "" }
        return String(parents[row] + 1)
    }
}
