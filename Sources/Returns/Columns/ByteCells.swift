/// The cells of one column as ranges of a byte buffer.
///
/// Columns of a CSV file share the file's own buffer and one row-major table of ranges, so nothing is copied.
public struct ByteCells: Sendable {
    /// The buffer that the ranges point into.
    public let bytes: [UInt8]
    /// Starts and ends in turn, `stride` apart from row to row.
    public let spans: [UInt32]
    /// How far one row's start lies from the next row's in `spans`.
    public let stride: Int
    /// Where the first row's start lies in `spans`.
    public let offset: Int
    public let count: Int

    init(bytes: [UInt8], spans: [UInt32], stride: Int = 2, offset: Int = 0, count: Int) {
        precondition(count == 0 || offset + (count - 1) * stride + 1 < spans.count)
        self.bytes = bytes
        self.spans = spans
        self.stride = stride
        self.offset = offset
        self.count = count
    }

    /// Cells with nothing in them.
    ///
    /// - Parameter count: How many.
    init(blank count: Int) {
        self.init(bytes: [], spans: [UInt32](repeating: 0, count: count * 2), count: count)
    }

    /// Where a cell's bytes stand in `bytes`.
    ///
    /// - Parameter row: The row's index.
    /// - Returns: The range, empty for a cell without a value.
    @inlinable
    public func range(_ row: Int) -> Range<Int> {
        let place = offset + row * stride
        return Int(spans[place])..<Int(spans[place + 1])
    }

    /// A cell as text, for a person to read.
    ///
    /// - Parameter row: The row's index.
    /// - Returns: The text; bytes that are not UTF-8 appear as U+FFFD.
    public func string(_ row: Int) -> String {
        String(decoding: bytes[range(row)], as: UTF8.self)
    }
}
