import Returns
import Synchronization

/// Last year's return of the same sender, and which of its persons is which of this year's.
final class PreviousReturn: Sendable {
    let links: TableLinks
    /// Rows that are known beforehand, by table of this year's schema.
    private let known: [Int: [Int32]]
    private let shelf = Mutex<[Int: [Int32]]>([:])

    init(_ tables: ReturnTables, known: [Int: [Int32]] = [:]) {
        links = TableLinks(tables)
        self.known = known
    }

    /// For each row of a table of this year, the same record's row in last year's return; -1 where there is none.
    func rows(of table: Int, in current: TableLinks) -> [Int32] {
        if let rows = known[table] { return rows }
        if let rows = shelf.withLock({ $0[table] }) { return rows }
        let owner = current.tables.tables[table]
        let rows: [Int32]
        if owner.schema.parent == nil {
            let header: Int32 = links.tables.tables.first.map { $0.rowCount > 0 } == true ? 0 : -1
            rows = [Int32](repeating: header, count: owner.rowCount)
        } else {
            rows = PersonMatch(now: current.tables, before: links.tables).rows
        }
        shelf.withLock { $0[table] = rows }
        return rows
    }
}

/// Knows persons again by UPN, then by ULN, then by names and birth date.
///
/// A key that two persons of one year share tells nobody from anybody, and is passed over.
struct PersonMatch {
    let now: ReturnTables
    let before: ReturnTables

    var rows: [Int32] {
        let (keys, lastKeys) = (PersonKeys(now.schema), PersonKeys(before.schema))
        guard keys.table >= 0, lastKeys.table >= 0 else { return [] }
        let (persons, last) = (now.tables[keys.table], before.tables[lastKeys.table])
        var rows = [Int32](repeating: -1, count: persons.rowCount)
        let steps: [([Int], [Int])] = [
            (keys.upn.map { [$0] } ?? [], lastKeys.upn.map { [$0] } ?? []),
            (keys.uln.map { [$0] } ?? [], lastKeys.uln.map { [$0] } ?? []),
            (keys.names, lastKeys.names),
        ]
        for (own, other) in steps where !own.isEmpty && own.count == other.count {
            match(persons, own, last, other, &rows)
        }
        return rows
    }

    private func match(
        _ persons: ReturnTable,
        _ fields: [Int],
        _ last: ReturnTable,
        _ lastFields: [Int],
        _ rows: inout [Int32]
    ) {
        var known: [[UInt8]: Int32] = [:]
        for row in 0..<last.rowCount {
            guard let key = Self.key(last, lastFields, row) else { continue }
            known[key] = known[key] == nil ? Int32(truncatingIfNeeded: row) : -1
        }
        var taken: [[UInt8]: Int] = [:]
        for row in 0..<persons.rowCount {
            guard let key = Self.key(persons, fields, row) else { continue }
            taken[key, default: 0] += 1
        }
        for row in rows.indices where rows[row] < 0 {
            guard let key = Self.key(persons, fields, row), taken[key] == 1, let found = known[key] else { continue }
            rows[row] = found
        }
    }

    /// The bytes of a key in upper case; nil where a part is blank or not readable.
    private static func key(_ table: ReturnTable, _ fields: [Int], _ row: Int) -> [UInt8]? {
        var key: [UInt8] = []
        for field in fields {
            let column = table.columns[field]
            guard column.states[row] == CellState.value else { return nil }
            if column.values.isEmpty {
                key += column.text.bytes[column.text.range(row)].map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }
            } else {
                let value = UInt32(bitPattern: column.values[row])
                for shift in stride(from: UInt32(0), to: 32, by: 8) { key.append(UInt8(value >> shift & 0xFF)) }
            }
            key.append(0)
        }
        return key
    }
}
