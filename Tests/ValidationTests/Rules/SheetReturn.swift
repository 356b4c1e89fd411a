import Foundation
import Returns
import Validation

/// A return as a CSV set whose cells, rows and files a test changes and puts right again.
struct SheetReturn {
    struct Row: Hashable {
        /// The same for a row in the clean and in the spoilt return; none for a row that a test put in.
        var origin: Int?
        var cells: [String]
    }

    struct Sheet {
        let name: String
        /// The column that numbers its records.
        let key: String
        var headings: [String]
        var rows: [Row]

        /// The column that says below which record a row stands; nil in the sheet of the header.
        var link: Int? { headings.firstIndex { $0 != key && $0.hasSuffix("tableid") } }
    }

    var sheets: [Sheet]

    init(_ content: [(String, [String])]) {
        sheets = content.map { name, lines in
            let rows = lines.map(Self.cells)
            return Sheet(
                name: name + ".csv",
                key: rows[0][0],
                headings: rows[0],
                rows: rows.dropFirst().enumerated().map { Row(origin: $0, cells: $1) }
            )
        }
    }

    /// Reads the CSV files of a folder, the files in the order of their names.
    init(folder: URL) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        self.init(
            try names.map { name in
                let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                let lines = text.split(whereSeparator: \.isNewline).map(String.init)
                return (String(name.dropLast(4)), lines.map { $0.hasPrefix("\u{FEFF}") ? String($0.dropFirst()) : $0 })
            }
        )
    }

    init(_ files: [ExampleFile]) {
        self.init(
            files.map { file in
                (String(file.name.dropLast(4)), file.text.split(whereSeparator: \.isNewline).map(String.init))
            }
        )
    }

    var inputs: [ReturnInput] {
        sheets.map { sheet in
            let lines = ([sheet.headings] + sheet.rows.map(\.cells)).map { $0.map(Self.quoted).joined(separator: ",") }
            return ReturnInput(name: sheet.name, bytes: [UInt8]((lines.joined(separator: "\r\n") + "\r\n").utf8))
        }
    }

    func index(of file: String) -> Int? { sheets.firstIndex { $0.name == file } }

    /// The sheet of a table, by the column that numbers its records.
    func index(ofTable table: TableSchema) -> Int? { sheets.firstIndex { $0.key == table.csvKeyColumn } }

    static func cells(_ line: String) -> [String] {
        var (cells, cell, isQuoted, wasQuote) = ([String](), "", false, false)
        for character in line {
            switch character {
            case "\"":
                if !isQuoted, wasQuote { cell.append(character) }
                isQuoted.toggle()
                wasQuote = !isQuoted
                continue
            case "," where !isQuoted:
                cells.append(cell)
                cell = ""
            default: cell.append(character)
            }
            wasQuote = false
        }
        return cells + [cell]
    }

    private static func quoted(_ cell: String) -> String {
        cell.contains { ",\"\r\n".contains($0) }
            ? "\"\(cell.replacingOccurrences(of: "\"", with: "\"\""))\"" : cell
    }
}
