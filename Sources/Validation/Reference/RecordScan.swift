/// Splits CSV bytes into records of cells, byte by byte.
struct RecordScan {
    /// Where a cell's bytes stand, without its quotes.
    struct Cell {
        var start: Int
        var end: Int
        /// Whether quotes inside it are doubled.
        var hasDoubledQuotes = false
    }

    private let bytes: [UInt8]
    private let file: String
    private var position: Int
    private var line = 1
    /// The line on which the record read last begins, from 1.
    private(set) var firstLine = 1
    /// The cells of the record read last.
    private(set) var cells: [Cell] = []

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ bytes: [UInt8], from start: Int, file: String) {
        self.bytes = bytes
        self.file = file
        position = start
    }

    /// Reads the next record that is not a blank line.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: `ReferenceError` for quotes that do not pair.
    mutating func next() throws(ReferenceError) -> Bool {
        while position < bytes.count {
            cells.removeAll(keepingCapacity: true)
            firstLine = line
            while try readCell() {}
            if cells.count > 1 || cells[0].end > cells[0].start { return true }
        }
        return false
    }

    /// Reads a cell and what ends it.
    ///
    /// - Returns: Whether a comma ended it, so that another one follows.
    private mutating func readCell() throws(ReferenceError) -> Bool {
        if position < bytes.count, bytes[position] == Self.quote {
            try readQuoted()
        } else {
            let start = position
            while position < bytes.count, !Self.isEnd(bytes[position]) { position += 1 }
            cells.append(Cell(start: start, end: position))
        }
        guard position < bytes.count else { return false }
        let end = bytes[position]
        position += 1
        if end == Self.comma { return true }
        if end == Self.carriageReturn, position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
        line += 1
        return false
    }

    private mutating func readQuoted() throws(ReferenceError) {
        var cell = Cell(start: position + 1, end: position + 1)
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == Self.lineFeed { line += 1 }
            position += 1
            guard byte == Self.quote else { continue }
            if position < bytes.count, bytes[position] == Self.quote {
                cell.hasDoubledQuotes = true
                position += 1
                continue
            }
            cell.end = position - 1
            cells.append(cell)
            guard position == bytes.count || Self.isEnd(bytes[position]) else {
                throw failure("A quote stands inside a cell. Double it, or take it out.")
            }
            return
        }
        throw failure("A quote is opened and never closed. Fetch the file again.")
    }

    private static func isEnd(_ byte: UInt8) -> Bool {
        byte == comma || byte == lineFeed || byte == carriageReturn
    }

    private func failure(_ sentence: String) -> ReferenceError {
        ReferenceError(code: .brokenQuote, file: file, line: firstLine, sentence: sentence)
    }
}
