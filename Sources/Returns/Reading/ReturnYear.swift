import Foundation

/// Finds the collection year that a return names, before its schema is known.
public enum ReturnYear {
    /// Looks for the year in the header.
    ///
    /// - Parameters:
    ///   - inputs: The files of one return.
    ///   - limits: Bounds on archives and workbooks.
    /// - Returns: The year, or nil when no file names one near its beginning.
    /// - Throws: `ReadingError` when a file cannot be read.
    public static func find(
        in inputs: [ReturnInput],
        limits: ReadingLimits = ReadingLimits()
    ) throws(ReadingError) -> Int? {
        for input in inputs {
            let head = try input.bytes(from: 0, count: headSize)
            if head.starts(with: FileForm.zipMark) {
                if let year = try inArchive(input, limits) { return year }
            } else if let year = inText(head) {
                return year
            }
        }
        return nil
    }

    private static let headSize = 4_096

    private static func inArchive(_ input: ReturnInput, _ limits: ReadingLimits) throws(ReadingError) -> Int? {
        switch try ArchivedReturn.open(input, limits: limits) {
        case .workbook(let archive, _):
            return try inWorkbook(try WorkbookFile(archive, limits: limits), limits)
        case .files(let archive, let entries, _):
            for head in try archive.bytes(of: entries, atMost: headSize) {
                if let year = inText(head) { return year }
            }
            return nil
        }
    }

    /// The header's sheet has a column for the year beside one for the census day.
    private static func inWorkbook(_ workbook: WorkbookFile, _ limits: ReadingLimits) throws(ReadingError) -> Int? {
        for sheet in workbook.sheets {
            let last = limits.workbook.headingRows
            let cells = try workbook.cells(of: sheet, cellLimit: limits.workbook.cells, lastRow: last)
            if let year = inSheet(cells) { return year }
        }
        return nil
    }

    private static func inSheet(_ cells: SheetCells) -> Int? {
        for row in cells.rows.indices {
            func column(_ wanted: Set<String>) -> UInt16? {
                cells.cells(row).prefix(1_000).first { cell in
                    SheetNames.readings(of: cells.text(cell)).contains { wanted.contains(SheetNames.squeezed($0)) }
                }?.column
            }
            guard let year = column(["year"]), column(["referencedate", "censusday", "estab"]) != nil else { continue }
            for below in cells.rows.indices.dropFirst(row + 1) {
                guard let cell = cells.cells(below).first(where: { $0.column == year }) else { continue }
                return Int(trimmed(cells.text(cell)).split(separator: ".").first ?? "")
            }
        }
        return nil
    }

    private static func inText(_ head: [UInt8]) -> Int? {
        let text = String(decoding: head, as: UTF8.self)
        return inMessage(text) ?? inHeaderTable(text)
    }

    private static func inMessage(_ head: String) -> Int? {
        guard let start = head.range(of: "<Year>", options: .caseInsensitive) else { return nil }
        return Int(head[start.upperBound...].prefix { $0 != "<" }.filter { !$0.isWhitespace })
    }

    /// The header table of a CSV set, and each row of a flat file, has a column `year` and another that tells it apart.
    private static func inHeaderTable(_ head: String) -> Int? {
        let lines = head.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
        guard lines.count >= 2 else { return nil }
        let names = cells(lines[0].lowercased())
        let values = cells(lines[1])
        guard names.contains("referencedate") || names.contains("estab"), let column = names.firstIndex(of: "year"),
            column < values.count
        else {
            return nil
        }
        return Int(values[column].split(separator: ".").first ?? "")
    }

    /// The cells of a line; a comma inside quotes parts none.
    private static func cells(_ line: some StringProtocol) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset.isMultiple(of: 2) ? String($0.element) : String($0.element.filter { $0 != "," }) }
            .joined().split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
    }

    private static func trimmed(_ cell: some StringProtocol) -> String {
        String(cell.filter { !$0.isWhitespace && $0 != "\"" && $0 != "\u{FEFF}" })
    }
}
