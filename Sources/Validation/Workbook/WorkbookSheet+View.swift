internal import CXLSXWriter

/// What helps people to work with a sheet.
extension WorkbookSheet {
    /// Keeps rows at the top, and columns at the left, in view.
    ///
    /// - Parameters:
    ///   - rows: How many rows.
    ///   - columns: How many columns.
    public func freeze(rows: Int, columns: Int = 0) {
        unsafe worksheet_freeze_panes(sheet, UInt32(rows), UInt16(columns))
    }

    /// Puts filter buttons on the headings of a range.
    ///
    /// - Throws: `WorkbookError` for a range beyond the sheet.
    public func filter(rows: ClosedRange<Int>, columns: ClosedRange<Int>) throws {
        let code = unsafe worksheet_autofilter(
            sheet,
            UInt32(rows.lowerBound),
            UInt16(columns.lowerBound),
            UInt32(rows.upperBound),
            UInt16(columns.upperBound)
        )
        try check(code, rows.lowerBound, columns.lowerBound)
    }

    /// Stops Excel from marking numbers that are text on purpose.
    ///
    /// - Throws: `WorkbookError` when Excel cannot be told.
    public func numbersAreText(rows: ClosedRange<Int>, columns: ClosedRange<Int>) throws {
        let first = CellAddress(sheet: name, row: rows.lowerBound, column: columns.lowerBound)
        let last = CellAddress(sheet: name, row: rows.upperBound, column: columns.upperBound)
        let code = unsafe "\(first.name):\(last.name)".withCString {
            unsafe worksheet_ignore_errors(sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), $0)
        }
        try check(code, rows.lowerBound, columns.lowerBound)
    }

    /// Makes this the sheet that is shown when the workbook is opened.
    public func show() {
        unsafe worksheet_activate(sheet)
    }

    /// Gives the sheet's tab a colour.
    ///
    /// - Parameter colour: As 0xRRGGBB.
    public func tab(_ colour: UInt32) {
        unsafe worksheet_set_tab_color(sheet, colour)
    }

    /// Sets the sheet up for printing: across the page, all columns on one, the top row on each.
    ///
    /// - Throws: `WorkbookError`.
    public func printsWide() throws {
        unsafe worksheet_set_landscape(sheet)
        // 9 is A4.
        unsafe worksheet_set_paper(sheet, 9)
        unsafe worksheet_fit_to_pages(sheet, 1, 0)
        try check(unsafe worksheet_repeat_rows(sheet, 0, 0), 0, 0)
    }
}
