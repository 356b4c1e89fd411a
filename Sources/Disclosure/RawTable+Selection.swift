extension RawTable {
    /// Keeps some categories of a dimension, in the order given.
    ///
    /// - Parameters:
    ///   - codes: Codes to keep, each once.
    ///   - name: Name of the dimension.
    /// - Returns: The smaller table.
    /// - Throws: `DisclosureError` when a code is unknown or comes twice.
    public func selecting(_ codes: [String], in name: String) throws(DisclosureError) -> RawTable {
        let position = try position(of: name)
        let old = dimensions[position]
        var targets = old.categories.map { _ in [Int]() }
        var categories: [Dimension.Category] = []
        for (offset, code) in codes.enumerated() {
            let member = try old.position(of: code)
            targets[member].append(offset)
            categories.append(old.categories[member])
        }
        let target = Dimension(name: name, label: old.label, categories: categories)
        try target.requireUniqueCodes()
        return rearranged(at: position, into: target, targets: targets)
    }

    /// Joins tables of the same dimensions along a new one, such as the year.
    ///
    /// - Parameters:
    ///   - dimension: The new dimension, which comes first; one category for each table.
    ///   - tables: The tables in the order of the categories.
    /// - Returns: One table.
    /// - Throws: `DisclosureError.tablesDoNotMatch` when their dimensions differ.
    public static func joined(along dimension: Dimension, _ tables: [RawTable]) throws(DisclosureError) -> RawTable {
        guard let first = tables.first, tables.count == dimension.categories.count,
            tables.allSatisfy({ $0.dimensions == first.dimensions })
        else { throw .tablesDoNotMatch }
        try dimension.requireUniqueCodes()
        guard !first.dimensions.contains(where: { $0.name == dimension.name }) else {
            throw .repeatedDimension(dimension.name)
        }
        return RawTable(dimensions: [dimension] + first.dimensions, counts: tables.flatMap(\.counts))
    }

    /// Moves each category at a position to its targets, adding where several meet.
    func rearranged(at position: Int, into target: Dimension, targets: [[Int]]) -> RawTable {
        let inner = dimensions[(position + 1)...].reduce(1) { $0 * $1.categories.count }
        let outer = dimensions[..<position].reduce(1) { $0 * $1.categories.count }
        let width = dimensions[position].categories.count
        let newWidth = target.categories.count
        var moved = Array(repeating: 0, count: outer * newWidth * inner)
        for block in 0..<outer {
            for member in 0..<width {
                let from = (block * width + member) * inner
                for group in targets[member] {
                    let to = (block * newWidth + group) * inner
                    for cell in 0..<inner { moved[to + cell] += counts[from + cell] }
                }
            }
        }
        var changed = dimensions
        changed[position] = target
        return RawTable(dimensions: changed, counts: moved)
    }

    func dropping(_ position: Int) -> RawTable {
        var kept = dimensions
        kept.remove(at: position)
        return RawTable(dimensions: kept, counts: counts)
    }
}
