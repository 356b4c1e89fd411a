import Foundation
import Support

/// A table of reference data, row by row.
struct Table {
    let rows: [[String: String]]

    /// - Parameter path: Its path within the repository.
    /// - Throws: What Foundation throws when it cannot be read.
    init(_ path: String) throws {
        self.init(text: try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8))
    }

    init(text: String) {
        let lines = text.split(whereSeparator: \.isNewline).map(Self.cells)
        let heading = lines.first ?? []
        rows = lines.dropFirst().map { Dictionary(zip(heading, $0), uniquingKeysWith: { first, _ in first }) }
    }

    /// The rows of England.
    var england: [[String: String]] { rows.filter { $0["area_code"] == "E92000001" } }

    private static func cells(_ line: Substring) -> [String] {
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
