extension Evaluator {
    /// A list written out in brackets; one element without result leaves the whole list without.
    mutating func list(_ parts: [Node]) -> Lists {
        var columns: [Values] = []
        for part in parts { columns.append(evaluate(part)) }
        let cells = (0..<count).map { row -> ConstantValue? in
            let values = columns.compactMap { $0.cell(row, .integer) ?? $0.listCell(row) }
            return values.count == columns.count ? .list(values) : nil
        }
        return Lists(cells: cells)
    }

    mutating func index(_ list: Node, _ position: Node) -> Values {
        let lists = lists(list)
        let positions = integers(position)
        var places = [Int32](repeating: -1, count: count)
        for row in places.indices where lists.states[row] == 1 && positions.states[row] == 1 {
            let range = lists.range(row)
            guard positions.values[row] >= 0, positions.values[row] < Int64(range.count) else { continue }
            places[row] = Int32(range.lowerBound) + Int32(positions.values[row])
        }
        if case .constant(let value) = lists.elements {
            return Values(cells: places.map { $0 < 0 ? nil : value })
        }
        return lists.elements.gathered(places)
    }

    mutating func join(_ left: Node, _ right: Node) -> Values {
        let left = evaluate(left)
        let right = evaluate(right)
        if left.isList { return .lists(Self.joined(left.lists(count), right.lists(count))) }
        let a = left.texts(count)
        let b = right.texts(count)
        var texts = Texts(capacity: count)
        for row in 0..<count {
            guard a.states[row] == 1, b.states[row] == 1 else {
                texts.appendError()
                continue
            }
            texts.append(a.bytes[a.range(row)])
            texts.bytes += b.bytes[b.range(row)]
            texts.ends[row] = UInt32(texts.bytes.count)
        }
        return .texts(texts)
    }

    private static func joined(_ left: Lists, _ right: Lists) -> Lists {
        Lists(
            cells: (0..<left.count).map { row in
                guard left.states[row] == 1, right.states[row] == 1 else { return nil }
                return .list(left.cells(row) + right.cells(row))
            }
        )
    }
}

extension Values {
    /// The list of one row, numbers as they stand.
    func listCell(_ row: Int) -> ConstantValue? {
        guard case .lists(let lists) = self, lists.states[row] == 1 else { return nil }
        return .list(lists.cells(row))
    }
}

extension Lists {
    /// One row's elements as single values, numbers as they stand.
    func cells(_ row: Int) -> [ConstantValue] {
        range(row).compactMap { elements.cell($0, .integer) ?? elements.listCell($0) }
    }
}
