import Crypto
public import Foundation
import PostgreSQL

extension Warehouse {
    /// The files of a submission, in the order they were given.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: The files' names, hashes and lengths.
    /// - Throws: `WarehouseError.submissionUnknown`, or a `PostgreSQLError`.
    public func files(of submission: Int) async throws -> [StoredFile] {
        let files = try await transaction { session in try FileStore.files(of: submission, in: session) }
        guard !files.isEmpty else { throw WarehouseError.submissionUnknown(id: submission) }
        return files
    }

    /// Reads a kept file whole into memory.
    ///
    /// - Parameter file: The file.
    /// - Returns: Its bytes.
    /// - Throws: `WarehouseError.fileUnreadable` when the bytes kept do not have its hash, or a `PostgreSQLError`.
    public func bytes(of file: StoredFile) async throws -> [UInt8] {
        try await transaction { session in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(file.byteCount)
            try Self.forEachPiece(of: file, session) { bytes.append(contentsOf: $0) }
            return bytes
        }
    }

    /// Writes a submission's files into a folder under their own names, piece by piece.
    ///
    /// - Parameters:
    ///   - submission: Number of the submission.
    ///   - folder: An empty folder. Two files of one name get a number in front.
    /// - Returns: Where each file stands, in the order they were given.
    /// - Throws: `WarehouseError.submissionUnknown`, `fileUnreadable`, a file system error, or a `PostgreSQLError`.
    public func write(filesOf submission: Int, to folder: URL) async throws -> [URL] {
        let stored = try await files(of: submission)
        var places: [URL] = []
        for (number, file) in zip(1..., stored) {
            let name = (file.name as NSString).lastPathComponent
            let isTaken = places.contains { $0.lastPathComponent == name }
            let place = folder.appendingPathComponent(isTaken ? "\(number)-\(name)" : name)
            try await write(file, to: place)
            places.append(place)
        }
        return places
    }

    private func write(_ file: StoredFile, to place: URL) async throws {
        try Data().write(to: place)
        try await transaction { session in
            let handle = try FileHandle(forWritingTo: place)
            defer { try? handle.close() }
            try Self.forEachPiece(of: file, session) { try handle.write(contentsOf: Data($0)) }
        }
    }

    private static func forEachPiece(
        of file: StoredFile,
        _ session: Session,
        _ body: ([UInt8]) throws -> Void
    ) throws {
        var hash = SHA256()
        let count = (file.byteCount + SubmittedFile.pieceLength - 1) / SubmittedFile.pieceLength
        for number in 0..<count {
            let piece = try session.bytes(
                "SELECT bytes FROM intake.file_chunk WHERE sha256 = decode($1, 'hex') AND chunk_number = $2",
                [.text(file.sha256), Parameter(number)]
            )
            guard let piece else { break }
            hash.update(data: piece)
            try body(piece)
        }
        guard Hexadecimal.text(hash.finalize()) == file.sha256 else {
            throw WarehouseError.fileUnreadable(name: file.name)
        }
    }
}
