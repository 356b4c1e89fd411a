import Foundation
import Returns

/// Writes the return of one school as a message, in the order of the message's layout; what is blank is left out.
struct CensusMessageWriter {
    private let draft: CensusDraft
    private var output: ByteOutput
    private var line = 1
    /// For each table, the first row not written yet.
    private var next: [Int]
    /// By table and row, the line on which the record starts.
    private(set) var recordLines: [[Int]]
    /// By table and cell, the line on which it stands; 0 where it was left out.
    private(set) var cellLines: [[Int]]

    init(_ draft: CensusDraft, file: URL) throws(SynthesisError) {
        self.draft = draft
        output = try ByteOutput(file: file)
        next = draft.tables.map { _ in 0 }
        recordLines = draft.tables.map { [Int](repeating: 0, count: $0.count) }
        cellLines = draft.tables.map { [Int](repeating: 0, count: $0.cells.count) }
    }

    mutating func write(named name: String) throws(SynthesisError) -> WrittenFile {
        put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", indent: 0)
        put("<Message>", indent: 0)
        try write(MessageLayout(draft.layout.schema).content, under: -1, indent: 2)
        put("</Message>", indent: 0)
        return try output.finish(named: name)
    }

    private mutating func write(
        _ elements: [MessageLayout.Element],
        under row: Int,
        indent: Int
    ) throws(SynthesisError) {
        for element in elements {
            switch element {
            case .wrapper(let name, let content):
                guard hasContent(content, row) else { continue }
                put("<\(name)>", indent: indent)
                try write(content, under: row, indent: indent + 2)
                put("</\(name)>", indent: indent)
            case .record(let table, let content):
                try writeRecords(table, content, under: row, indent: indent)
            case .field(let table, let field):
                write(table, row, field, indent: indent)
            }
        }
    }

    private mutating func writeRecords(
        _ table: Int,
        _ content: [MessageLayout.Element],
        under row: Int,
        indent: Int
    ) throws(SynthesisError) {
        let parent = draft.layout.schema.tables[table].parent
        let isBesideHeader = parent.map { draft.layout.schema.tables[$0].parent == nil } ?? false
        let owner = parent == nil ? -1 : isBesideHeader ? 0 : row
        let rows = draft.children(of: owner, in: table, from: next[table])
        let name = draft.layout.schema.tables[table].xmlElement
        for record in rows {
            next[table] = record + 1
            recordLines[table][record] = line
            put("<\(name)>", indent: indent)
            try write(content, under: record, indent: indent + 2)
            put("</\(name)>", indent: indent)
            try output.flushWhenFull()
        }
    }

    private mutating func write(_ table: Int, _ row: Int, _ field: Int, indent: Int) {
        let cell = draft.cell(table, row, field)
        guard cell != .blank else { return }
        let name = draft.layout.schema.tables[table].fields[field].xmlElement
        cellLines[table][row * draft.tables[table].width + field] = line
        output.write(repeatElement(UInt8(ascii: " "), count: indent))
        output.write("<\(name)>".utf8)
        output.write(message: cell, text: draft.text)
        output.write("</\(name)>\n".utf8)
        line += 1
    }

    /// Whether anything in a wrapper would be written.
    private func hasContent(_ elements: [MessageLayout.Element], _ row: Int) -> Bool {
        elements.contains { element in
            switch element {
            case .wrapper(_, let content): hasContent(content, row)
            case .field(let table, let field): draft.cell(table, row, field) != .blank
            case .record(let table, _):
                next[table] < draft.tables[table].count
                    && draft.tables[table].parents[next[table]] == max(0, row)
            }
        }
    }

    private mutating func put(_ text: String, indent: Int) {
        output.write(repeatElement(UInt8(ascii: " "), count: indent))
        output.write(text.utf8)
        output.write(UInt8(ascii: "\n"))
        line += 1
    }
}
