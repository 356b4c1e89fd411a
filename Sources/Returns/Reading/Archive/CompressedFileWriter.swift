internal import CArchive
import Crypto
public import Foundation

/// Writes a file under gzip, piece by piece; the same bytes give the same file, as it carries no time and no name.
public final class CompressedFileWriter {
    private let archive: OpaquePointer
    private let file: URL
    private var isOpen = true

    /// Begins a file.
    ///
    /// - Parameter file: Where; what is there is replaced.
    /// - Throws: `CocoaError` when it cannot be written.
    public init(file: URL) throws {
        guard let archive = archive_write_new(), let entry = archive_entry_new() else {
            throw CocoaError(.fileWriteUnknown)
        }
        self.archive = archive
        self.file = file
        defer { archive_entry_free(entry) }
        archive_write_add_filter_gzip(archive)
        archive_write_set_filter_option(archive, "gzip", "timestamp", nil)
        archive_write_set_format_raw(archive)
        // AE_IFREG of archive_entry.h, a macro that Swift does not see.
        archive_entry_set_filetype(entry, 0o100000)
        guard archive_write_open_filename(archive, file.path) == ARCHIVE_OK,
            archive_write_header(archive, entry) == ARCHIVE_OK
        else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { archive_write_free(archive) }

    /// Adds bytes.
    ///
    /// - Parameter bytes: The next of the uncompressed file.
    /// - Throws: `CocoaError` when they cannot be written, such as on a full disk.
    public func write(_ bytes: [UInt8]) throws {
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                archive_write_data(archive, buffer.baseAddress?.advanced(by: start), buffer.count - start)
            }
            guard written > 0 else { throw CocoaError(.fileWriteOutOfSpace) }
            start += written
        }
    }

    /// Ends the file.
    ///
    /// - Returns: Its compressed length and SHA-256, in lower-case hexadecimal.
    /// - Throws: `CocoaError` when the end cannot be written.
    public func finish() throws -> (byteCount: Int, sha256: String) {
        guard isOpen, archive_write_close(archive) == ARCHIVE_OK else { throw CocoaError(.fileWriteOutOfSpace) }
        isOpen = false
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var hash = SHA256()
        var count = 0
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            count += piece.count
        }
        let digits = Array("0123456789abcdef")
        return (count, String(hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }))
    }
}
