import Crypto
public import Returns

/// The outcome of a check as bytes that end with their own SHA-256, to be handed from one process to another.
///
/// A child process checks and seals; the process that loads opens the seal, here and nowhere else, so that a return
/// still cannot be loaded unless this room made it a `CheckedReturn`. Both are the same program on the same machine.
public enum SealedCheck {
    /// Stands at the start; the last byte is the version of the form.
    static let mark: [UInt8] = Array("SENDSEAL".utf8) + [1]

    /// Seals an outcome.
    ///
    /// - Parameters:
    ///   - outcome: The result, or what kept the files from being read.
    ///   - piece: Given the bytes, piece by piece; a piece is at most a column long.
    /// - Throws: What `piece` throws.
    public static func seal(
        _ outcome: Result<CheckResult, ReadingError>,
        piece: ([UInt8]) throws -> Void
    ) rethrows {
        var hash = SHA256()
        func hand(_ bytes: [UInt8]) throws {
            hash.update(data: bytes)
            try piece(bytes)
        }
        try hand(mark)
        switch outcome {
        case .failure(let error): try hand(error.packed)
        case .success(let result):
            try hand(result.packed)
            if let checked = result.checked { try checked.tables.pack(hand) }
        }
        try piece(Array(hash.finalize()))
    }

    /// Opens what was sealed.
    ///
    /// - Parameters:
    ///   - bytes: The whole of it.
    ///   - library: Where the version that judged the return is; it must be the very same.
    /// - Returns: The result. Its columns hold what loading needs; `raw` holds the text as it was read.
    /// - Throws: `ReadingError` when that was sealed; `SealError` when it is cut short, changed, or of other standards;
    ///   `SchemaError` when the version cannot be read.
    public static func open(_ bytes: [UInt8], library: SchemaLibrary) throws -> CheckResult {
        let end = bytes.count - SHA256.byteCount
        guard end > mark.count, bytes.starts(with: mark) else { throw SealError() }
        var hash = SHA256()
        hash.update(data: bytes[..<end])
        guard hash.finalize().elementsEqual(bytes[end...]) else { throw SealError() }
        var reader = PackedReader(bytes, mark.count..<end)
        do {
            let result = try read(&reader, library)
            guard reader.isAtEnd else { throw SealError() }
            return result
        } catch is PackedError {
            throw SealError()
        }
    }

    private static func read(_ reader: inout PackedReader, _ library: SchemaLibrary) throws -> CheckResult {
        switch try reader.number() {
        case ReadingError.kind: throw try ReadingError(packed: &reader)
        case CheckResult.kind:
            let result = try SealedResult(packed: &reader)
            guard let authority = result.localAuthority else { return result.result(checked: nil) }
            let schema = try library.resolve(result.receipt.schema)
            guard schema.hash == result.receipt.schemaHash else { throw SealError() }
            let checked = CheckedReturn(
                tables: try ReturnTables(packed: &reader, schema: schema),
                localAuthority: authority,
                receipt: result.receipt
            )
            return result.result(checked: checked)
        default: throw SealError()
        }
    }
}

/// A sealed outcome that cannot be believed.
public struct SealError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String {
        "The result of the check is cut short, was changed, or was made with other standards. It is checked again."
    }
}
