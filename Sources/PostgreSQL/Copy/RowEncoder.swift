import Glibc

/// Writes rows in PostgreSQL's binary COPY format into a buffer that is flushed when full.
struct RowEncoder: ~Copyable {
    /// How full the buffer gets before it is sent; larger ones measured no faster.
    static let flushSize = 65_536
    /// The signature, no flags, no header extension: PostgreSQL's manual, "COPY", binary format.
    static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
    static let trailer: [UInt8] = [0xFF, 0xFF]

    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: flushSize, alignment: 8)
    private var used = 0

    deinit { buffer.deallocate() }

    typealias Flush = (UnsafeRawBufferPointer) throws(PostgreSQLError) -> Void

    mutating func flush(_ send: Flush) throws(PostgreSQLError) {
        guard used > 0 else { return }
        let full = UnsafeRawBufferPointer(rebasing: buffer[0..<used])
        used = 0
        try send(full)
    }

    mutating func append(_ bytes: [UInt8], _ send: Flush) throws(PostgreSQLError) {
        try makeRoom(bytes.count, send)
        bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[used...]).copyMemory(from: $0) }
        used += bytes.count
    }

    mutating func append(rows: Range<Int>, of columns: [CopyColumn], _ send: Flush) throws(PostgreSQLError) {
        guard columns.count <= Int(Int16.max), columns.allSatisfy({ $0.holds(rows) }) else {
            throw PostgreSQLError(.copy)
        }
        var failure: PostgreSQLError?
        Self.withSources(columns[...], []) { sources in
            do throws(PostgreSQLError) {
                try append(rows: rows, from: sources, send)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private static func withSources(
        _ columns: ArraySlice<CopyColumn>,
        _ sources: [CellSource],
        _ body: ([CellSource]) -> Void
    ) {
        guard let column = columns.first else { return body(sources) }
        column.withSource { withSources(columns.dropFirst(), sources + [$0], body) }
    }

    private mutating func append(
        rows: Range<Int>,
        from sources: [CellSource],
        _ send: Flush
    ) throws(PostgreSQLError) {
        let fixedBound = sources.reduce(2) { $0 + $1.bound }
        let texts = sources.filter(\.isText)
        for row in rows {
            try makeRoom(texts.reduce(fixedBound) { $0 + $1.textLength(row) }, send)
            guard let base = buffer.baseAddress else { return }
            var cursor = base + used
            cursor.put(Int16(truncatingIfNeeded: sources.count))
            for place in sources.indices where !sources[place].write(row, at: &cursor) {
                throw PostgreSQLError(.copy, column: "\(place + 1)", line: row + 1)
            }
            used = cursor - base
        }
    }

    private mutating func makeRoom(_ count: Int, _ send: Flush) throws(PostgreSQLError) {
        if buffer.count - used >= count { return }
        try flush(send)
        guard buffer.count < count else { return }
        buffer.deallocate()
        buffer = .allocate(byteCount: count, alignment: 8)
    }
}

extension UnsafeMutableRawPointer {
    @inline(__always)
    mutating func put<V: FixedWidthInteger>(_ value: V) {
        storeBytes(of: value.bigEndian, as: V.self)
        self += value.bitWidth / 8
    }

    @inline(__always)
    mutating func put(_ bytes: UnsafeRawPointer, _ count: Int) {
        memcpy(self, bytes, count)
        self += count
    }
}
