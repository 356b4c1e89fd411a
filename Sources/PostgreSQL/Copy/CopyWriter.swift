import CLibPQ

/// What COPY sends, as the statement's own `FORMAT` says.
public enum CopyFormat: Sendable {
    /// Lines; `write(_:)` sends them as they are.
    case text
    case csv
    /// Rows by `write(columns:rows:)`; the header and trailer are sent for you.
    case binary
}

/// Takes the rows of a COPY and sends them in buffers of 64 KiB.
public struct CopyWriter: ~Copyable {
    private let link: Link
    private var encoder = RowEncoder()

    init(link: Link, format: CopyFormat) throws(PostgreSQLError) {
        self.link = link
        if format == .binary { try write(RowEncoder.header) }
    }

    /// Sends bytes in the statement's format.
    ///
    /// - Parameter bytes: Whole rows or parts of them. Bytes that others made must not come this way in text format:
    ///   PostgreSQL 15 stops without an error at a line `\.`.
    /// - Throws: `unavailable` when the server went away, `sqlState` 57014 when the task was cancelled.
    public mutating func write(_ bytes: [UInt8]) throws(PostgreSQLError) {
        let link = link
        try encoder.append(bytes) { bytes throws(PostgreSQLError) in try link.putCopy(bytes) }
    }

    /// Sends rows of columns, in binary format.
    ///
    /// - Parameters:
    ///   - columns: The columns in the order of the statement, each of exactly the table column's type.
    ///   - rows: Which rows.
    /// - Throws: `copy` when a column is shorter than the range or a value does not fit its type, with the column's
    ///   place and the row's, both counted from 1; otherwise as the other form.
    public mutating func write(columns: [CopyColumn], rows: Range<Int>) throws(PostgreSQLError) {
        let link = link
        try encoder.append(rows: rows, of: columns) { bytes throws(PostgreSQLError) in try link.putCopy(bytes) }
    }

    mutating func finish(_ format: CopyFormat) throws(PostgreSQLError) {
        if format == .binary { try write(RowEncoder.trailer) }
        let link = link
        try encoder.flush { bytes throws(PostgreSQLError) in try link.putCopy(bytes) }
    }

    /// The bytes that binary COPY would send for rows, without header and trailer.
    ///
    /// - Parameters:
    ///   - columns: The columns.
    ///   - rows: Which rows.
    ///   - body: Takes the bytes, a buffer at a time.
    /// - Throws: As `write(columns:rows:)`.
    public static func encode(
        columns: [CopyColumn],
        rows: Range<Int>,
        _ body: ([UInt8]) -> Void
    ) throws(PostgreSQLError) {
        var encoder = RowEncoder()
        try encoder.append(rows: rows, of: columns) { bytes throws(PostgreSQLError) in body(Array(bytes)) }
        try encoder.flush { bytes throws(PostgreSQLError) in body(Array(bytes)) }
    }
}

extension Link {
    func putCopy(_ bytes: UnsafeRawBufferPointer) throws(PostgreSQLError) {
        guard !cancellation.isWanted else { throw PostgreSQLError(.sqlState, sqlState: "57014") }
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard PQputCopyData(handle, start, Int32(bytes.count)) == 1 else { throw lost() }
    }
}
