import Crypto
public import Foundation

/// A file on its way in, from the disk or from memory.
public struct SubmittedFile: Sendable {
    /// Name without folders.
    public let name: String
    private let source: Source

    private enum Source {
        case disk(URL)
        case memory([UInt8])
    }

    /// Takes a file from the disk, read twice and never held whole.
    ///
    /// - Parameter file: The file.
    public init(file: URL) {
        name = file.lastPathComponent
        source = .disk(file)
    }

    /// Takes a file from memory.
    ///
    /// - Parameters:
    ///   - name: Name without folders.
    ///   - bytes: Its bytes.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        source = .memory(bytes)
    }

    static let pieceLength = 1 << 20

    /// Passes on the bytes in pieces of one mebibyte; the last may be shorter.
    func forEachPiece(_ body: ([UInt8]) throws -> Void) throws {
        switch source {
        case .memory(let bytes):
            for start in stride(from: 0, to: bytes.count, by: Self.pieceLength) {
                try body(Array(bytes[start..<min(start + Self.pieceLength, bytes.count)]))
            }
        case .disk(let file):
            guard let handle = try? FileHandle(forReadingFrom: file) else {
                throw WarehouseError.fileUnreadable(name: name)
            }
            defer { try? handle.close() }
            while let piece = try nextPiece(of: handle) { try body(piece) }
        }
    }

    private func nextPiece(of handle: FileHandle) throws -> [UInt8]? {
        do {
            guard let data = try handle.read(upToCount: Self.pieceLength), !data.isEmpty else { return nil }
            return Array(data)
        } catch {
            throw WarehouseError.fileUnreadable(name: name)
        }
    }

    /// Reads it through once for its hash and length.
    ///
    /// - Returns: Its name, SHA-256 and length.
    /// - Throws: `WarehouseError.fileUnreadable`.
    public func described() throws -> StoredFile {
        var hash = SHA256()
        var length = 0
        try forEachPiece { piece in
            hash.update(data: piece)
            length += piece.count
        }
        return StoredFile(name: name, sha256: Hexadecimal.text(hash.finalize()), byteCount: length)
    }
}

/// A file that is kept, known by its content.
public struct StoredFile: Sendable, Hashable {
    /// Name without folders.
    public let name: String
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    public let sha256: String
    public let byteCount: Int
}
