/// A column made ready for the row loop: plain pointers, so that a cell costs no reference counting.
///
/// The format of fields: PostgreSQL's manual, "COPY", binary format, and the `*_send` functions of each type.
struct CellSource {
    enum Kind {
        case int16, int32, int64, boolean, date, timestampSeconds, text, code, bytes, int32Row, int64Row, constant
    }

    let kind: Kind
    /// Values, or the text's bytes, or the codes with their lengths before them.
    var first: UnsafeRawPointer?
    /// Ends of the text's cells, or indices of codes.
    var second: UnsafeRawPointer?
    /// Where each code starts; one more at the end.
    var third: UnsafeRawPointer?
    var present: UnsafePointer<UInt8>?
    /// Width of a cell of bytes or a constant; how many codes there are.
    var width = 0
    var start: Int64 = 0
    /// The most bytes a cell takes, its length included; text aside, which is measured row by row.
    var bound: Int

    var isText: Bool { kind == .text }
}

extension CopyColumn {
    /// Gives the column as a source, its memory held in place for as long as the body runs.
    func withSource<R>(_ body: (CellSource) throws -> R) rethrows -> R {
        try present.withUnsafeBufferPointer { present in
            try withValues { source in
                var source = source
                source.present = present.isEmpty ? nil : present.baseAddress
                return try body(source)
            }
        }
    }

    private func withValues<R>(_ body: (CellSource) throws -> R) rethrows -> R {
        switch self {
        case .int16(let values, _): try Self.fixed(.int16, values, 6, body)
        case .int32(let values, _): try Self.fixed(.int32, values, 8, body)
        case .int64(let values, _): try Self.fixed(.int64, values, 12, body)
        case .double(let values, _): try Self.fixed(.int64, values, 12, body)
        case .boolean(let values, _): try Self.fixed(.boolean, values, 5, body)
        case .date(let values, _): try Self.fixed(.date, values, 8, body)
        case .timestampSeconds(let values, _): try Self.fixed(.timestampSeconds, values, 12, body)
        case .text(let bytes, let ends, _):
            try bytes.withUnsafeBytes { bytes in
                try ends.withUnsafeBytes { ends in
                    try body(CellSource(kind: .text, first: bytes.baseAddress, second: ends.baseAddress, bound: 4))
                }
            }
        case .code(let codes, let indices, _): try Self.codes(codes, indices, body)
        case .bytes(let width, let bytes, _):
            try bytes.withUnsafeBytes { bytes in
                try body(CellSource(kind: .bytes, first: bytes.baseAddress, width: width, bound: 4 + width))
            }
        case .int32Row(let start): try body(CellSource(kind: .int32Row, start: Int64(start), bound: 8))
        case .int64Row(let start): try body(CellSource(kind: .int64Row, start: start, bound: 12))
        case .constantInt16(let value): try Self.constant(bigEndian(value), body)
        case .constantInt32(let value): try Self.constant(bigEndian(value), body)
        case .constantInt64(let value): try Self.constant(bigEndian(value), body)
        case .constantText(let text): try Self.constant(Array(text.utf8), body)
        case .constantBytes(let bytes): try Self.constant(bytes, body)
        case .null: try Self.encoded(bigEndian(Int32(-1)), body)
        }
    }

    private static func fixed<V, R>(
        _ kind: CellSource.Kind,
        _ values: [V],
        _ bound: Int,
        _ body: (CellSource) throws -> R
    ) rethrows -> R {
        try values.withUnsafeBytes { try body(CellSource(kind: kind, first: $0.baseAddress, bound: bound)) }
    }

    private static func constant<R>(_ value: [UInt8], _ body: (CellSource) throws -> R) rethrows -> R {
        try encoded(bigEndian(Int32(value.count)) + value, body)
    }

    private static func encoded<R>(_ cell: [UInt8], _ body: (CellSource) throws -> R) rethrows -> R {
        try cell.withUnsafeBytes {
            try body(CellSource(kind: .constant, first: $0.baseAddress, width: cell.count, bound: cell.count))
        }
    }

    private static func codes<R>(
        _ codes: [[UInt8]],
        _ indices: [Int32],
        _ body: (CellSource) throws -> R
    ) rethrows -> R {
        let cells = codes.map { bigEndian(Int32($0.count)) + $0 }
        let starts = cells.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        let bound = cells.map(\.count).max() ?? 4
        return try Array(cells.joined()).withUnsafeBytes { cells in
            try indices.withUnsafeBytes { indices in
                try starts.withUnsafeBytes { starts in
                    try body(
                        CellSource(
                            kind: .code,
                            first: cells.baseAddress,
                            second: indices.baseAddress,
                            third: starts.baseAddress,
                            width: codes.count,
                            bound: bound
                        )
                    )
                }
            }
        }
    }
}

func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
}
