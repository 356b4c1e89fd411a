public import Foundation
public import Returns

/// The sender's own rows and columns in a workbook, with what was found marked at its cells and told in words.
///
/// The first sheet lists the rules, then come notes and a sheet for each table, named as the file of the CSV set. Text,
/// codes and identifiers are text, dates are dates, and nothing is a formula. `sendstat validate` takes it back as it is.
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
        let sheets = tables.tables.indices.compactMap { MarkedSheet(tables, $0) }
        let issues = sheets.map { MarkedIssues(result.findings, of: $0.index, in: tables) }
        try Workbook.write(to: path, title: title, created: day, mode: .streaming) { workbook in
            let styles = MarkedStyles(workbook)
            let front = MarkedFront(result: result, sheets: sheets, issues: issues, styles: styles)
            try front.write(workbook)
            for (sheet, marks) in zip(sheets, issues) {
                try MarkedSheetWriter(source: sheet, issues: marks, styles: styles).write(workbook)
            }
        }
    }
}
