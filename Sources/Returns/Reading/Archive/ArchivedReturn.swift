/// What a zip archive turned out to be: a workbook, or the files of one return.
enum ArchivedReturn {
    case workbook(ZipArchive, [ReadingNote])
    case files(ZipArchive, [ArchiveEntry], [ReadingNote])

    /// Finds out what an archive holds.
    ///
    /// - Throws: `ReadingError` for an archive that is refused or holds nothing that is read.
    static func open(_ input: ReturnInput, limits: ReadingLimits) throws(ReadingError) -> ArchivedReturn {
        let archive = try ZipArchive(input, limits: limits)
        if try archive.isWorkbook { return .workbook(archive, []) }
        let (wanted, notes) = try sorted(archive)
        guard let book = wanted.first(where: { workbookLabels.contains($0.label) }) else {
            return .files(archive, wanted, notes)
        }
        guard wanted.count == 1 else {
            throw archive.failure(
                .mixedForms,
                "The archive holds a workbook and other files of a return. Give one return at a time."
            )
        }
        return .workbook(try innerWorkbook(book, of: archive, limits), notes)
    }

    private static let workbookLabels: Set<String> = ["xlsx", "xlsm"]
    private static let archiveLabels: Set<String> = ["zip", "7z", "rar", "gz", "tgz", "tar", "bz2", "xz"]
    private static let otherLabels: Set<String> = ["xls", "ods", "xlsb"]

    /// The files that may hold a return, and a note for each of the others.
    private static func sorted(
        _ archive: ZipArchive
    ) throws(ReadingError) -> (wanted: [ArchiveEntry], notes: [ReadingNote]) {
        var wanted: [ArchiveEntry] = []
        var notes: [ReadingNote] = []
        for entry in archive.entries {
            if archiveLabels.contains(entry.label) { throw nested(entry) }
            if ["xml", "csv"].contains(entry.label) || workbookLabels.contains(entry.label) {
                wanted.append(entry)
            } else if otherLabels.contains(entry.label) {
                throw ReadingError(
                    code: .unknownForm,
                    place: Place(file: entry.name, line: 0),
                    sentence: "The workbook is of a form that is not read. Save it as an Excel workbook (.xlsx)."
                )
            } else {
                let place = Place(file: entry.name, line: 0)
                notes.append(
                    ReadingNote(.filePassedOver, at: place, "The file is neither XML nor CSV, and was not read.")
                )
            }
        }
        guard !wanted.isEmpty else {
            throw archive.failure(
                .empty,
                "The archive holds no XML, CSV or Excel file. Zip the files of one return and send the archive again."
            )
        }
        return (wanted, notes)
    }

    private static func innerWorkbook(
        _ entry: ArchiveEntry,
        of archive: ZipArchive,
        _ limits: ReadingLimits
    ) throws(ReadingError) -> ZipArchive {
        let input = ReturnInput(name: entry.name, bytes: try archive.bytes(of: [entry])[0])
        guard case .archive = try FileForm.detect(input) else { throw FileForm.mislabelled(input) }
        let inner = try ZipArchive(input, limits: limits, allowance: archive.allowance)
        guard try inner.isWorkbook else { throw nested(entry) }
        return inner
    }

    /// The files of an archive in memory; an archive inside an archive is refused.
    static func inputs(_ entries: [ArchiveEntry], of archive: ZipArchive) throws(ReadingError) -> [ReturnInput] {
        var inputs: [ReturnInput] = []
        for (entry, bytes) in zip(entries, try archive.bytes(of: entries)) {
            if bytes.starts(with: FileForm.zipMark) { throw nested(entry) }
            inputs.append(ReturnInput(name: entry.name, bytes: bytes))
        }
        return inputs
    }

    private static func nested(_ entry: ArchiveEntry) -> ReadingError {
        ReadingError(
            code: .nestedArchive,
            place: Place(file: entry.name, line: 0),
            sentence: "The file is an archive inside an archive. Unpack it, and zip the return's files themselves."
        )
    }
}

extension ZipArchive {
    /// Whether it is an Excel workbook by what it holds.
    ///
    /// - Throws: `ReadingError` for a document of another office program.
    fileprivate var isWorkbook: Bool {
        get throws(ReadingError) {
            let paths = Set(entries.map(\.path))
            if paths.contains("mimetype"), paths.contains("content.xml") {
                throw failure(
                    .unknownForm,
                    "The file is an OpenDocument file (.ods). Save it as an Excel workbook (.xlsx) and send that."
                )
            }
            guard paths.contains("[Content_Types].xml") || paths.contains("xl/workbook.xml") else { return false }
            if paths.contains("xl/workbook.bin") {
                throw failure(
                    .unknownForm,
                    "The file is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx) and send that."
                )
            }
            if paths.contains("word/document.xml") || paths.contains("ppt/presentation.xml") {
                throw failure(
                    .unknownForm,
                    "The file is an Office document, not a workbook. Send the return as XML, CSV files or .xlsx."
                )
            }
            return true
        }
    }
}
