import Foundation

/// A table of our own reference data: comma-separated, quoted where a value holds a comma, one heading row.
struct CalibrationTable {
    let name: String
    let rows: [[String]]
    private let positions: [String: Int]

    init(named name: String, in folder: URL) throws(SynthesisError) {
        self.name = name
        guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else {
            throw SynthesisError(
                sentence: "The calibration table \(name) cannot be read. Install the Schemas folder whole."
            )
        }
        let lines = text.split(separator: "\n").map { Self.cells(of: $0) }
        guard let heading = lines.first else {
            throw SynthesisError(sentence: "The calibration table \(name) is empty. Install the Schemas folder whole.")
        }
        positions = Dictionary(heading.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        rows = Array(lines.dropFirst())
    }

    func text(_ row: [String], _ column: String) throws(SynthesisError) -> String {
        guard let position = positions[column], position < row.count else {
            throw SynthesisError(sentence: "The calibration table \(name) has a row without \(column).")
        }
        return row[position]
    }

    func number(_ row: [String], _ column: String) throws(SynthesisError) -> Double {
        let text = try text(row, column)
        guard let number = Double(text) else {
            throw SynthesisError(sentence: "In the calibration table \(name), \(column) is not a number.")
        }
        return number
    }

    func whole(_ row: [String], _ column: String) throws(SynthesisError) -> Int {
        Int(try number(row, column))
    }

    private static func cells(of line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}

/// Why a nation could not be made, and what to do about it.
public struct SynthesisError: Error, Sendable, Hashable, CustomStringConvertible {
    public let sentence: String

    init(sentence: String) {
        self.sentence = sentence
    }

    public var description: String { sentence }
}
