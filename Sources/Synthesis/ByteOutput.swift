import Crypto
import Foundation

/// A file under way: bytes gathered into blocks of 64 KiB, written and hashed block by block.
struct ByteOutput {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0
    private let handle: FileHandle?
    private var hash = SHA256()

    private static let blockSize = 64 * 1024

    /// - Parameter file: Where to write; an existing file is replaced.
    /// - Throws: `SynthesisError` when the file cannot be made.
    init(file: URL) throws(SynthesisError) {
        guard FileManager.default.createFile(atPath: file.path, contents: nil),
            let handle = try? FileHandle(forWritingTo: file)
        else {
            throw SynthesisError(
                sentence: "\(file.lastPathComponent) cannot be written. Check that the folder exists and has room."
            )
        }
        self.handle = handle
        bytes.reserveCapacity(Self.blockSize + 4_096)
    }

    mutating func write(_ part: some Collection<UInt8>) {
        bytes.append(contentsOf: part)
    }

    mutating func write(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Hands the block on when it is full; to be called between records.
    mutating func flushWhenFull() throws(SynthesisError) {
        guard bytes.count >= Self.blockSize else { return }
        try flush()
    }

    /// Ends the file.
    ///
    /// - Parameter name: The file's name, as the summary gives it.
    /// - Returns: What was written.
    /// - Throws: `SynthesisError` when the disk is full.
    mutating func finish(named name: String) throws(SynthesisError) -> WrittenFile {
        try flush()
        try? handle?.close()
        let digest = hash.finalize().flatMap { Self.hexadecimal($0) }
        return WrittenFile(name: name, byteCount: count, sha256: String(decoding: digest, as: UTF8.self))
    }

    private mutating func flush() throws(SynthesisError) {
        hash.update(data: bytes)
        count += bytes.count
        do {
            try handle?.write(contentsOf: bytes)
        } catch {
            throw SynthesisError(sentence: "A file cannot be written to its end. Check that the disk has room.")
        }
        bytes.removeAll(keepingCapacity: true)
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        [byte >> 4, byte & 15].map { $0 < 10 ? UInt8(ascii: "0") + $0 : UInt8(ascii: "a") + $0 - 10 }
    }
}

/// A file of the nation, as it was written.
public struct WrittenFile: Sendable, Hashable, Codable {
    public let name: String
    public let byteCount: Int
    /// Of the file's bytes, in lower-case hexadecimal.
    public let sha256: String
}
