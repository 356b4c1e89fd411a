/// CSV read one byte at a time in the plainest way: what the fast reader is held against.
struct SlowCSV: Equatable {
    struct Record: Equatable {
        /// The line it starts on, from 1.
        let line: Int
        var cells: [[UInt8]]
    }

    enum Fault: Equatable {
        case unclosedQuote(line: Int)
        case textAfterQuote(line: Int)
    }

    private(set) var records: [Record] = []
    private(set) var fault: Fault?
    private let text: [UInt8]
    private var place = 0
    private var line = 1

    init(_ text: [UInt8]) {
        self.text = text
        while place < text.count, fault == nil { readRecord() }
    }

    private var atLineEnd: Bool {
        if place == text.count || text[place] == UInt8(ascii: "\n") { return true }
        guard text[place] == UInt8(ascii: "\r") else { return false }
        return place + 1 == text.count || text[place + 1] == UInt8(ascii: "\n")
    }

    private mutating func readRecord() {
        var record = Record(line: line, cells: [])
        var hadQuotes = false
        while true {
            if place < text.count, text[place] == UInt8(ascii: "\"") {
                hadQuotes = true
                record.cells.append(readQuoted())
                if fault != nil { return }
            } else {
                record.cells.append(readPlain())
            }
            guard place < text.count, text[place] == UInt8(ascii: ",") else { break }
            place += 1
        }
        if place < text.count, text[place] == UInt8(ascii: "\r") { place += 1 }
        if place < text.count, text[place] == UInt8(ascii: "\n") {
            place += 1
            line += 1
        }
        if record.cells != [[]] || hadQuotes { records.append(record) }
    }

    private mutating func readPlain() -> [UInt8] {
        var cell: [UInt8] = []
        while !atLineEnd, text[place] != UInt8(ascii: ",") {
            cell.append(text[place])
            place += 1
        }
        return cell
    }

    private mutating func readQuoted() -> [UInt8] {
        let opened = line
        var cell: [UInt8] = []
        place += 1
        while place < text.count {
            let byte = text[place]
            place += 1
            if byte == UInt8(ascii: "\"") {
                if place < text.count, text[place] == UInt8(ascii: "\"") {
                    cell.append(byte)
                    place += 1
                    continue
                }
                if !atLineEnd, text[place] != UInt8(ascii: ",") { fault = .textAfterQuote(line: line) }
                return cell
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            cell.append(byte)
        }
        fault = .unclosedQuote(line: opened)
        return cell
    }
}
