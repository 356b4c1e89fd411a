import Returns
import RuleLanguage
import Synchronization

/// The records of one return, of the register and of last year's return, as the rule language asks for them.
final class RuleRecords: RecordSource {
    let vocabulary: RuleVocabulary
    let current: TableLinks
    let last: PreviousReturn?
    let register: RegisterView?
    /// The rows of each pair, when the vocabulary has a record of pairs.
    private let pairs: (own: [Int32], other: [Int32])?
    private let shelf = Mutex(Shelf())

    private struct Shelf {
        var registerRows: [[Int]: [Int32]] = [:]
        var registerColumns: [Int: FieldColumn] = [:]
        var registerByUKPRN: [Int32: Int32]?
    }

    init(
        vocabulary: RuleVocabulary,
        current: TableLinks,
        last: PreviousReturn?,
        register: RegisterView?,
        pairs: (own: [Int32], other: [Int32])? = nil
    ) {
        self.vocabulary = vocabulary
        self.current = current
        self.last = last
        self.register = register
        self.pairs = pairs
    }

    /// The same records with pairs of them.
    func pairing(_ vocabulary: RuleVocabulary, own: [Int32], other: [Int32]) -> RuleRecords {
        RuleRecords(
            vocabulary: vocabulary,
            current: current,
            last: last,
            register: register,
            pairs: (own, other)
        )
    }

    func rowCount(of record: Int) -> Int {
        switch vocabulary.homes[record] {
        case .table(let table): current.rowCount(table)
        case .register: register?.count ?? 0
        case .previousTable(let table): last?.links.rowCount(table) ?? 0
        case .pair: pairs?.own.count ?? 0
        }
    }

    func column(_ field: Int, of record: Int) -> FieldColumn {
        switch vocabulary.homes[record] {
        case .table(let table): current.column(field, of: table)
        case .register: registerColumn(field)
        case .previousTable(let table): last?.links.column(field, of: table) ?? .blank(0)
        case .pair(let own, _): gathered(column(field, of: own))
        }
    }

    func one(_ relation: Int, of record: Int) -> [Int32] {
        let way = vocabulary.ways[record][relation]
        switch vocabulary.homes[record] {
        case .table(let table): return one(way, table, current)
        case .register: return []
        case .previousTable(let table): return last.map { one(way, table, $0.links) } ?? []
        case .pair(let own, _):
            guard let pairs else { return [] }
            if way == .other { return pairs.other }
            let rows = one(relation, of: own)
            return pairs.own.map { rows[Int($0)] }
        }
    }

    func many(_ relation: Int, of record: Int) -> RelatedRows {
        guard case .children(let child) = vocabulary.ways[record][relation] else {
            return RelatedRows(starts: [0], rows: [])
        }
        switch vocabulary.homes[record] {
        case .table: return current.children(child)
        case .register: return RelatedRows(starts: [0], rows: [])
        case .previousTable: return last?.links.children(child) ?? RelatedRows(starts: [0], rows: [])
        case .pair(let own, _): return gathered(many(relation, of: own))
        }
    }

    private func one(_ way: RecordWay, _ table: Int, _ links: TableLinks) -> [Int32] {
        switch way {
        case .ancestor(let ancestor): links.ancestor(ancestor, of: table)
        case .onlyChild(let child): links.onlyChild(child)
        case .establishment(let field): registerRows(table, field, links, isUKPRN: false)
        case .provider(let field): registerRows(table, field, links, isUKPRN: true)
        case .previous: last?.rows(of: table, in: links) ?? [Int32](repeating: -1, count: links.rowCount(table))
        case .children, .other: []
        }
    }

    private func registerColumn(_ field: Int) -> FieldColumn {
        if let known = shelf.withLock({ $0.registerColumns[field] }) { return known }
        let column = register?.column(RegisterFields.fields[field].name) ?? .blank(0)
        shelf.withLock { $0.registerColumns[field] = column }
        return column
    }

    private func registerRows(_ table: Int, _ field: Int, _ links: TableLinks, isUKPRN: Bool) -> [Int32] {
        let key = [links === current ? 0 : 1, table, field]
        if let known = shelf.withLock({ $0.registerRows[key] }) { return known }
        let column = links.tables.tables[table].columns[field]
        var rows = [Int32](repeating: -1, count: column.states.count)
        if let register {
            let byUKPRN = isUKPRN ? registerByUKPRN(register) : [:]
            for row in rows.indices where column.states[row] == CellState.value {
                let value = column.values[row]
                let entry = isUKPRN ? byUKPRN[value] : register.index(ofURN: value).map(Int32.init)
                if let entry { rows[row] = entry }
            }
        }
        let found = rows
        shelf.withLock { $0.registerRows[key] = found }
        return found
    }

    /// The first establishment of each provider number, in the order of their URNs; one that has not closed goes before.
    private func registerByUKPRN(_ register: RegisterView) -> [Int32: Int32] {
        if let known = shelf.withLock({ $0.registerByUKPRN }) { return known }
        var entries: [Int32: Int32] = [:]
        for (row, ukprn) in register.ukprns.enumerated() where ukprn != 0 {
            guard let known = entries[ukprn] else {
                entries[ukprn] = Int32(truncatingIfNeeded: row)
                continue
            }
            if register.isClosing[Int(known)], !register.isClosing[row] {
                entries[ukprn] = Int32(truncatingIfNeeded: row)
            }
        }
        let found = entries
        shelf.withLock { $0.registerByUKPRN = found }
        return found
    }

    private func gathered(_ column: FieldColumn) -> FieldColumn {
        let rows = pairs?.own ?? []
        var spans: [UInt32] = []
        if column.values.isEmpty {
            spans.reserveCapacity(rows.count * 2)
            for row in rows {
                let place = column.offset + Int(row) * column.stride
                spans.append(column.spans[place])
                spans.append(column.spans[place + 1])
            }
        }
        return FieldColumn(
            states: rows.map { column.states[Int($0)] },
            values: column.values.isEmpty ? [] : rows.map { column.values[Int($0)] },
            bytes: column.bytes,
            spans: spans
        )
    }

    private func gathered(_ related: RelatedRows) -> RelatedRows {
        var starts: [Int32] = [0]
        var rows: [Int32] = []
        for row in pairs?.own ?? [] {
            let (start, end) = (related.starts[Int(row)], related.starts[Int(row) + 1])
            rows.append(contentsOf: related.rows[Int(start)..<Int(end)])
            starts.append(Int32(truncatingIfNeeded: rows.count))
        }
        return RelatedRows(starts: starts, rows: rows)
    }
}
