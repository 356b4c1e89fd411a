/// Bounds on what a workbook may hold.
public struct WorkbookLimits: Sendable, Hashable {
    public var sheets = 100
    /// Rows of one sheet: as many as Excel has.
    public var rows = 1_048_576
    /// Columns of one sheet: as many as Excel has.
    public var columns = 16_384
    /// Cells with something in them, in all sheets together.
    public var cells = 16_000_000
    /// Texts that cells share.
    public var sharedStrings = 8_000_000
    /// Bytes of all shared texts together, and of the texts of one sheet.
    public var textSize = 256 << 20
    /// Ways in which cells are shown.
    public var styles = 65_536
    /// Rows from the top of a sheet among which its heading is looked for.
    public var headingRows = 50

    public init() {}
}
