import CLibPQ

extension Session {
    /// Sends rows to the server by `COPY … FROM STDIN`.
    ///
    /// - Parameters:
    ///   - sql: The statement; with `format: .binary` it must say `WITH (FORMAT binary)`.
    ///   - format: What the statement's own `FORMAT` says.
    ///   - body: Writes the rows.
    /// - Returns: How many rows the server took; compare it with how many were sent.
    /// - Throws: What the body throws, after the COPY was given up; `sqlState`, with table, column and line where the
    ///   server names them; `copy` when the statement is not such a COPY or its format is another. A failed COPY
    ///   leaves nothing behind and the connection usable; in a transaction it aborts the transaction.
    @discardableResult
    public func copyIn(
        _ sql: SQL,
        format: CopyFormat = .text,
        _ body: (inout CopyWriter) throws -> Void
    ) throws -> Int {
        try startCopy(sql, PGRES_COPY_IN, format)
        link.isStreaming = true
        defer { link.isStreaming = false }
        do {
            var writer = try CopyWriter(link: link, format: format)
            try body(&writer)
            try writer.finish(format)
        } catch {
            // Ours is thrown, not the server's echo of it.
            PQputCopyEnd(link.handle, "given up")
            link.drain()
            throw error
        }
        guard PQputCopyEnd(link.handle, nil) == 1 else { throw link.lost() }
        return try finishCopy(sql)
    }

    /// Reads rows from the server by `COPY … TO STDOUT`.
    ///
    /// - Parameters:
    ///   - sql: The statement.
    ///   - body: Takes the bytes as they stream, in pieces of about 64 KiB that end with a row.
    /// - Returns: How many rows were sent.
    /// - Throws: What the body throws, after the COPY was cancelled (which aborts the transaction it is in);
    ///   `sqlState`; `copy` when the statement is not such a COPY.
    @discardableResult
    public func copyOut(_ sql: SQL, _ body: ([UInt8]) throws -> Void) throws -> Int {
        try startCopy(sql, PGRES_COPY_OUT, nil)
        link.isStreaming = true
        defer { link.isStreaming = false }
        do {
            try readCopy(body)
        } catch {
            link.cancellation.sendOnce()
            link.drain()
            throw error
        }
        return try finishCopy(sql)
    }

    private func startCopy(
        _ sql: SQL,
        _ wanted: ExecStatusType,
        _ format: CopyFormat?
    ) throws(PostgreSQLError) {
        try link.prepareToSend()
        guard let result = Result(PQexec(link.handle, sql.text)) else { throw link.lost() }
        guard result.status == wanted else {
            try link.check(result, sql)
            throw PostgreSQLError(.copy)
        }
        guard let format, (PQbinaryTuples(result.handle) == 1) != (format == .binary) else { return }
        PQputCopyEnd(link.handle, "the format is another")
        link.drain()
        throw PostgreSQLError(.copy)
    }

    private func readCopy(_ body: ([UInt8]) throws -> Void) throws {
        var buffer: [UInt8] = []
        while true {
            var data: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(link.handle, &data, 0)
            defer { PQfreemem(data) }
            guard count > 0 else { break }
            buffer.append(contentsOf: UnsafeRawBufferPointer(start: data, count: Int(count)))
            if buffer.count >= RowEncoder.flushSize {
                try body(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        if !buffer.isEmpty { try body(buffer) }
    }

    private func finishCopy(_ sql: SQL) throws(PostgreSQLError) -> Int {
        guard let result = Result(PQgetResult(link.handle)) else { throw link.lost() }
        let affected = result.affected
        defer { link.drain() }
        try link.check(result, sql)
        return affected
    }
}
