internal import CArchive
public import Foundation

/// Files that stand as they are or under gzip, as published tables do.
public enum CompressedFile {
    /// Reads a file whole, and unpacks it when its first bytes are gzip's.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - limit: Bytes that it may have when unpacked.
    /// - Returns: Its bytes, unpacked.
    /// - Throws: A file error; `ReadingError` when it is damaged or too large.
    public static func bytes(of file: URL, limit: Int = 256 << 20) throws -> [UInt8] {
        let bytes = [UInt8](try Data(contentsOf: file))
        guard bytes.starts(with: [0x1f, 0x8b]) else { return bytes }
        return try bytes.withUnsafeBytes { try unpacked($0, file.lastPathComponent, limit) }
    }

    private static func unpacked(
        _ bytes: UnsafeRawBufferPointer,
        _ name: String,
        _ limit: Int
    ) throws(ReadingError) -> [UInt8] {
        func failure(_ sentence: String) -> ReadingError {
            ReadingError(code: .unreadable, place: Place(file: name, line: 0), sentence: sentence)
        }
        guard let archive = archive_read_new() else { throw failure("There was no memory to unpack the file.") }
        defer { archive_read_free(archive) }
        archive_read_support_filter_gzip(archive)
        archive_read_support_format_raw(archive)
        var entry: OpaquePointer?
        let open = archive_read_open_memory(archive, bytes.baseAddress, bytes.count)
        guard open == ARCHIVE_OK, archive_read_next_header(archive, &entry) == ARCHIVE_OK else {
            throw failure("The file cannot be unpacked. Fetch it again.")
        }
        var result: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw failure("The file is cut short. Fetch it again.") }
            guard count > 0 else { return result }
            result += piece.prefix(count)
            guard result.count <= limit else { throw failure("The file is too large when it is unpacked.") }
        }
    }
}
