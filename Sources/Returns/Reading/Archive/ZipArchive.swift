import Foundation

/// A zip archive held in memory; its names are held against the limits before any byte is unpacked.
///
/// Nothing is ever written to disk: an entry's bytes go to a function, piece by piece.
final class ZipArchive {
    /// What findings call the archive.
    let name: String
    let byteCount: Int
    let sha256: String
    /// The files in it, in the order in which they stand; folders and files of macOS are left out.
    private(set) var entries: [ArchiveEntry] = []
    /// Bytes that may still be unpacked.
    private(set) var allowance: Int
    private let bytes: [UInt8]
    private let limits: ArchiveLimits

    /// Reads an archive's bytes and the list of what is in it.
    ///
    /// - Parameters:
    ///   - input: The archive.
    ///   - limits: Bounds, of which those on the archive's own size and on what is unpacked apply.
    ///   - allowance: Bytes that may be unpacked, where the archive lies in another; nil for what the limits give.
    /// - Throws: `ReadingError` for an archive that is damaged, encrypted or too large, or holds an unsafe name.
    init(_ input: ReturnInput, limits: ReadingLimits, allowance: Int? = nil) throws(ReadingError) {
        name = input.name
        self.limits = limits.archive
        var bytes: [UInt8] = []
        var pieces = limits
        pieces.fileSize = min(limits.fileSize, limits.archive.archiveSize)
        (byteCount, sha256) = try input.forEachPiece(limits: pieces) { piece throws(ReadingError) in
            bytes.append(contentsOf: piece)
        }
        self.bytes = bytes
        self.allowance = allowance ?? limits.archive.allowance(archiveSize: byteCount)
        try list()
    }

    private func list() throws(ReadingError) {
        guard Self.headers(in: bytes, atMost: limits.entries * 10) else { throw tooManyEntries }
        var seen: Set<String> = []
        var count = 0
        try pass { library throws(ReadingError) in
            while let header = try self.next(library) {
                count += 1
                guard count <= self.limits.entries else { throw self.tooManyEntries }
                try self.check(header)
                guard !header.isFolder else { continue }
                let entry = ArchiveEntry(path: header.path)
                guard !entry.isOfTheSystem else { continue }
                guard seen.insert(entry.path).inserted else {
                    throw self.failure(.repeatedTable, "The archive holds two files of one name. Zip the files again.")
                }
                self.entries.append(entry)
            }
        }
    }

    private func check(_ header: LibraryArchive.Header) throws(ReadingError) {
        guard header.path.utf8.count <= limits.nameLength, ArchiveEntry.isSafe(header.path) else {
            throw failure(
                .unsafeName,
                "The archive holds a name that leads out of it. Zip the return's files alone, without their folders."
            )
        }
        guard header.isFolder || header.isFile else {
            throw failure(.unsafeName, "The archive holds a link in place of a file. Zip the files themselves.")
        }
        guard !header.isEncrypted else {
            throw failure(
                .passwordProtected,
                "The archive is password-protected. Zip the files again without a password."
            )
        }
    }

    /// Hands out an entry's bytes in pieces.
    ///
    /// - Throws: `ReadingError` for an entry that is damaged or unpacks to more than is allowed; what the body throws.
    func forEachPiece(
        of entry: ArchiveEntry,
        _ body: (UnsafeRawBufferPointer) throws(ReadingError) -> Bool
    ) throws(ReadingError) {
        try pass { library throws(ReadingError) in
            while let header = try self.next(library) {
                guard header.path == entry.path else { continue }
                guard header.isReadable else { throw self.otherMethod(entry) }
                while let piece = try self.piece(library, entry) {
                    guard try body(piece) else { return }
                }
                return
            }
            throw self.damaged
        }
    }

    /// The bytes of several entries, all of them or the first few of each, in one pass and in the archive's order.
    func bytes(of wanted: [ArchiveEntry], atMost limit: Int = .max) throws(ReadingError) -> [[UInt8]] {
        let paths = Set(wanted.map(\.path))
        var all: [[UInt8]] = []
        try pass { library throws(ReadingError) in
            while let header = try self.next(library) {
                guard paths.contains(header.path) else { continue }
                let entry = ArchiveEntry(path: header.path)
                guard header.isReadable else { throw self.otherMethod(entry) }
                var unpacked: [UInt8] = []
                while unpacked.count < limit, let piece = try self.piece(library, entry) {
                    unpacked.append(contentsOf: piece.prefix(limit - unpacked.count))
                }
                all.append(unpacked)
            }
        }
        guard all.count == wanted.count else { throw damaged }
        return all
    }

    private func pass(_ body: (LibraryArchive) throws(ReadingError) -> Void) throws(ReadingError) {
        var thrown: ReadingError?
        bytes.withUnsafeBytes { buffer in
            do throws(ReadingError) {
                try withNamesInUTF8 { () throws(ReadingError) in
                    let library: LibraryArchive
                    do throws(LibraryArchive.Failure) { library = try LibraryArchive(buffer) } catch {
                        throw self.damaged
                    }
                    try body(library)
                }
            } catch {
                thrown = error
            }
        }
        if let thrown { throw thrown }
    }

    private func next(_ library: LibraryArchive) throws(ReadingError) -> LibraryArchive.Header? {
        do throws(LibraryArchive.Failure) { return try library.next() } catch { throw damaged }
    }

    private func piece(
        _ library: LibraryArchive,
        _ entry: ArchiveEntry
    ) throws(ReadingError) -> UnsafeRawBufferPointer? {
        let piece: UnsafeRawBufferPointer?
        do throws(LibraryArchive.Failure) { piece = try library.piece() } catch { throw damagedEntry(entry) }
        allowance -= piece?.count ?? 0
        guard allowance >= 0 else {
            throw failure(
                .tooLarge,
                "The archive unpacks to far more than a return holds. Check what was zipped, and zip it again."
            )
        }
        return piece
    }

    /// Whether a file has at most so many headers of zip's closing list, counted before any is taken in.
    private static func headers(in bytes: [UInt8], atMost limit: Int) -> Bool {
        let mark: UInt32 = 0x0201_4B50
        return bytes.withUnsafeBytes { buffer in
            var count = 0
            var place = 0
            while count <= limit, place + 4 <= buffer.count {
                let word = UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt32.self))
                count += word == mark ? 1 : 0
                place += 1
            }
            return count <= limit
        }
    }
}

extension ZipArchive {
    func failure(_ code: ReadingError.Code, _ sentence: String) -> ReadingError {
        ReadingError(code: code, place: Place(file: name, line: 0), sentence: sentence)
    }

    private var damaged: ReadingError {
        failure(.damagedArchive, "The archive is cut short or damaged. Zip the files again and send the whole archive.")
    }

    private func damagedEntry(_ entry: ArchiveEntry) -> ReadingError {
        ReadingError(
            code: .damagedArchive,
            place: Place(file: entry.name, line: 0),
            sentence: "The file is damaged inside its archive. Zip the files again and send the whole archive."
        )
    }

    private func otherMethod(_ entry: ArchiveEntry) -> ReadingError {
        ReadingError(
            code: .unknownForm,
            place: Place(file: entry.name, line: 0),
            sentence: "The file is packed in a way that is not read. Zip it again with the usual method, deflate."
        )
    }

    private var tooManyEntries: ReadingError {
        failure(.tooLarge, "The archive holds more than \(limits.entries) files. Zip the files of one return alone.")
    }
}
