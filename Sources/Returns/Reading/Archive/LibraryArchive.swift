internal import CArchive
import Foundation

/// One pass over a zip archive in memory by libarchive, entry by entry.
///
/// Only zip is read, by the list at its end, so that a name and its content cannot be told in two ways.
final class LibraryArchive {
    enum Failure: Error {
        /// The archive is cut short, or its bytes are not as zip asks.
        case damaged
        /// The entry is stored in a way that is not read.
        case otherMethod
        case outOfMemory
    }

    struct Header {
        let path: String
        let isFolder: Bool
        let isFile: Bool
        let isEncrypted: Bool
        /// Whether its bytes stand as they are or deflated: the two ways that are read.
        let isReadable: Bool
    }

    private let archive: OpaquePointer

    /// Opens an archive whose bytes stay in place while the pass lasts.
    init(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        guard let archive = archive_read_new() else { throw .outOfMemory }
        self.archive = archive
        archive_read_support_format_zip_seekable(archive)
        guard archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == ARCHIVE_OK else { throw .damaged }
    }

    deinit {
        archive_read_free(archive)
    }

    /// The next entry, or nil after the last.
    func next() throws(Failure) -> Header? {
        var entry: OpaquePointer?
        let code = archive_read_next_header(archive, &entry)
        if code == ARCHIVE_EOF { return nil }
        // A warning is about the name's characters, which are read as UTF-8 below.
        guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry else { throw .damaged }
        guard let name = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry) else { throw .damaged }
        let kind = archive_entry_filetype(entry) & 0o170_000
        let format = archive_format_name(archive).map { String(cString: $0) } ?? ""
        return Header(
            path: String(cString: name),
            isFolder: kind == 0o040_000,
            isFile: kind == 0o100_000,
            isEncrypted: archive_entry_is_encrypted(entry) != 0,
            isReadable: format.hasSuffix("(deflation)") || format.hasSuffix("(uncompressed)")
        )
    }

    /// The next bytes of the entry that `next()` gave last, or nil after its end.
    ///
    /// - Returns: Bytes that stay in place until the next call.
    func piece() throws(Failure) -> UnsafeRawBufferPointer? {
        var start: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        let code = archive_read_data_block(archive, &start, &count, &offset)
        if code == ARCHIVE_EOF { return nil }
        guard code == ARCHIVE_OK else { throw .damaged }
        return UnsafeRawBufferPointer(start: start, count: count)
    }
}

/// Runs a function while characters are UTF-8 for this thread, since libarchive turns names into the locale's own.
func withNamesInUTF8<Result>(_ body: () throws(ReadingError) -> Result) throws(ReadingError) -> Result {
    guard let utf8 = newlocale(1 << LC_CTYPE, "C.UTF-8", nil) else { return try body() }
    let before = uselocale(utf8)
    defer {
        uselocale(before)
        freelocale(utf8)
    }
    return try body()
}
