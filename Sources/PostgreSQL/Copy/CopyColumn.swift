/// A whole column of values for binary COPY: row *i* of each column makes one row.
///
/// Where a column has `present`, `present[i] == 1` says that row *i* has a value and anything else is NULL; an empty
/// `present` says that every row has one. The type must be exactly the table column's: an `int32` does not fit a
/// `bigint`.
public enum CopyColumn: Sendable {
    /// A `smallint`; a value outside its range is an error.
    case int16(values: [Int32], present: [UInt8] = [])
    /// An `integer`.
    case int32(values: [Int32], present: [UInt8] = [])
    /// A `bigint`.
    case int64(values: [Int64], present: [UInt8] = [])
    /// A `double precision`.
    case double(values: [Double], present: [UInt8] = [])
    /// A `boolean`: 0 is false, anything else true.
    case boolean(values: [Int32], present: [UInt8] = [])
    /// A `date`, in days since 1 January 1970.
    case date(values: [Int32], present: [UInt8] = [])
    /// A `timestamp` or `timestamptz`, in seconds since 1 January 1970 00:00 UTC.
    case timestampSeconds(values: [Int64], present: [UInt8] = [])
    /// A `text` or `varchar`: UTF-8, cells one after another; `ends[i]` is where cell *i* ends.
    case text(bytes: [UInt8], ends: [UInt32], present: [UInt8] = [])
    /// A `text` or `varchar` of few values: `codes[indices[i]]`; an index without a code is an error.
    case code(codes: [[UInt8]], indices: [Int32], present: [UInt8] = [])
    /// A `bytea` of fixed width, such as a key of 32 bytes: cells one after another.
    case bytes(width: Int, bytes: [UInt8], present: [UInt8] = [])
    /// An `integer`: the row's number, `start` for row 0.
    case int32Row(start: Int32)
    /// A `bigint`: the row's number, `start` for row 0.
    case int64Row(start: Int64)
    case constantInt16(Int16)
    case constantInt32(Int32)
    case constantInt64(Int64)
    case constantText(String)
    case constantBytes([UInt8])
    case null
}

extension CopyColumn {
    /// How many rows the column has values for; nil when it has them for any number.
    var count: Int? {
        switch self {
        case .int16(let values, _), .int32(let values, _), .boolean(let values, _), .date(let values, _): values.count
        case .int64(let values, _), .timestampSeconds(let values, _): values.count
        case .double(let values, _): values.count
        case .text(_, let ends, _): ends.count
        case .code(_, let indices, _): indices.count
        case .bytes(let width, let bytes, _): width > 0 ? bytes.count / width : 0
        case .int32Row, .int64Row, .constantInt16, .constantInt32, .constantInt64, .constantText, .constantBytes, .null:
            nil
        }
    }

    /// For each row whether there is a value; empty when all have one.
    var present: [UInt8] {
        switch self {
        case .int16(_, let present), .int32(_, let present), .boolean(_, let present), .date(_, let present): present
        case .int64(_, let present), .timestampSeconds(_, let present), .double(_, let present): present
        case .text(_, _, let present), .code(_, _, let present), .bytes(_, _, let present): present
        case .int32Row, .int64Row, .constantInt16, .constantInt32, .constantInt64, .constantText, .constantBytes, .null:
            []
        }
    }

    /// Whether rows of this range can be read from the column.
    func holds(_ rows: Range<Int>) -> Bool {
        guard rows.lowerBound >= 0, rows.upperBound <= count ?? .max else { return false }
        guard present.isEmpty || rows.upperBound <= present.count else { return false }
        // The ends are read without bounds checks below, so they must rise and stay within the bytes.
        guard case .text(let bytes, let ends, _) = self, !rows.isEmpty else { return true }
        return zip(ends[rows], ends[rows].dropFirst()).allSatisfy { $0 <= $1 }
            && (rows.lowerBound == 0 || ends[rows.lowerBound - 1] <= ends[rows.lowerBound])
            && Int(ends[rows.upperBound - 1]) <= bytes.count
    }
}
