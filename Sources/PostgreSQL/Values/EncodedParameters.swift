import CLibPQ

/// Parameters laid out as libpq wants them: one buffer, and for each value where it starts.
struct EncodedParameters {
    private var buffer: [UInt8] = []
    private var starts: [Int?] = []
    private var types: [Oid] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// The number of the type `bytea` in every server's catalogue.
    private static let bytea: Oid = 17

    init(_ parameters: [Parameter]) throws(PostgreSQLError) {
        for parameter in parameters {
            let bytes = try parameter.encoded()
            starts.append(bytes == nil ? nil : buffer.count)
            types.append(parameter.isBytes ? Self.bytea : 0)
            lengths.append(Int32(bytes?.count ?? 0))
            formats.append(parameter.isBytes ? 1 : 0)
            buffer += bytes ?? []
            buffer.append(0)
        }
    }

    func execute(_ sql: SQL, on link: Link, binaryRows: Bool = false) -> Result? {
        let handle = withPointers { count, values in
            PQexecParams(link.handle, sql.text, count, types, values, lengths, formats, binaryRows ? 1 : 0)
        }
        return Result(handle)
    }

    func send(_ sql: SQL, on link: Link) -> Bool {
        withPointers { count, values in
            PQsendQueryParams(link.handle, sql.text, count, types, values, lengths, formats, 0) == 1
        }
    }

    private func withPointers<R>(_ body: (Int32, [UnsafePointer<CChar>?]) -> R) -> R {
        buffer.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(Int32(starts.count), starts.map { start in start.flatMap { base?.advanced(by: $0) } })
        }
    }
}
