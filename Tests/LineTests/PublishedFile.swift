import Foundation

/// A CSV file of a release, read the simple way.
struct PublishedFile {
    let rows: [[String: String]]

    init(_ name: String, in folder: URL) throws {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map { Self.cells($0) }
        guard let heading = lines.first else {
            rows = []
            return
        }
        rows = lines.dropFirst().map { Dictionary(zip(heading, $0), uniquingKeysWith: { first, _ in first }) }
    }

    /// Rows whose cells are as given.
    func rows(_ wanted: [String: String]) -> [[String: String]] {
        rows.filter { row in wanted.allSatisfy { row[$0.key] == $0.value } }
    }

    /// The sum of a column over the rows whose cells are as given.
    func sum(_ column: String, _ wanted: [String: String]) -> Int {
        rows(wanted).reduce(0) { $0 + (Int($1[column] ?? "") ?? 0) }
    }

    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}
