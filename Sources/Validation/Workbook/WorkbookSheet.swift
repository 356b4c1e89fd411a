internal import CXLSXWriter
public import Returns

/// A sheet of a workbook; rows and columns count from 0.
///
/// In a streaming workbook a row is done with once a later one is written.
@safe public struct WorkbookSheet {
    public let name: String
    private let workbook: Workbook
    let sheet: UnsafeMutablePointer<lxw_worksheet>

    init(_ workbook: Workbook, _ name: String, _ sheet: UnsafeMutablePointer<lxw_worksheet>) {
        self.name = name
        self.workbook = workbook
        unsafe self.sheet = unsafe sheet
    }

    /// How many rows a sheet has room for.
    public static let rowLimit = 1_048_576
    /// How many characters a cell has room for.
    public static let textLimit = 32_767

    /// Writes words as text, whatever they look like.
    ///
    /// - Parameters:
    ///   - words: The words; control characters are kept in the escaped form that Excel reads.
    ///   - row: The row.
    ///   - column: The column.
    ///   - style: How it looks.
    /// - Throws: `WorkbookError` beyond `rowLimit` or `textLimit`.
    public func text(_ words: String, _ row: Int, _ column: Int, _ style: WorkbookStyle? = nil) throws {
        let format = unsafe workbook.format(style)
        let code = unsafe WorkbookText.encoded(words).withCString {
            unsafe worksheet_write_string(sheet, UInt32(row), UInt16(column), $0, format)
        }
        try check(code, row, column)
    }

    /// Writes a number.
    ///
    /// - Throws: `WorkbookError` beyond `rowLimit`.
    public func number(_ number: Double, _ row: Int, _ column: Int, _ style: WorkbookStyle? = nil) throws {
        let format = unsafe workbook.format(style)
        try check(unsafe worksheet_write_number(sheet, UInt32(row), UInt16(column), number, format), row, column)
    }

    /// Writes a day as Excel's own count of days, so that it sorts and filters as a date.
    ///
    /// - Parameters:
    ///   - date: A day for which `canHold` is true.
    ///   - row: The row.
    ///   - column: The column.
    ///   - style: A style of the kind `date`.
    /// - Throws: `WorkbookError` beyond `rowLimit`.
    public func date(_ date: CalendarDate, _ row: Int, _ column: Int, _ style: WorkbookStyle) throws {
        try number(Double(date.daysSince1970) + Self.dayOf1970, row, column, style)
    }

    /// Whether Excel can count a day: from 1 March 1900, before which it counts a day that never was.
    ///
    /// - Parameter date: The day.
    /// - Returns: False for a day that must be written as text.
    public static func canHold(_ date: CalendarDate) -> Bool {
        Double(date.daysSince1970) + dayOf1970 >= 61
    }

    private static let dayOf1970 = 25_569.0

    /// Gives a cell a look and no value.
    ///
    /// - Throws: `WorkbookError` beyond `rowLimit`.
    public func blank(_ row: Int, _ column: Int, _ style: WorkbookStyle) throws {
        let format = unsafe workbook.format(style)
        try check(unsafe worksheet_write_blank(sheet, UInt32(row), UInt16(column), format), row, column)
    }

    /// Writes words that lead to a cell of this workbook.
    ///
    /// - Parameters:
    ///   - words: What is shown.
    ///   - target: The cell that is led to.
    ///   - row: The row.
    ///   - column: The column.
    /// - Throws: `WorkbookError` beyond `rowLimit`, and beyond 65,530 links in a sheet.
    public func link(_ words: String, to target: CellAddress, _ row: Int, _ column: Int) throws {
        let address = "internal:'\(target.sheet.replacing("'", with: "''"))'!\(target.name)"
        let code = unsafe address.withCString { address in
            unsafe WorkbookText.encoded(words).withCString { words in
                unsafe worksheet_write_url_opt(sheet, UInt32(row), UInt16(column), address, nil, words, nil)
            }
        }
        try check(code, row, column)
    }

    /// Puts a note on a cell, which shows when one points at it.
    ///
    /// - Throws: `WorkbookError` beyond `rowLimit` or `textLimit`.
    public func comment(_ words: String, _ row: Int, _ column: Int) throws {
        let code = unsafe WorkbookText.encoded(words).withCString {
            unsafe worksheet_write_comment(sheet, UInt32(row), UInt16(column), $0)
        }
        try check(code, row, column)
    }

    /// Gives columns a width, and the style of cells that hold nothing yet.
    ///
    /// - Parameters:
    ///   - columns: The columns.
    ///   - width: In characters of the usual letters.
    ///   - style: What Excel takes new cells for.
    /// - Throws: `WorkbookError`.
    public func columns(_ columns: ClosedRange<Int>, width: Double, _ style: WorkbookStyle? = nil) throws {
        let format = unsafe workbook.format(style)
        let (first, last) = (UInt16(columns.lowerBound), UInt16(columns.upperBound))
        try check(unsafe worksheet_set_column(sheet, first, last, width, format), 0, columns.lowerBound)
    }

    /// Makes a row high enough for lines of text; in a streaming workbook, before the row's cells are written.
    ///
    /// - Parameters:
    ///   - lines: How many lines; Excel shows at most 27.
    ///   - row: The row.
    /// - Throws: `WorkbookError` beyond `rowLimit`.
    public func height(lines: Int, _ row: Int) throws {
        let points = Double(min(max(lines, 1), 27)) * 15
        try check(unsafe worksheet_set_row(sheet, UInt32(row), points, nil), row, 0)
    }

    func check(_ code: lxw_error, _ row: Int, _ column: Int) throws {
        try WorkbookError.check(code, "Sheet \(name), cell \(CellAddress(sheet: name, row: row, column: column).name)")
    }
}
