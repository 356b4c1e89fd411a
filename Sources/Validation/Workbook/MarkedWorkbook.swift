public import Foundation
public import Returns

/// The sender's own rows and columns in a workbook, with what was found marked at its cells and told in words.
///
/// The first sheet lists the rules, then come notes and the sheets of the sender; a table that came in a file of its own
/// has a sheet named as the file of the CSV set, and a flat file is one sheet. Text, codes and identifiers are text,
/// dates are dates, and nothing is a formula. `sendstat validate` takes it back as it is.
public enum MarkedWorkbook {
    /// The sheets beside those of the tables, which a reader passes over.
    public static let otherSheets = ["Issues by rule", "How to use", "Whole return"]

    /// Writes the workbook.
    ///
    /// - Parameters:
    ///   - result: What was found.
    ///   - tables: The return that was checked.
    ///   - path: The file, which is replaced.
    ///   - created: The day that the file names as that of its making; the census date when nil.
    /// - Throws: `WorkbookError` when a table is too long for a sheet or the file cannot be written.
    public static func write(
        _ result: CheckResult,
        of tables: ReturnTables,
        to path: URL,
        created: CalendarDate? = nil
    ) throws {
        let title = "Findings of \(result.receipt.schema)"
        let day = created ?? result.receipt.censusDate
        let sheets = MarkedSheet.all(tables)
        let issues = sheets.map { MarkedIssues(result.findings, of: $0, in: tables) }
        try Workbook.write(to: path, title: title, created: day, mode: .streaming) { workbook in
            let styles = MarkedStyles(workbook)
            let front = MarkedFront(result: result, sheets: sheets, issues: issues, styles: styles)
            try front.write(workbook)
            let places = MarkedPlaces(sheets: sheets)
            for (sheet, marks) in zip(sheets, issues) {
                try MarkedSheetWriter(source: sheet, issues: marks, places: places, styles: styles).write(workbook)
            }
            for name in UnknownNames(tables).sheets(beside: sheets.map(\.name)) {
                let sheet = try workbook.sheet(name)
                try sheet.text(UnknownNames.remark, 0, 0, styles.bold)
                sheet.tab(MarkedStyles.fill(.error))
            }
        }
    }
}
