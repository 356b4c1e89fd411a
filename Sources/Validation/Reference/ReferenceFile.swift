/// A reference CSV file of which some columns are kept, found by their headings wherever they stand.
struct ReferenceFile {
    let name: String
    /// The line of each row, from 1.
    private(set) var lines: [Int32] = []
    private let bytes: [UInt8]
    private let encoding: ReferenceEncoding
    /// Places among the kept columns by heading in lower case.
    private let places: [String: Int]
    private let width: Int
    private var cells: [RecordScan.Cell] = []

    /// Reads a file's bytes.
    ///
    /// - Parameters:
    ///   - name: The file's name, for errors.
    ///   - bytes: The file.
    ///   - wanted: Headings to keep, in lower case; others are passed over.
    ///   - required: Those among them without which the file cannot be used.
    /// - Throws: `ReferenceError` when a required heading is missing, a wanted one stands twice, or a row has another
    ///   number of cells than the heading.
    init(name: String, bytes: [UInt8], wanted: [String], required: [String]) throws(ReferenceError) {
        self.name = name
        self.bytes = bytes
        let (encoding, start) = try ReferenceEncoding.find(in: bytes, file: name)
        self.encoding = encoding
        var scan = RecordScan(bytes, from: start, file: name)
        guard try scan.next() else {
            throw ReferenceError(code: .empty, file: name, line: 0, sentence: "The file is empty.")
        }
        let headings = scan.cells.map { encoding.text(bytes[$0.start..<$0.end]).trimmed.lowercased() }
        let columns = headings.indices.filter { wanted.contains(headings[$0]) }
        try Self.check(headings, columns, required, file: name)
        places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { (headings[$1], $0) })
        width = columns.count
        while try scan.next() {
            guard scan.cells.count == headings.count else {
                throw Self.ragged(scan, width: headings.count, file: name)
            }
            lines.append(Int32(scan.firstLine))
            for column in columns { cells.append(scan.cells[column]) }
        }
    }

    /// Reads a file all of whose wanted columns must be there.
    ///
    /// - Throws: `ReferenceError` as the other initialiser.
    init(name: String, bytes: [UInt8], headings: [String]) throws(ReferenceError) {
        try self.init(name: name, bytes: bytes, wanted: headings, required: headings)
    }

    var rows: [ReferenceRow] { lines.indices.map { ReferenceRow(file: self, index: $0) } }

    func has(_ heading: String) -> Bool { places[heading] != nil }

    /// The text of a cell, without the blanks around it; empty when the file has no such column.
    func text(_ heading: String, _ row: Int) -> String {
        guard let place = places[heading] else { return "" }
        let cell = cells[row * width + place]
        let text = encoding.text(bytes[cell.start..<cell.end]).trimmed
        return cell.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    }

    /// The headings of a file's first line, in lower case; none when it is not text.
    static func headings(of beginning: [UInt8]) -> [String] {
        guard let (encoding, start) = try? ReferenceEncoding.find(in: beginning, file: "") else { return [] }
        var scan = RecordScan(beginning, from: start, file: "")
        guard (try? scan.next()) == true else { return [] }
        return scan.cells.map { encoding.text(beginning[$0.start..<$0.end]).trimmed.lowercased() }
    }

    private static func check(
        _ headings: [String],
        _ columns: [Int],
        _ required: [String],
        file: String
    ) throws(ReferenceError) {
        for heading in required where !headings.contains(heading) {
            let sentence = "The heading \(heading) is missing. Add the column."
            throw ReferenceError(code: .missingColumn, file: file, line: 1, sentence: sentence)
        }
        for column in columns where headings.firstIndex(of: headings[column]) != column {
            let sentence = "The heading \(headings[column]) stands twice. Keep one of the columns."
            throw ReferenceError(code: .repeatedColumn, file: file, line: 1, sentence: sentence)
        }
    }

    private static func ragged(_ scan: RecordScan, width: Int, file: String) -> ReferenceError {
        let sentence = "The row has \(scan.cells.count) cells where the heading has \(width)."
        return ReferenceError(code: .raggedRow, file: file, line: scan.firstLine, sentence: sentence)
    }
}

extension String {
    /// The text without spaces and tabs around it.
    var trimmed: String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        guard let start = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(self[start..<utf8.index(after: last)])
    }
}
