/// The cells of one sheet that hold something, each as the text Excel shows.
struct SheetCells {
    struct Cell {
        /// From 0.
        let column: UInt16
        let start: UInt32
        let end: UInt32
    }

    struct Row {
        /// From 1, as Excel numbers it.
        let number: UInt32
        let firstCell: Int
    }

    /// What the sender should know of, counted, with the first of its kind.
    struct Remark {
        var count = 0
        var firstRow = 0
        var firstColumn = 0
    }

    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var cells: [Cell] = []
    fileprivate(set) var rows: [Row] = []
    fileprivate(set) var remarks: [ReadingNote.Kind: Remark] = [:]

    func cells(_ row: Int) -> ArraySlice<Cell> {
        cells[rows[row].firstCell..<(row + 1 < rows.count ? rows[row + 1].firstCell : cells.count)]
    }

    func text(_ cell: Cell) -> String {
        String(decoding: bytes[Int(cell.start)..<Int(cell.end)], as: UTF8.self)
    }

    /// A column's letters, as Excel names it: 0 is A.
    static func letters(_ column: Int) -> String {
        let last = String(UnicodeScalar(UInt8(65 + column % 26)))
        return column < 26 ? last : letters(column / 26 - 1) + last
    }
}

/// Reads one sheet: rows of typed cells, whose values become text.
final class SheetReader: PartHandler {
    private(set) var sheet = SheetCells()
    private(set) var failure: ReadingError?
    private let place: String
    private let strings: SharedStrings
    private let styles: CellStyles
    private let countsFrom1904: Bool
    private let limits: ReadingLimits
    /// Cells that this sheet may still hold.
    private let cellLimit: Int
    /// The row after which nothing more is wanted.
    private let lastRow: Int
    /// Where each shared text stands in the sheet's own bytes, once a cell has shown it.
    private var copied: [UInt32]

    private var part = Part.other
    private var rowNumber = 0
    private var column = -1
    private var kind = Kind.number
    private var style = 0
    private var value: [UInt8] = []
    /// Whether a row, and in it a cell, is open; elements of other names may stand where they do.
    private var isInRow = false
    private var isInCell = false
    private var takesValue = false
    private var isFormula = false
    private var inline = RichText()

    private enum Part { case data, merges, other }
    private enum Kind { case number, shared, text, inline, boolean, error }

    init(
        place: String,
        strings: SharedStrings,
        styles: CellStyles,
        countsFrom1904: Bool,
        limits: ReadingLimits,
        cellLimit: Int,
        lastRow: Int
    ) {
        self.place = place
        self.strings = strings
        self.styles = styles
        self.countsFrom1904 = countsFrom1904
        self.limits = limits
        self.cellLimit = cellLimit
        self.lastRow = lastRow
        copied = [UInt32](repeating: .max, count: strings.ends.count)
    }

    /// Whether rows follow that are not wanted.
    var isDone: Bool { rowNumber > lastRow }

    func open(_ name: PartName, _ attributes: PartAttributes, depth: Int) {
        switch depth {
        case 2:
            isInRow = false
            part = name == "sheetData" ? .data : name == "mergeCells" ? .merges : .other
        case 3 where part == .data:
            isInRow = false
            if name == "row" { openRow(attributes) }
        case 3 where part == .merges && name == "mergeCell": remark(.mergedCells)
        case 4 where isInRow && name == "c": openCell(attributes)
        case 5 where isInCell:
            takesValue = name == "v"
            if name == "f" { isFormula = true }
            if name == "is", kind == .inline { inline = RichText() }
        case 6... where isInCell && kind == .inline:
            inline.open(name, depth: depth - 5)
            takesValue = inline.isText
        default: break
        }
    }

    private func openRow(_ attributes: PartAttributes) {
        let number = attributes.number("r") ?? rowNumber + 1
        guard number > rowNumber else { return fail(.notWellFormed, "The rows of the sheet are out of order.") }
        guard number <= limits.workbook.rows else {
            return fail(.tooLarge, "The sheet has more than \(limits.workbook.rows) rows.")
        }
        rowNumber = number
        column = -1
        isInRow = true
        if !isDone { sheet.rows.append(SheetCells.Row(number: UInt32(number), firstCell: sheet.cells.count)) }
    }

    private func openCell(_ attributes: PartAttributes) {
        let next = attributes.bytes("r").flatMap(Self.column) ?? column + 1
        guard next > column else { return fail(.notWellFormed, "The cells of a row are out of order.") }
        guard next < min(limits.workbook.columns, Int(UInt16.max)) else {
            return fail(.tooLarge, "The sheet has more than \(limits.workbook.columns) columns.")
        }
        column = next
        isInCell = true
        style = attributes.number("s") ?? 0
        isFormula = false
        value.removeAll(keepingCapacity: true)
        kind = attributes.bytes("t").map(Self.kind) ?? .number
    }

    /// The column of an address such as `AB12`, from 0.
    private static func column(_ address: UnsafeBufferPointer<UInt8>) -> Int? {
        var number = 0
        for byte in address.prefix(4) {
            guard (byte & 0xDF) &- 0x41 < 26 else { break }
            number = number * 26 + Int((byte & 0xDF) - 0x40)
        }
        return number > 0 ? number - 1 : nil
    }

    private static func kind(_ type: UnsafeBufferPointer<UInt8>) -> Kind {
        switch String(decoding: type, as: UTF8.self) {
        case "s": .shared
        case "str", "d": .text
        case "inlineStr": .inline
        case "b": .boolean
        case "e": .error
        default: .number
        }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>) {
        guard takesValue, !isDone else { return }
        value.append(contentsOf: piece)
        if value.count > limits.cellSize { fail(.tooLarge, "A cell holds more than \(limits.cellSize) bytes.") }
    }

    func close(depth: Int) {
        switch depth {
        case 4 where isInCell:
            isInCell = false
            if !isDone { closeCell() }
        case 5: takesValue = false
        case 6... where isInCell && kind == .inline:
            inline.close(depth: depth - 5)
            takesValue = false
        default: break
        }
    }

    private func closeCell() {
        if isFormula { remark(value.isEmpty ? .formulasWithoutValue : .formulas) }
        guard !value.isEmpty else { return }
        if kind == .shared {
            closeSharedCell()
        } else {
            let start = sheet.bytes.count
            appendValue()
            enter(start, sheet.bytes.count)
        }
        value.removeAll(keepingCapacity: true)
    }

    private func appendValue() {
        switch kind {
        case .boolean: sheet.bytes.append(value == [0x30] ? 0x30 : 0x31)
        case .number:
            let shown = styles.shown.indices.contains(style) ? styles.shown[style] : .asNumber
            value.withUnsafeBufferPointer {
                NumberText.append($0, shown: shown, countsFrom1904: countsFrom1904, to: &sheet.bytes)
            }
        case .error:
            remark(.errorCells)
            sheet.bytes.append(contentsOf: value)
        case .text, .inline, .shared:
            let start = sheet.bytes.count
            sheet.bytes.append(contentsOf: value)
            ExcelEscapes.undo(&sheet.bytes, from: start)
        }
    }

    /// A shared text is copied once for a sheet, however many cells show it.
    private func closeSharedCell() {
        guard let index = Int(String(decoding: value, as: UTF8.self)), let range = strings.range(index) else {
            return fail(.notWellFormed, "A cell names a text that the workbook does not hold.")
        }
        if copied[index] == .max {
            copied[index] = UInt32(sheet.bytes.count)
            sheet.bytes.append(contentsOf: strings.bytes[range])
        }
        enter(Int(copied[index]), Int(copied[index]) + range.count)
    }

    private func enter(_ start: Int, _ end: Int) {
        guard start < end else { return }
        guard sheet.cells.count < cellLimit else {
            return fail(.tooLarge, "The workbook has more than \(limits.workbook.cells) cells.")
        }
        guard sheet.bytes.count <= limits.workbook.textSize else {
            return fail(.tooLarge, "The sheet's texts come to more than \(limits.workbook.textSize >> 20) MiB.")
        }
        sheet.cells.append(SheetCells.Cell(column: UInt16(column), start: UInt32(start), end: UInt32(end)))
    }

    private func remark(_ kind: ReadingNote.Kind) {
        var remark = sheet.remarks[kind] ?? SheetCells.Remark(firstRow: rowNumber, firstColumn: max(column, 0))
        remark.count += 1
        sheet.remarks[kind] = remark
    }

    private func fail(_ code: ReadingError.Code, _ what: String) {
        guard failure == nil else { return }
        failure = ReadingError(
            code: code,
            place: Place(file: place, line: rowNumber),
            sentence: what + " Open the workbook in Excel, keep the return's rows alone, and save it again."
        )
    }
}
