public import Returns

extension StandardComparison {
    /// Counts for each change the records of a return that it touches.
    ///
    /// An item is counted where a record carries a value in it, or could carry the new one. A rule is counted where it
    /// finds something when the later standard is asked on the dates of the earlier one; a retired rule where it did.
    ///
    /// - Parameters:
    ///   - files: The return's files, of the earlier version.
    ///   - library: Where the rules of the later standard are read from once more, with the earlier dates.
    /// - Returns: The changes with their counts.
    /// - Throws: What reading and loading throw.
    public func against(_ files: [ReturnInput], library: SchemaLibrary) throws -> [Change] {
        guard let first = versions.first, let last = versions.last else { return changes }
        let now = try ReturnReader(schema: first.schema).read(files)
        let schema = last.schema.asked(onDatesOf: first.schema)
        let later = try ReturnReader(schema: schema).read(files)
        let before = Self.counts(Checker(schema: first.schema, rules: first.book).check(now))
        let after = Self.counts(Checker(schema: schema, rules: try RuleBook.load(library, schema)).check(later))
        return changes.map { change in
            var counted = change
            switch change.kind {
            case .itemAdded, .itemChanged, .itemRemoved, .itemRenamed:
                counted.records = records(of: change, in: now)
            case .ruleAdded, .ruleChanged: counted.records = after[change.target] ?? 0
            case .ruleRetired: counted.records = before[change.target] ?? 0
            }
            return counted
        }
    }

    private static func counts(_ result: CheckResult) -> [String: Int] {
        result.counts.reduce(into: [:]) { $0[$1.rule, default: 0] += $1.count }
    }

    private func records(of change: Change, in tables: ReturnTables) -> Int {
        if change.target.hasPrefix("codes/") { return cells(of: String(change.target.dropFirst(6)), in: tables) }
        let parts = change.target.split(separator: ".").map(String.init)
        guard let table = parts.first.flatMap({ tables.table($0) }) else { return 0 }
        guard parts.count > 1, change.kind != .itemAdded else { return table.rowCount }
        let states = table.column(parts[1])?.states ?? []
        return states.count { $0 != CellState.blank }
    }

    /// Cells whose code is not in the later list, or means something else there.
    private func cells(of list: String, in tables: ReturnTables) -> Int {
        let later = versions.last?.schema.codeLists[list]?.codes ?? []
        let meanings = Dictionary(later.map { ($0.code, $0.label) }) { first, _ in first }
        let codes = tables.schema.codeLists[list]?.codes ?? []
        let isTouched = codes.map { meanings[$0.code] != $0.label }
        return tables.tables.reduce(0) { sum, table in
            table.schema.fields.indices.reduce(sum) { sum, field in
                guard table.schema.fields[field].type == .code(list: list) else { return sum }
                let column = table.columns[field]
                return sum
                    + column.states.indices.count { row in
                        column.states[row] == CellState.value && isTouched[Int(column.values[row])]
                    }
            }
        }
    }
}
