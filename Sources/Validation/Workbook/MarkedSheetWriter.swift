import Returns

/// Writes one sheet of a return with its marks.
struct MarkedSheetWriter {
    let source: MarkedSheet
    let issues: MarkedIssues
    let places: MarkedPlaces
    let styles: MarkedStyles

    /// The heading of the column that says in words what was found.
    static let issuesHeading = "Issues"

    private var lastColumn: Int { source.headings.count }

    func write(_ workbook: Workbook) throws {
        guard source.rowCount < WorkbookSheet.rowLimit else {
            throw WorkbookError(
                "\(source.name): The table has more rows than a sheet has room for. Ask for the findings as CSV."
            )
        }
        let sheet = try workbook.sheet(source.name)
        try columns(sheet)
        for (column, heading) in source.headings.enumerated() {
            try sheet.text(heading, 0, column, styles.heading(issues.severity(ofHeading: column)))
        }
        try sheet.text(Self.issuesHeading, 0, lastColumn, styles.issuesHeading)
        for row in 0..<source.rowCount { try write(row, sheet) }
        sheet.freeze(rows: 1)
        try sheet.filter(rows: 0...max(source.rowCount, 1), columns: 0...lastColumn)
        try sheet.numbersAreText(rows: 0...max(source.rowCount, 1), columns: 0...lastColumn)
        try sheet.printsWide()
        if !issues.isEmpty { sheet.tab(MarkedStyles.fill(.error)) }
    }

    /// Gives whole columns their kind, so that what is typed into them later keeps its zeros and stays a date.
    private func columns(_ sheet: WorkbookSheet) throws {
        for (column, held) in source.held.enumerated() {
            let least = held.map { Self.width($0.field.type) } ?? 10
            let width = max(least, min(24, Double(source.headings[column].count) + 3))
            try sheet.columns(column...column, width: width, style(held, nil))
        }
        try sheet.columns(lastColumn...lastColumn, width: Self.issuesWidth, styles.words)
    }

    private static let issuesWidth = 90.0

    private static func width(_ type: FieldType) -> Double {
        switch type {
        case .text: 20
        case .dateTime: 21
        case .identifier(.upn): 16
        case .date, .identifier: 12
        default: 10
        }
    }

    private func style(_ held: MarkedSheet.Held?, _ severity: Severity?) -> WorkbookStyle {
        switch held?.field.type {
        case .date: styles.date(severity)
        case .integer: styles.number(severity)
        default: styles.text(severity)
        }
    }

    private func write(_ row: Int, _ sheet: WorkbookSheet) throws {
        let findings = issues.findings(at: row)
        let marks = marks(findings)
        let words = findings.isEmpty ? "" : WorkbookText.cut(MarkedIssues.words(findings, in: source, places))
        let lines = WorkbookText.lines(words, width: Self.issuesWidth)
        if lines > 1 { try sheet.height(lines: lines, row + 1) }
        for column in source.headings.indices { try cell(row, column, marks[column], sheet) }
        guard !findings.isEmpty else { return }
        try sheet.text(words, row + 1, lastColumn, styles.issues(findings.map(\.severity).max()))
    }

    /// The worst severity at each column that a finding points at.
    private func marks(_ findings: [Finding]) -> [Int: Severity] {
        var marks: [Int: Severity] = [:]
        for finding in findings {
            for column in source.columns(named: finding.column) {
                marks[column] = max(marks[column] ?? finding.severity, finding.severity)
            }
        }
        return marks
    }

    private func cell(_ row: Int, _ column: Int, _ severity: Severity?, _ sheet: WorkbookSheet) throws {
        let text = source.text(row, column)
        let held = source.held[column]
        guard !text.isEmpty else {
            if severity != nil { try sheet.blank(row + 1, column, style(held, severity)) }
            return
        }
        if let values = held?.column {
            if held?.field.type == .date, let date = plainDate(text, values, row) {
                return try sheet.date(date, row + 1, column, styles.date(severity))
            }
            if case .integer = held?.field.type, let number = plainNumber(text, values, row) {
                return try sheet.number(number, row + 1, column, styles.number(severity))
            }
        }
        try sheet.text(WorkbookText.cut(text), row + 1, column, styles.text(severity))
    }

    /// The day of a cell that was read as one, unless a time of day stands in it or Excel cannot count it.
    private func plainDate(_ text: String, _ column: Column, _ row: Int) -> CalendarDate? {
        guard row < column.values.count, column.states[row] == CellState.value else { return nil }
        let date = CalendarDate(daysSince1970: column.values[row])
        let hasNoTime = text.utf8.count <= 11 || text.hasSuffix("00:00:00") || text.hasSuffix(" 00:00")
        return hasNoTime && WorkbookSheet.canHold(date) ? date : nil
    }

    /// The number of a cell that is written as numbers are.
    private func plainNumber(_ text: String, _ column: Column, _ row: Int) -> Double? {
        guard row < column.values.count, column.states[row] == CellState.value, String(column.values[row]) == text
        else { return nil }
        return Double(column.values[row])
    }
}
