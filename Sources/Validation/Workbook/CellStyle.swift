/// How a cell looks, and what kind of value Excel takes it for.
public struct CellStyle: Sendable, Hashable {
    /// What Excel makes of what is typed into the cell.
    public enum Kind: Sendable, Hashable {
        /// Whatever it looks like.
        case general
        /// Text as it is typed: zeros at the front stay.
        case text
        /// A day, shown as `yyyy-mm-dd`.
        case date
        /// A number with this format of Excel's, such as `#,##0`.
        case number(String)
    }

    public var kind: Kind
    public var isBold: Bool
    public var wraps: Bool
    /// Colour of the ground as 0xRRGGBB; nil for none.
    public var fill: UInt32?
    /// Colour of the letters as 0xRRGGBB; nil for black.
    public var ink: UInt32?

    public init(
        _ kind: Kind = .general,
        isBold: Bool = false,
        wraps: Bool = false,
        fill: UInt32? = nil,
        ink: UInt32? = nil
    ) {
        self.kind = kind
        self.isBold = isBold
        self.wraps = wraps
        self.fill = fill
        self.ink = ink
    }
}

/// A style that a workbook knows; it belongs to the workbook that gave it.
public struct WorkbookStyle: Sendable, Hashable {
    let index: Int
}
