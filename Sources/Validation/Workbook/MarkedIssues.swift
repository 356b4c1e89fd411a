import Returns

/// What the marks of one sheet say: for each row and each heading that has any, its findings.
struct MarkedIssues {
    /// Indices of findings, by the row of the sheet.
    private let findingsOfRow: [Int: [Int]]
    private let findings: [Finding]

    /// Findings about a column as a whole, by the column.
    private let findingsOfHeading: [Int: [Int]]

    init(_ findings: [Finding], of sheet: MarkedSheet, in tables: ReturnTables) {
        self.findings = findings
        let names = Set(sheet.tables.map { tables.schema.tables[$0].name })
        let own = findings.indices.filter { names.contains(findings[$0].table) }
        var rows: [Int: [Int]] = [:]
        var headings: [Int: [Int]] = [:]
        for place in own {
            if let row = sheet.row(numbered: findings[place].row) {
                rows[row, default: []].append(place)
            } else if let column = sheet.columns(named: findings[place].column).last {
                headings[column, default: []].append(place)
            }
        }
        findingsOfRow = rows
        findingsOfHeading = headings
    }

    var isEmpty: Bool { findingsOfRow.isEmpty && findingsOfHeading.isEmpty }

    /// The worst that was found about a column as a whole.
    func severity(ofHeading column: Int) -> Severity? {
        findingsOfHeading[column]?.map { findings[$0].severity }.max()
    }

    /// The findings at a row, errors first.
    func findings(at row: Int) -> [Finding] {
        findingsOfRow[row].map { $0.map { findings[$0] } } ?? []
    }

    /// The first row that a rule marks at a severity, with its finding; -1 is the heading.
    func first(_ group: FindingGroups.Group) -> (row: Int, finding: Finding)? {
        let marked = findingsOfRow.map { ($0, $1) } + findingsOfHeading.map { (-1, $1) }
        let rows = marked.lazy.flatMap { row, places in places.map { (row: row, place: $0) } }
        let own = rows.filter {
            findings[$0.place].rule == group.count.rule && findings[$0.place].severity == group.count.severity
        }
        return own.min { $0.place < $1.place }.map { (row: $0.row, finding: findings[$0.place]) }
    }

    /// All findings at a row in words, one to a line.
    static func words(_ findings: [Finding], in sheet: MarkedSheet, _ places: MarkedPlaces) -> String {
        findings.map { sentence($0, sheet, places) }.joined(separator: "\n")
    }

    private static func sentence(_ finding: Finding, _ sheet: MarkedSheet, _ places: MarkedPlaces) -> String {
        let names = sheet.columns(named: finding.column).map { sheet.headings[$0] }
        let place = names.isEmpty ? "" : " in \(names.joined(separator: " and "))"
        var words = "\(finding.severity.word)\(place): \(finding.message)"
        if !finding.expected.isEmpty { words += " Expected: \(finding.expected)." }
        if let previous = finding.previous { words += " Last year: \(previous)." }
        let related = finding.related.map { places.words($0, of: finding, in: sheet) }
        if !related.isEmpty { words += " See also \(related.joined(separator: "; "))." }
        if let damage = ExcelDamage.of(finding) { words += " \(damage.happened) \(damage.remedy)" }
        return words
    }
}
