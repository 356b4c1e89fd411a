import Returns

/// What two readings of a return hold differently, in words; empty when the columns are the same.
///
/// The bytes a cell came in are compared only for types that keep them.
func differences(_ left: ReturnTables, _ right: ReturnTables) -> [String] {
    zip(left.tables, right.tables).flatMap { left, right in
        let name = left.schema.name
        guard left.rowCount == right.rowCount else { return ["\(name): \(left.rowCount) rows, \(right.rowCount) rows"] }
        var found = left.parents == right.parents ? [] : ["\(name): parents"]
        for (place, field) in left.schema.fields.enumerated() {
            found += differences(left.columns[place], right.columns[place]).map { "\(name).\(field.name) \($0)" }
        }
        return found
    }
}

private func differences(_ left: Column, _ right: Column) -> [String] {
    for row in left.states.indices {
        if left.states[row] != right.states[row] {
            return [
                "row \(row): state \(left.states[row]) for \(left.raw.string(row)),"
                    + " \(right.states[row]) for \(right.raw.string(row))"
            ]
        }
        let isSame =
            left.values.isEmpty
            ? left.text.bytes[left.text.range(row)].elementsEqual(right.text.bytes[right.text.range(row)])
                || left.states[row] == CellState.blank
            : left.values[row] == right.values[row]
        if !isSame { return ["row \(row): \(left.raw.string(row)), \(right.raw.string(row))"] }
    }
    return []
}
