import Returns

extension RuleRun {
    /// One finding for each column, which stands for all of its cells that were read in one of these ways.
    func runReadAs(_ kinds: Set<Normalisation.Kind>, _ found: inout FindingCollector) {
        for table in subject.schema.tables.indices {
            for (field, column) in subject.tables.tables[table].columns.enumerated() {
                let type = subject.schema.tables[table].fields[field].type
                let cells = CellsReadOtherwise(column, type: type, kinds: kinds)
                guard let first = cells.first else { continue }
                found.add(found.register(readAsSite(table, field)), row: first, standingFor: cells.count)
            }
        }
    }

    private func readAsSite(_ table: Int, _ field: Int) -> Site {
        let tables = subject.tables
        let column = tables.tables[table].columns[field]
        var site = Site(
            rule.rule.check,
            table: table,
            fields: [field],
            saying: rule.rule.title + ".",
            expected: Expectation(subject.schema).words(for: subject.schema.tables[table].fields[field].type)
        )
        site.units = ("cell", "cells")
        site.summaries = (rule.many, rule.every)
        let (message, fix, records) = (rule.message, rule.rule.fix, self.records)
        site.messagesAt = { rows in
            message.texts(records, rows: rows.map { _ in 0 }, named: { _, _ in "" }).enumerated().map { place, _ in
                let found = VisibleText.plain(column.raw.string(rows[place]))
                let text = message.texts(records, rows: [0], named: { _, _ in found }).first ?? ""
                return "\(text) \(fix)"
            }
        }
        return site
    }
}

/// The cells of a column that were read otherwise than they came, each counted once in however many ways.
struct CellsReadOtherwise {
    /// The first of these rows; nil when there is none.
    let first: Int?
    let count: Int

    init(_ column: Column, type: FieldType, kinds: Set<Normalisation.Kind>) {
        let told = column.normalisations.filter { kinds.contains($0.kind) }
        first = told.compactMap(\.rows.first).min().map(Int.init)
        let sum = told.reduce(0) { $0 + $1.count }
        guard told.count > 1 else {
            count = sum
            return
        }
        if told.allSatisfy({ $0.rows.count == $0.count }) {
            count = Set(told.flatMap(\.rows)).count
        } else if told.map(\.kind) == [.trimmed, .upperCased] {
            count = sum - Self.trimmedAndUpperCased(column, type)
        } else {
            count = sum
        }
    }

    /// Cells with blanks around them and small letters within, beyond the rows that typing keeps.
    private static func trimmedAndUpperCased(_ column: Column, _ type: FieldType) -> Int {
        // Of identifiers other than postcodes, also those with a fault are read in capitals.
        let isAlways = type == .identifier(.upn)
        return column.states.indices.count { row in
            guard column.states[row] == CellState.value || isAlways && column.states[row] != CellState.blank else {
                return false
            }
            let cell = column.raw.bytes[column.raw.range(row)]
            return hasBlankEnd(cell) && cell.contains { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
        }
    }

    private static func hasBlankEnd(_ cell: ArraySlice<UInt8>) -> Bool {
        guard let start = cell.first, let end = cell.last else { return false }
        // A no-break space is a blank too.
        return start <= 0x20 || end <= 0x20 || cell.starts(with: [0xC2, 0xA0]) || cell.suffix(2) == [0xC2, 0xA0]
    }
}
