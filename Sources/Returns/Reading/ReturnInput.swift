public import Foundation

import Crypto

/// A file to be read: a path, or bytes that came another way.
public struct ReturnInput: Sendable {
    /// The last part of the path: what findings call the file.
    public let name: String
    let content: Content

    enum Content: Sendable {
        case path(URL)
        case bytes([UInt8])
    }

    /// A file on disk.
    ///
    /// - Parameter path: Where it is.
    public init(path: URL) {
        name = path.lastPathComponent
        content = .path(path)
    }

    /// Bytes under a name.
    ///
    /// - Parameters:
    ///   - name: What findings call the file.
    ///   - bytes: Its content.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        content = .bytes(bytes)
    }
}

/// Bounds on what a reader takes on, so that a hostile file costs a sentence and not the machine.
public struct ReadingLimits: Sendable, Hashable {
    /// Bytes of one file.
    public var fileSize = 1 << 30
    /// Elements inside elements.
    public var depth = 32
    /// Bytes of one cell.
    public var cellSize = 1 << 16
    /// Bytes that are read from a file and parsed at a time.
    public var pieceSize = 1 << 18
    /// Distinct names or records that problems of one kind are listed for; the rest is counted.
    public var problemsListed = 1_000
    /// What a zip archive, or a workbook as an archive, may hold.
    public var archive = ArchiveLimits()
    /// What a workbook may hold.
    public var workbook = WorkbookLimits()

    public init() {}
}

extension ReturnInput {
    /// Hands out the content in pieces and returns what was handed out.
    ///
    /// - Throws: `ReadingError` when the file cannot be read or is larger than `limits.fileSize`.
    func forEachPiece(
        limits: ReadingLimits,
        _ body: (UnsafeRawBufferPointer) throws(ReadingError) -> Void
    ) throws(ReadingError) -> (byteCount: Int, sha256: String) {
        var hash = SHA256()
        var byteCount = 0
        switch content {
        case .bytes(let bytes):
            byteCount = bytes.count
            try check(byteCount, limits)
            hash.update(data: bytes)
            try withPieces(of: bytes, size: limits.pieceSize, body)
        case .path(let path):
            let descriptor = open(path.path, O_RDONLY)
            guard descriptor >= 0 else { throw unreadable() }
            defer { close(descriptor) }
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: limits.pieceSize, alignment: 64)
            defer { piece.deallocate() }
            while true {
                let count = read(descriptor, piece.baseAddress, piece.count)
                guard count >= 0 else { throw unreadable() }
                if count == 0 { break }
                byteCount += count
                try check(byteCount, limits)
                let part = UnsafeRawBufferPointer(rebasing: piece[..<count])
                hash.update(bufferPointer: part)
                try body(part)
            }
        }
        return (byteCount, hash.finalize().map { Self.hexadecimal($0) }.joined())
    }

    /// The bytes from an offset on, fewer than asked for at the end of the file.
    ///
    /// - Throws: `ReadingError` when the file cannot be read.
    func bytes(from offset: Int, count: Int) throws(ReadingError) -> [UInt8] {
        switch content {
        case .bytes(let bytes):
            return Array(bytes.dropFirst(offset).prefix(count))
        case .path(let path):
            let descriptor = open(path.path, O_RDONLY)
            guard descriptor >= 0 else { throw unreadable() }
            defer { close(descriptor) }
            var bytes = [UInt8](repeating: 0, count: count)
            let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
            guard got >= 0 else { throw unreadable() }
            return Array(bytes.prefix(got))
        }
    }

    private func withPieces(
        of bytes: [UInt8],
        size: Int,
        _ body: (UnsafeRawBufferPointer) throws(ReadingError) -> Void
    ) throws(ReadingError) {
        var thrown: ReadingError?
        bytes.withUnsafeBytes { buffer in
            do throws(ReadingError) {
                for start in stride(from: 0, to: buffer.count, by: size) {
                    try body(UnsafeRawBufferPointer(rebasing: buffer[start..<min(start + size, buffer.count)]))
                }
            } catch {
                thrown = error
            }
        }
        if let thrown { throw thrown }
    }

    private func check(_ byteCount: Int, _ limits: ReadingLimits) throws(ReadingError) {
        guard byteCount <= limits.fileSize else {
            throw ReadingError(
                code: .tooLarge,
                place: Place(file: name, line: 0),
                sentence: "The file is larger than \(limits.fileSize >> 20) MiB. Check that it is one return."
            )
        }
    }

    private func unreadable() -> ReadingError {
        ReadingError(
            code: .unreadable,
            place: Place(file: name, line: 0),
            sentence: "The file could not be opened. Check that it is there and that you may read it."
        )
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
