/// Hands out whole columns and whole relations of the records a vocabulary declares; never single cells.
///
/// Indices are those of the vocabulary's declarations.
public protocol RecordSource: Sendable {
    func rowCount(of record: Int) -> Int
    func column(_ field: Int, of record: Int) -> FieldColumn
    /// For each row of `record`, the row that a relation to one record leads to; -1 where there is none.
    func one(_ relation: Int, of record: Int) -> [Int32]
    /// For each row of `record`, the rows that a relation to many records leads to.
    func many(_ relation: Int, of record: Int) -> RelatedRows
}

/// One column as loops read it.
public struct FieldColumn: Sendable {
    /// For each row: 0 blank, 1 a value, anything else not readable.
    public let states: [UInt8]
    /// For each row, the value in the meaning of `ColumnType`; empty for text.
    public let values: [Int32]
    /// The buffer that text stands in.
    public let bytes: [UInt8]
    /// Starts and ends in `bytes` in turn; row r's start stands at `offset + r * stride`.
    public let spans: [UInt32]
    public let stride: Int
    public let offset: Int

    public init(
        states: [UInt8],
        values: [Int32],
        bytes: [UInt8] = [],
        spans: [UInt32] = [],
        stride: Int = 2,
        offset: Int = 0
    ) {
        self.states = states
        self.values = values
        self.bytes = bytes
        self.spans = spans
        self.stride = stride
        self.offset = offset
    }
}

/// The rows that each row is related to, one after another.
public struct RelatedRows: Sendable {
    /// Row r is related to `rows[starts[r] ..< starts[r + 1]]`; one more entry than there are rows.
    public let starts: [Int32]
    public let rows: [Int32]

    public init(starts: [Int32], rows: [Int32]) {
        self.starts = starts
        self.rows = rows
    }
}
