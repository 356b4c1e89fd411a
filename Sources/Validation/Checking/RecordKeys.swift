import Returns

/// Names records as their sender knows them: the person's number, then the places of the records under that person.
struct RecordKeys {
    private let tables: ReturnTables
    private let people: Int?
    private let upn: Int?
    private let uln: Int?
    private var ordinals: [Int: [Int32]] = [:]

    init(_ subject: CheckSubject) {
        tables = subject.tables
        people = subject.people
        let fields = subject.people.map { subject.schema.tables[$0].fields } ?? []
        upn = fields.firstIndex { $0.type == .identifier(.upn) }
        uln = fields.firstIndex { $0.type == .identifier(.uln) }
    }

    /// The key of a record, such as `UPN P207000016049 · request 1 · placement 2`.
    func key(table: Int, row: Int) -> String {
        var parts: [String] = []
        var table = table
        var row = row
        while let parent = tables.tables[table].schema.parent, table != people {
            let above = Int(tables.tables[table].parents[row])
            guard above >= 0 else {
                parts.append("\(noun(table)) in row \(tables.tables[table].rowNumbers[row])")
                return parts.reversed().joined(separator: " · ")
            }
            parts.append("\(noun(table)) \(ordinal(table, row))")
            table = parent
            row = above
        }
        parts.append(table == people ? person(row) : "header")
        return parts.reversed().joined(separator: " · ")
    }

    private func person(_ row: Int) -> String {
        guard let people else { return "" }
        if let upn, let number = number(people, upn, row) { return "UPN \(number)" }
        if let uln, let number = number(people, uln, row) { return "ULN \(number)" }
        return "\(noun(people)) \(row + 1)"
    }

    /// The number of a person, unless it is not of the form that numbers have.
    private func number(_ table: Int, _ field: Int, _ row: Int) -> String? {
        let column = tables.tables[table].columns[field]
        switch column.states[row] {
        case CellState.value, CellState.checkFailed, CellState.outOfBounds: return column.text.string(row)
        default: return nil
        }
    }

    private func noun(_ table: Int) -> String {
        TableWords.singular(tables.tables[table].schema.name)
    }

    private func ordinal(_ table: Int, _ row: Int) -> Int32 { ordinals[table]?[row] ?? 0 }

    /// Counts the records of a table, and of those above it, among their siblings; needed before keys are asked for.
    mutating func count(table: Int) {
        var table = table
        while let parent = tables.tables[table].schema.parent, table != people {
            if ordinals[table] == nil { ordinals[table] = counted(table) }
            table = parent
        }
    }

    private func counted(_ table: Int) -> [Int32] {
        let parents = tables.tables[table].parents
        let parentCount = tables.tables[table].schema.parent.map { tables.tables[$0].rowCount } ?? 0
        var siblings = [Int32](repeating: 0, count: parentCount)
        var places = [Int32](repeating: 0, count: parents.count)
        for child in 0..<parents.count where siblings.indices.contains(Int(parents[child])) {
            siblings[Int(parents[child])] += 1
            places[child] = siblings[Int(parents[child])]
        }
        return places
    }
}
