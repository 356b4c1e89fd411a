import Crypto
import Foundation

/// A CSV file of reference data: the columns wanted of it, whole, found by their headings.
struct ReferenceFile {
    let name: String
    let sha256: [UInt8]
    /// For each row the line of the file where it starts.
    let lines: [Int]
    private let columns: [String: [String]]

    var rowCount: Int { lines.count }

    init(_ place: URL) throws {
        name = place.lastPathComponent
        guard let data = try? Data(contentsOf: place) else {
            throw WarehouseError.referenceUnreadable(file: name, line: 0, problem: "It cannot be read.")
        }
        sha256 = Array(SHA256.hash(data: data))
        var scanner = DelimitedText(Array(data))
        let headings = scanner.nextRow() ?? []
        var columns = [[String]](repeating: [], count: headings.count)
        var lines: [Int] = []
        while let row = scanner.nextRow() {
            guard row.count == headings.count else {
                let problem = "It has \(row.count) cells and the heading \(headings.count)."
                throw WarehouseError.referenceUnreadable(file: name, line: scanner.rowLine, problem: problem)
            }
            lines.append(scanner.rowLine)
            for (place, cell) in row.enumerated() { columns[place].append(cell) }
        }
        self.lines = lines
        self.columns = Dictionary(zip(headings, columns), uniquingKeysWith: { first, _ in first })
    }

    func has(_ column: String) -> Bool { columns[column] != nil }

    /// A column by the first of these headings that the file has.
    func column(_ headings: String...) throws -> [String] {
        for heading in headings { if let column = columns[heading] { return column } }
        let problem = "It has no column \(headings.joined(separator: " or "))."
        throw WarehouseError.referenceUnreadable(file: name, line: 1, problem: problem)
    }

    /// A column that may be missing; its cells are then empty.
    func optional(_ headings: String...) -> [String] {
        headings.lazy.compactMap { columns[$0] }.first ?? Array(repeating: "", count: rowCount)
    }
}

/// Rows of comma-separated cells, as RFC 4180 describes them.
struct DelimitedText {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    /// The line where the last row started, from 1.
    private(set) var rowLine = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    mutating func nextRow() -> [String]? {
        guard place < bytes.count else { return nil }
        rowLine = line
        var row: [String] = []
        repeat { row.append(nextCell()) } while takeComma()
        takeLineEnd()
        return row
    }

    private mutating func nextCell() -> String {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return plainCell() }
        var cell: [UInt8] = []
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "\"") {
                guard place < bytes.count, bytes[place] == byte else { break }
                place += 1
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            cell.append(byte)
        }
        return String(decoding: cell, as: UTF8.self)
    }

    private mutating func plainCell() -> String {
        let start = place
        while place < bytes.count, ![UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(bytes[place]) {
            place += 1
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func takeComma() -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: ",") else { return false }
        place += 1
        return true
    }

    private mutating func takeLineEnd() {
        if place < bytes.count, bytes[place] == UInt8(ascii: "\r") { place += 1 }
        if place < bytes.count, bytes[place] == UInt8(ascii: "\n") { place += 1 }
        line += 1
    }
}
