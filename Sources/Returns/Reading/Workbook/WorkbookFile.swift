/// A workbook opened: its sheets in order, read one at a time.
struct WorkbookFile {
    struct Sheet {
        let name: String
        let isHidden: Bool
        fileprivate let part: String
    }

    let archive: ZipArchive
    let sheets: [Sheet]
    let countsFrom1904: Bool
    /// Whether it carries macros.
    let hasMacros: Bool
    private let parts: [String: ArchiveEntry]
    private let strings: SharedStrings
    private let styles: CellStyles
    private let limits: ReadingLimits

    /// Opens a workbook: its list of sheets, its shared texts and its styles.
    ///
    /// - Throws: `ReadingError` where a part is damaged or is not there, or a limit is passed.
    init(_ archive: ZipArchive, limits: ReadingLimits) throws(ReadingError) {
        self.archive = archive
        self.limits = limits
        parts = Dictionary(archive.entries.map { ($0.path.lowercased(), $0) }) { first, _ in first }
        hasMacros = parts.keys.contains { $0.hasSuffix("vbaproject.bin") }
        let parts = parts
        let root = try Self.relationships(of: "", archive, parts)
        guard let book = root.first(where: { $0.kind == "officeDocument" })?.target, parts[book] != nil else {
            throw archive.failure(.notWellFormed, "The workbook is damaged inside. Open it in Excel and save it again.")
        }
        let list = SheetList(file: archive.name, limits: limits.workbook)
        try archive.parse(parts[book], list)
        countsFrom1904 = list.countsFrom1904
        let related = try Self.relationships(of: book, archive, parts)
        strings = SharedStrings(file: archive.name, limits: limits)
        try archive.parse(related.first { $0.kind == "sharedStrings" }.flatMap { parts[$0.target] }, strings)
        styles = CellStyles(limits: limits.workbook)
        try archive.parse(related.first { $0.kind == "styles" }.flatMap { parts[$0.target] }, styles)
        let worksheets = Dictionary(
            related.filter { $0.kind == "worksheet" }.map { ($0.id, $0.target) },
            uniquingKeysWith: { first, _ in first }
        )
        sheets = list.sheets.compactMap { sheet in
            worksheets[sheet.relationship].map { Sheet(name: sheet.name, isHidden: sheet.isHidden, part: $0) }
        }
    }

    /// Reads a sheet's cells.
    ///
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - cellLimit: How many cells it may hold.
    ///   - lastRow: The row after which nothing more is wanted.
    /// - Returns: The cells that hold something.
    /// - Throws: `ReadingError` where the sheet is damaged or a limit is passed.
    func cells(of sheet: Sheet, cellLimit: Int, lastRow: Int = .max) throws(ReadingError) -> SheetCells {
        let reader = SheetReader(
            place: label(of: sheet),
            strings: strings,
            styles: styles,
            countsFrom1904: countsFrom1904,
            limits: limits,
            cellLimit: cellLimit,
            lastRow: lastRow
        )
        guard let part = parts[sheet.part] else {
            throw archive.failure(.notWellFormed, "A sheet of the workbook is not there. Save it again in Excel.")
        }
        try archive.parse(part, reader) { !reader.isDone }
        return reader.sheet
    }

    /// What findings call a sheet.
    func label(of sheet: Sheet) -> String { "\(archive.name), sheet \(sheet.name)" }

    /// The parts a part names, with their whole paths in lower case.
    private static func relationships(
        of part: String,
        _ archive: ZipArchive,
        _ parts: [String: ArchiveEntry]
    ) throws(ReadingError) -> [(id: String, kind: String, target: String)] {
        let folder = part.split(separator: "/").dropLast().joined(separator: "/")
        let name = part.split(separator: "/").last.map(String.init) ?? ""
        let list = RelationshipList()
        try archive.parse(parts[folder.isEmpty ? "_rels/\(name).rels" : "\(folder)/_rels/\(name).rels"], list)
        return list.relationships.map { ($0.id, $0.kind, Self.path($0.target, from: folder)) }
    }

    private static func path(_ target: String, from folder: String) -> String {
        var steps: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for step in target.lowercased().split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

extension ZipArchive {
    /// Parses a part piece by piece while more is wanted; a part that is not there has no events.
    fileprivate func parse(
        _ part: ArchiveEntry?,
        _ handler: any PartHandler,
        while isWanted: () -> Bool = { true }
    ) throws(ReadingError) {
        guard let part else { return }
        let parser = PartParser(handler, file: name)
        var isWhole = true
        try forEachPiece(of: part) { piece throws(ReadingError) in
            try parser.feed(piece)
            isWhole = isWanted()
            return isWhole
        }
        if isWhole { try parser.finish() }
    }
}
