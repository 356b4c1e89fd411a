/// Where every cell of a CSV text stands, row by row.
///
/// Rules are RFC 4180's, with a line feed alone also ending a record; a line with nothing on it is no record.
struct CSVIndex {
    /// The text, followed by the cells whose doubled quotes had to be undone.
    private(set) var bytes: [UInt8]
    /// How many cells each record has room for: as many as the heading has.
    private(set) var width = 0
    /// Starts and ends of the cells in turn, `width` cells to a record; the heading is the first record.
    private(set) var spans: [UInt32] = []
    /// The line on which each record starts, the heading's first.
    private(set) var lines: [UInt32] = []
    /// Records that have more or fewer cells than the heading, with how many they have.
    private(set) var ragged: [(record: Int, cells: Int)] = []

    /// Bytes that must follow the text, so that the last block can be loaded whole.
    static let padding = 64

    /// Cells that short records lack and that stand in the table all the same, and how many any file may have.
    private var filled = 0
    private static let alwaysFilled = 1 << 20

    private let end: Int
    private let file: String
    private let limits: ReadingLimits

    /// Indexes a text.
    ///
    /// - Parameters:
    ///   - text: The text, without byte order mark.
    ///   - file: The file's name, for errors.
    ///   - limits: Bounds on a cell's size.
    /// - Throws: `ReadingError` for a quote that is never closed or is followed by more text, or an oversized cell.
    init(text: consuming [UInt8], file: String, limits: ReadingLimits) throws(ReadingError) {
        end = text.count
        bytes = consume text
        self.file = file
        self.limits = limits
        bytes.append(contentsOf: repeatElement(0, count: Self.padding))
        try index()
    }

    /// Takes cells that stand in rows of one width already.
    init(bytes: [UInt8], width: Int, spans: [UInt32], lines: [UInt32]) {
        self.bytes = bytes
        self.width = width
        self.spans = spans
        self.lines = lines
        end = bytes.count
        file = ""
        limits = ReadingLimits()
    }

    private mutating func index() throws(ReadingError) {
        var scan = Scan()
        while scan.position < end {
            var marks = separators(at: scan.position)
            let block = scan.position
            var jumped = false
            while marks != 0 {
                let place = block + marks.trailingZeroBitCount
                marks &= marks &- 1
                guard place < end else { break }
                switch bytes[place] {
                case UInt8(ascii: ","):
                    close(cell: &scan, at: place)
                    scan.cellStart = place + 1
                case UInt8(ascii: "\n"):
                    try closeRecord(&scan, at: place)
                default:
                    guard place == scan.cellStart else { continue }
                    try quoted(&scan)
                    jumped = true
                }
                if jumped { break }
            }
            if !jumped { scan.position = block + 64 }
            guard scan.position - scan.cellStart <= limits.cellSize else {
                throw failure(
                    .tooLarge,
                    line: scan.line,
                    "A value is longer than \(limits.cellSize) bytes. Check the commas."
                )
            }
        }
        if scan.cellStart < end || scan.cells > 0 { try closeRecord(&scan, at: end) }
    }

    private struct Scan {
        var position = 0
        var cellStart = 0
        var cells = 0
        var line = 1
        var recordLine = 1
        /// Range of a quoted cell already read, waiting for its comma.
        var quoted: Range<Int>?
    }

    /// One bit for each comma, line feed and quote among the next 64 bytes.
    private func separators(at place: Int) -> UInt64 {
        bytes.withUnsafeBytes { buffer in
            var marks: UInt64 = 0
            for eighth in 0..<8 {
                let loaded = buffer.loadUnaligned(fromByteOffset: place + eighth * 8, as: UInt64.self)
                let word = UInt64(littleEndian: loaded)
                let others =
                    Self.differing(word, UInt8(ascii: ",")) & Self.differing(word, UInt8(ascii: "\n"))
                    & Self.differing(word, UInt8(ascii: "\""))
                let found = ~others & 0x8080_8080_8080_8080
                marks |= (((found >> 7) &* 0x0102_0408_1020_4080) >> 56) << UInt64(eighth * 8)
            }
            return marks
        }
    }

    /// The high bit of each byte that is another one than this; the other bits mean nothing.
    ///
    /// Whole words, since comparisons of the standard library's vectors measured far slower here.
    @inline(__always)
    private static func differing(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let difference = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        return ((difference & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | difference
    }

    private mutating func close(cell scan: inout Scan, at place: Int) {
        var range = scan.cellStart..<place
        if let quoted = scan.quoted {
            range = quoted
            scan.quoted = nil
        }
        if scan.cells < width || width == 0 {
            spans.append(UInt32(truncatingIfNeeded: range.lowerBound))
            spans.append(UInt32(truncatingIfNeeded: range.upperBound))
        }
        scan.cells += 1
    }

    private mutating func closeRecord(_ scan: inout Scan, at place: Int) throws(ReadingError) {
        var last = place
        if last > scan.cellStart, scan.quoted == nil, bytes[last - 1] == UInt8(ascii: "\r") { last -= 1 }
        let isBlankLine = scan.cells == 0 && last == scan.cellStart && scan.quoted == nil
        if !isBlankLine {
            close(cell: &scan, at: last)
            if width == 0 {
                width = scan.cells
            } else if scan.cells != width {
                try closeRagged(scan)
            }
            lines.append(UInt32(truncatingIfNeeded: scan.recordLine))
            if lines.count == Self.recordsMeasured { reserve(afterMeasuring: place) }
        }
        scan.cells = 0
        scan.cellStart = place + 1
        scan.line += 1
        scan.recordLine = scan.line
    }

    /// Fills a short record up; a wide heading over many short records would else make of a small file a huge table.
    private mutating func closeRagged(_ scan: Scan) throws(ReadingError) {
        ragged.append((lines.count, scan.cells))
        let lacking = width - min(scan.cells, width)
        filled += lacking
        guard filled <= end + Self.alwaysFilled else {
            throw failure(
                .notWellFormed,
                line: scan.recordLine,
                "Too many records up to here have fewer values than the heading. Check the commas and export again."
            )
        }
        spans.append(contentsOf: repeatElement(0, count: lacking * 2))
    }

    /// How many records are looked at before room is made for all.
    private static let recordsMeasured = 256

    /// Makes room once for as many records as the first ones promise, since growing would hold everything twice.
    ///
    /// No more than a cell for two bytes: a file whose first records are short must not reserve a huge table.
    private mutating func reserve(afterMeasuring length: Int) {
        let promised = Int(Double(end) / Double(max(1, length)) * Double(lines.count) * 1.02) + lines.count
        let records = min(promised, end / max(1, width * 2) + lines.count)
        spans.reserveCapacity(records * width * 2)
        lines.reserveCapacity(records)
    }

    private mutating func quoted(_ scan: inout Scan) throws(ReadingError) {
        let start = scan.cellStart + 1
        let opened = scan.line
        var place = start
        var doubled = 0
        while true {
            guard place < end else {
                throw failure(
                    .unclosedQuote,
                    line: opened,
                    "A quote opens here and is never closed. Close it, or export again."
                )
            }
            guard place - start <= limits.cellSize else {
                throw failure(
                    .unclosedQuote,
                    line: opened,
                    "A quote opens here and is not closed within \(limits.cellSize) bytes."
                )
            }
            if bytes[place] == UInt8(ascii: "\n") { scan.line += 1 }
            if bytes[place] == UInt8(ascii: "\"") {
                guard place + 1 < end, bytes[place + 1] == UInt8(ascii: "\"") else { break }
                doubled += 1
                place += 1
            }
            place += 1
        }
        let range = start..<place
        scan.quoted = doubled == 0 ? range : undoubled(range)
        var next = place + 1
        let isBeforeLineEnd = next + 1 >= end || bytes[next + 1] == UInt8(ascii: "\n")
        if next < end, bytes[next] == UInt8(ascii: "\r"), isBeforeLineEnd { next += 1 }
        guard next >= end || bytes[next] == UInt8(ascii: ",") || bytes[next] == UInt8(ascii: "\n") else {
            throw failure(
                .notWellFormed,
                line: scan.line,
                "A quoted value is followed by more text. Put a comma after the closing quote."
            )
        }
        scan.position = next
        scan.cellStart = min(next, end)
        if next >= end { try closeRecord(&scan, at: end) }
    }

    private mutating func undoubled(_ range: Range<Int>) -> Range<Int> {
        let start = bytes.count
        var place = range.lowerBound
        while place < range.upperBound {
            bytes.append(bytes[place])
            place += bytes[place] == UInt8(ascii: "\"") ? 2 : 1
        }
        return start..<bytes.count
    }

    private func failure(_ code: ReadingError.Code, line: Int, _ sentence: String) -> ReadingError {
        ReadingError(code: code, place: Place(file: file, line: line), sentence: sentence)
    }
}
