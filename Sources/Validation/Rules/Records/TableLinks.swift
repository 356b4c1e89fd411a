import Returns
import RuleLanguage
import Synchronization

/// Which rows of a return's tables hang together, worked out when first asked for and kept.
final class TableLinks: Sendable {
    let tables: ReturnTables
    private let shelf = Mutex(Shelf())

    private struct Shelf {
        var ancestors: [[Int]: [Int32]] = [:]
        var children: [Int: RelatedRows] = [:]
        var onlyChildren: [Int: [Int32]] = [:]
        var positions: [Int: FieldColumn] = [:]
    }

    init(_ tables: ReturnTables) {
        self.tables = tables
    }

    func rowCount(_ table: Int) -> Int { tables.tables[table].rowCount }

    /// For each row, its row in a table above; -1 for an orphan.
    func ancestor(_ ancestor: Int, of table: Int) -> [Int32] {
        if let known = shelf.withLock({ $0.ancestors[[table, ancestor]] }) { return known }
        let parents = parents(of: table)
        guard let parent = tables.tables[table].schema.parent, parent != ancestor else {
            shelf.withLock { $0.ancestors[[table, ancestor]] = parents }
            return parents
        }
        let above = self.ancestor(ancestor, of: parent)
        let rows = parents.map { $0 < 0 ? -1 : above[Int($0)] }
        shelf.withLock { $0.ancestors[[table, ancestor]] = rows }
        return rows
    }

    /// Parents, with those left out that are named but not there.
    private func parents(of table: Int) -> [Int32] {
        let owner = tables.tables[table]
        let count = owner.schema.parent.map { tables.tables[$0].rowCount } ?? 0
        let isWhole = owner.parents.allSatisfy { Int($0) < count }
        return isWhole ? owner.parents : owner.parents.map { Int($0) < count ? $0 : -1 }
    }

    /// For each row of the parent table, the rows of `child` below it, in the order of the file.
    func children(_ child: Int) -> RelatedRows {
        if let known = shelf.withLock({ $0.children[child] }) { return known }
        let count = tables.tables[child].schema.parent.map { tables.tables[$0].rowCount } ?? 0
        let related = Self.grouped(parents(of: child), into: count)
        shelf.withLock { $0.children[child] = related }
        return related
    }

    private static func grouped(_ parents: [Int32], into count: Int) -> RelatedRows {
        var starts = [Int32](repeating: 0, count: count + 1)
        for parent in parents where parent >= 0 { starts[Int(parent) + 1] += 1 }
        for row in 0..<count { starts[row + 1] += starts[row] }
        var next = starts
        var rows = [Int32](repeating: 0, count: Int(starts[count]))
        for (row, parent) in parents.enumerated() where parent >= 0 {
            rows[Int(next[Int(parent)])] = Int32(truncatingIfNeeded: row)
            next[Int(parent)] += 1
        }
        return RelatedRows(starts: starts, rows: rows)
    }

    /// For each row of the parent table, the first row of `child` below it; -1 where there is none.
    func onlyChild(_ child: Int) -> [Int32] {
        if let known = shelf.withLock({ $0.onlyChildren[child] }) { return known }
        let related = children(child)
        let rows = (0..<max(0, related.starts.count - 1)).map { row in
            related.starts[row] < related.starts[row + 1] ? related.rows[Int(related.starts[row])] : -1
        }
        shelf.withLock { $0.onlyChildren[child] = rows }
        return rows
    }

    /// For each row, its place among the records of the same parent, from 1; not readable for an orphan.
    func positions(_ table: Int) -> FieldColumn {
        if let known = shelf.withLock({ $0.positions[table] }) { return known }
        let count = rowCount(table)
        var states = [UInt8](repeating: CellState.unread, count: count)
        var values = [Int32](repeating: 0, count: count)
        let related = children(table)
        for parent in 0..<max(0, related.starts.count - 1) {
            for place in related.starts[parent]..<related.starts[parent + 1] {
                let row = Int(related.rows[Int(place)])
                states[row] = CellState.value
                values[row] = place - related.starts[parent] + 1
            }
        }
        let column = FieldColumn(states: states, values: values)
        shelf.withLock { $0.positions[table] = column }
        return column
    }

    func column(_ field: Int, of table: Int) -> FieldColumn {
        let owner = tables.tables[table]
        guard field < owner.columns.count else { return positions(table) }
        let column = owner.columns[field]
        let text = column.values.isEmpty ? column.text : nil
        return FieldColumn(
            states: column.states,
            values: column.values,
            bytes: text?.bytes ?? [],
            spans: text?.spans ?? [],
            stride: text?.stride ?? 2,
            offset: text?.offset ?? 0
        )
    }
}
