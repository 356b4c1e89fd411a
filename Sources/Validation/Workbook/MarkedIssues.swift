import Returns

/// What the marks of one sheet say: for each row that has any, its findings.
struct MarkedIssues {
    /// Indices of findings, by the row of the table.
    private let findingsOfRow: [Int: [Int]]
    private let findings: [Finding]

    init(_ findings: [Finding], of table: Int, in tables: ReturnTables) {
        let (index, table) = (table, tables.tables[table])
        self.findings = findings
        var rows: [Int: [Int]] = [:]
        let wanted = findings.indices.filter { findings[$0].table == table.schema.name && findings[$0].row > 0 }
        if !wanted.isEmpty {
            var rowsOfNumber: [Int: [Int]] = [:]
            rowsOfNumber.reserveCapacity(table.rowCount)
            for row in 0..<table.rowCount { rowsOfNumber[Int(table.rowNumbers[row]), default: []].append(row) }
            for place in wanted {
                guard let some = rowsOfNumber[findings[place].row], let first = some.first else { continue }
                // One line of a flat file holds several records of a table, each under headings of its own.
                let own = some.count == 1 ? first : some.first { Self.has(findings[place].column, index, $0, tables) }
                rows[own ?? first, default: []].append(place)
            }
        }
        findingsOfRow = rows
    }

    private static func has(_ column: String, _ table: Int, _ row: Int, _ tables: ReturnTables) -> Bool {
        let names = column.split(separator: " + ").map(String.init)
        return tables.tables[table].schema.fields.indices.contains { field in
            names.contains(tables.columnName(table: table, field: field, row: row))
        }
    }

    var isEmpty: Bool { findingsOfRow.isEmpty }

    /// The findings at a row, errors first.
    func findings(at row: Int) -> [Finding] {
        findingsOfRow[row].map { $0.map { findings[$0] } } ?? []
    }

    /// The first row that a rule marks at a severity, with its finding.
    func first(_ group: FindingGroups.Group) -> (row: Int, finding: Finding)? {
        let rows = findingsOfRow.lazy.flatMap { row, places in places.map { (row: row, place: $0) } }
        let own = rows.filter {
            findings[$0.place].rule == group.count.rule && findings[$0.place].severity == group.count.severity
        }
        return own.min { $0.place < $1.place }.map { (row: $0.row, finding: findings[$0.place]) }
    }

    /// All findings at a row in words, one to a line.
    static func words(_ findings: [Finding], in sheet: MarkedSheet) -> String {
        findings.map { sentence($0, sheet) }.joined(separator: "\n")
    }

    private static func sentence(_ finding: Finding, _ sheet: MarkedSheet) -> String {
        let names = sheet.columns(named: finding.column).map { sheet.headings[$0] }
        let place = names.isEmpty ? "" : " in \(names.joined(separator: " and "))"
        var words = "\(finding.severity.word)\(place): \(finding.message)"
        if !finding.expected.isEmpty { words += " Expected: \(finding.expected)." }
        if let previous = finding.previous { words += " Last year: \(previous)." }
        let related = PlaceWords.allRelated(finding)
        if !related.isEmpty { words += " See also \(related.dropFirst(4))." }
        if let damage = ExcelDamage.of(finding) { words += " \(damage.happened) \(damage.remedy)" }
        return words
    }
}
