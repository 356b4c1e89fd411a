import Returns

/// The sheets before those of the tables: the rules with their counts, how to use the workbook, the whole return.
struct MarkedFront {
    let result: CheckResult
    let sheets: [MarkedSheet]
    let issues: [MarkedIssues]
    let styles: MarkedStyles
    private let groups: FindingGroups

    init(result: CheckResult, sheets: [MarkedSheet], issues: [MarkedIssues], styles: MarkedStyles) {
        self.result = result
        self.sheets = sheets
        self.issues = issues
        self.styles = styles
        groups = FindingGroups(result)
    }

    func write(_ workbook: Workbook) throws {
        try rules(try workbook.sheet(MarkedWorkbook.otherSheets[0]))
        try notes(try workbook.sheet(MarkedWorkbook.otherSheets[1]))
        if !groups.wholeReturn.isEmpty { try wholeReturn(try workbook.sheet(MarkedWorkbook.otherSheets[2])) }
    }

    private static let columns: [(heading: String, width: Double)] = [
        ("Severity", 10), ("Rule", 32), ("Count", 9), ("Of", 9), ("What is counted", 20), ("First place", 24),
        ("What it means", 50), ("How to mend it", 60), ("Not marked", 12), ("Code", 34),
    ]

    private func rules(_ sheet: WorkbookSheet) throws {
        try headings(Self.columns, sheet)
        for (place, group) in groups.groups.enumerated() { try rule(group, place + 1, sheet) }
        try sheet.filter(rows: 0...max(1, groups.groups.count), columns: 0...Self.columns.count - 1)
        sheet.show()
        try sheet.printsWide()
    }

    private func headings(_ columns: [(heading: String, width: Double)], _ sheet: WorkbookSheet) throws {
        for (column, entry) in columns.enumerated() {
            try sheet.columns(column...column, width: entry.width)
            try sheet.text(entry.heading, 0, column, styles.heading())
        }
        sheet.freeze(rows: 1)
    }

    private func rule(_ group: FindingGroups.Group, _ row: Int, _ sheet: WorkbookSheet) throws {
        let lines = [(group.words.title, 1), (group.words.summary, 6), (group.words.fix, 7), (group.count.rule, 9)]
            .map { WorkbookText.lines($0.0, width: Self.columns[$0.1].width) }
        try sheet.height(lines: lines.max() ?? 1, row)
        try sheet.text(group.count.severity.word, row, 0, styles.issues(group.count.severity))
        try sheet.text(group.words.title, row, 1, styles.bold)
        try sheet.number(Double(group.count.count), row, 2, styles.count)
        if let total = group.count.total { try sheet.number(Double(total), row, 3, styles.count) }
        try sheet.text(group.count.unit.isEmpty ? "findings" : group.count.unit, row, 4, styles.words)
        try firstPlace(group, row, sheet)
        try sheet.text(group.words.summary, row, 6, styles.words)
        try sheet.text(group.words.fix, row, 7, styles.words)
        if group.unlisted > 0 { try sheet.number(Double(group.unlisted), row, 8, styles.count) }
        try sheet.text(group.count.rule, row, 9, styles.words)
    }

    /// Leads to the first cell that the rule marks, or says that no cell is meant.
    private func firstPlace(_ group: FindingGroups.Group, _ row: Int, _ sheet: WorkbookSheet) throws {
        for (source, marks) in zip(sheets, issues) {
            guard let first = marks.first(group) else { continue }
            let column = source.columns(named: first.finding.column).first ?? source.headings.count
            let target = CellAddress(sheet: source.name, row: first.row + 1, column: column)
            return try sheet.link("\(source.name) \(target.name)", to: target, row, 5)
        }
        try sheet.text("the whole return", row, 5, styles.words)
    }

    private static let wholeColumns: [(heading: String, width: Double)] = [
        ("Severity", 10), ("What was found", 80), ("Place", 34), ("Value found", 24), ("Expected", 40), ("Code", 34),
    ]

    private func wholeReturn(_ sheet: WorkbookSheet) throws {
        try headings(Self.wholeColumns, sheet)
        for (place, finding) in groups.wholeReturn.enumerated() {
            let row = place + 1
            let cells = [
                finding.message, PlaceWords.full(finding), finding.found, finding.expected, finding.rule,
            ]
            let lines = zip(cells, Self.wholeColumns.dropFirst()).map { WorkbookText.lines($0, width: $1.width) }
            try sheet.height(lines: lines.max() ?? 1, row)
            try sheet.text(finding.severity.word, row, 0, styles.issues(finding.severity))
            for (column, words) in cells.enumerated() {
                try sheet.text(WorkbookText.cut(words), row, column + 1, styles.words)
            }
        }
        try sheet.printsWide()
    }

    private func notes(_ sheet: WorkbookSheet) throws {
        try sheet.columns(0...0, width: 100)
        let lines = MarkedNotes(result: result, groups: groups, forms: sheets.map(\.form)).lines
        for (row, line) in lines.enumerated() {
            try sheet.height(lines: WorkbookText.lines(line, width: 100), row)
            try sheet.text(line, row, 0, row == 0 ? styles.bold : styles.words)
        }
    }
}
