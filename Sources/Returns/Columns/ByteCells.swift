/// The cells of one column as bytes, one after another in one buffer.
public struct ByteCells: Sendable, Hashable {
    /// All cells' bytes, in row order, with nothing between them.
    public private(set) var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`; it begins where the one before ends.
    public private(set) var ends: [UInt32] = []

    public init() {}

    public var count: Int { ends.count }

    /// Where a cell's bytes stand in `bytes`.
    ///
    /// - Parameter row: The row's index.
    /// - Returns: The range, empty for a cell without a value.
    @inlinable
    public func range(_ row: Int) -> Range<Int> {
        let start = row == 0 ? 0 : Int(ends[row - 1])
        return start..<Int(ends[row])
    }

    /// A cell as text, for a person to read.
    ///
    /// - Parameter row: The row's index.
    /// - Returns: The text; bytes that are not UTF-8 appear as U+FFFD.
    public func string(_ row: Int) -> String {
        String(decoding: bytes[range(row)], as: UTF8.self)
    }

    /// Ends the cell under way; with nothing appended since the last end, the cell is empty.
    public mutating func endCell() {
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// Appends to the cell under way.
    ///
    /// - Parameter part: The bytes.
    @inlinable
    public mutating func append(_ part: some Sequence<UInt8>) {
        appendBytes(part)
    }

    @usableFromInline
    mutating func appendBytes(_ part: some Sequence<UInt8>) {
        bytes.append(contentsOf: part)
    }

    /// Appends one whole cell.
    ///
    /// - Parameter text: The cell's text.
    public mutating func append(cell text: String) {
        bytes.append(contentsOf: text.utf8)
        endCell()
    }

    mutating func reserve(cells: Int, bytes count: Int) {
        ends.reserveCapacity(cells)
        bytes.reserveCapacity(count)
    }
}
