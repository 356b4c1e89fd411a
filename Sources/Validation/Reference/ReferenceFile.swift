import Returns

/// A reference CSV file as rows of text, with columns found by their headings.
struct ReferenceFile {
    let name: String
    private let places: [String: Int]
    private let records: [(line: Int, cells: [String])]

    /// Reads a file's bytes.
    ///
    /// - Throws: `ReferenceError` when a heading is missing or a row has another number of cells than the heading.
    init(name: String, bytes: [UInt8], headings: [String]) throws(ReferenceError) {
        self.name = name
        let all = Self.records(bytes)
        guard let first = all.first else {
            throw ReferenceError(code: .empty, file: name, line: 0, sentence: "The file is empty.")
        }
        var places: [String: Int] = [:]
        for (place, heading) in first.cells.enumerated() { places[heading.lowercased()] = place }
        for heading in headings where places[heading] == nil {
            let sentence = "The heading \(heading) is missing. Add the column."
            throw ReferenceError(code: .missingColumn, file: name, line: 1, sentence: sentence)
        }
        self.places = places
        records = Array(all.dropFirst())
        for record in records where record.cells.count != first.cells.count {
            let sentence = "The row has \(record.cells.count) cells where the heading has \(first.cells.count)."
            throw ReferenceError(code: .raggedRow, file: name, line: record.line, sentence: sentence)
        }
    }

    var rows: [ReferenceRow] {
        records.map { ReferenceRow(file: name, line: $0.line, places: places, cells: $0.cells) }
    }

    /// Splits RFC 4180 text into records; a byte order mark is passed over.
    private static func records(_ bytes: [UInt8]) -> [(line: Int, cells: [String])] {
        var scan = RecordScan()
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for byte in bytes[start...] { scan.take(byte) }
        scan.finish()
        return scan.records
    }
}

/// Splits CSV text byte by byte.
private struct RecordScan {
    private(set) var records: [(line: Int, cells: [String])] = []
    private var cells: [String] = []
    private var cell: [UInt8] = []
    private var line = 1
    private var firstLine = 1
    private var isQuoted = false
    private var wasQuote = false

    mutating func take(_ byte: UInt8) {
        if byte == UInt8(ascii: "\n") { line += 1 }
        if byte == UInt8(ascii: "\"") {
            if wasQuote { cell.append(byte) }
            wasQuote = isQuoted && !wasQuote
            isQuoted = isQuoted ? true : cell.isEmpty
            return
        }
        if wasQuote {
            isQuoted = false
            wasQuote = false
        }
        switch byte {
        case _ where isQuoted: cell.append(byte)
        case UInt8(ascii: ","): endCell()
        case UInt8(ascii: "\n"): endRecord()
        case UInt8(ascii: "\r"): break
        default: cell.append(byte)
        }
    }

    mutating func finish() {
        if !cell.isEmpty || !cells.isEmpty || wasQuote { endRecord() }
    }

    private mutating func endCell() {
        cells.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
    }

    private mutating func endRecord() {
        endCell()
        if cells != [""] { records.append((firstLine, cells)) }
        cells = []
        firstLine = line
    }
}
