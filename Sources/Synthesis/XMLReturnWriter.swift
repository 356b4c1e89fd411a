import Foundation
import Returns

/// Writes a return as the collection's XML message: one element a line, what is blank left out.
struct XMLReturnWriter {
    private struct Element {
        let open: [UInt8]
        let close: [UInt8]

        init(_ name: String, indent: Int) {
            open = Array((String(repeating: " ", count: indent) + "<\(name)>").utf8)
            close = Array("</\(name)>\n".utf8)
        }
    }

    private struct Table {
        let element: Element
        /// How far below a person a record stands.
        let depth: Int
        let indent: [UInt8]
        let fields: [Element]
    }

    private let draft: ReturnDraft
    private let tables: [Table]
    private let foreign: [Int: ForeignElement]
    private var output: ByteOutput
    /// For each record, the line it starts on; the first line is 1.
    private(set) var lines: [Int] = []
    /// For each item of the header, its line; 0 where it was left out.
    private(set) var headerLines: [Int] = []
    private var line = 1
    private var open: [Int] = []

    init(_ draft: ReturnDraft, file: URL, foreign: [Int: ForeignElement] = [:]) throws(SynthesisError) {
        self.draft = draft
        self.foreign = foreign
        tables = Self.tables(draft.layout.schema)
        output = try ByteOutput(file: file)
        lines.reserveCapacity(draft.records.count)
    }

    mutating func write(named name: String) throws(SynthesisError) -> WrittenFile {
        writeLine("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        writeLine("<Message>")
        writeHeader()
        writeLine("  <Persons>")
        for index in draft.records.indices.dropFirst() {
            writeRecord(index)
            try output.flushWhenFull()
        }
        closeRecords(to: 0)
        writeLine("  </Persons>")
        writeLine("</Message>")
        return try output.finish(named: name)
    }

    private mutating func writeHeader() {
        guard let record = draft.records.first else { return }
        writeLine("  <Header>")
        lines.append(line - 1)
        var wrapper = ""
        let schema = draft.layout.schema.tables[record.table]
        for (slot, field) in schema.fields.enumerated() {
            let cell = draft.cells[record.firstCell + slot]
            headerLines.append(0)
            guard cell != .blank else { continue }
            if field.xmlWrapper != wrapper {
                if !wrapper.isEmpty { writeLine("    </\(wrapper)>") }
                wrapper = field.xmlWrapper
                if !wrapper.isEmpty { writeLine("    <\(wrapper)>") }
            }
            headerLines[slot] = line
            writeField(Element(field.xmlElement, indent: wrapper.isEmpty ? 4 : 6), cell)
        }
        if !wrapper.isEmpty { writeLine("    </\(wrapper)>") }
        writeLine("  </Header>")
    }

    private mutating func writeRecord(_ index: Int) {
        let record = draft.records[index]
        let table = tables[record.table]
        closeRecords(to: table.depth)
        open.append(record.table)
        lines.append(line)
        output.write(table.element.open)
        endLine()
        if let element = foreign[index] { writeForeign(element, indent: table.indent.count + 2) }
        for (slot, field) in table.fields.enumerated() {
            let cell = draft.cells[record.firstCell + slot]
            guard cell != .blank else { continue }
            writeField(field, cell)
        }
    }

    private mutating func closeRecords(to depth: Int) {
        while open.count > depth {
            let table = tables[open.removeLast()]
            output.write(table.indent)
            output.write(table.element.close)
            line += 1
        }
    }

    private mutating func writeField(_ element: Element, _ cell: Cell) {
        output.write(element.open)
        writeValue(cell)
        output.write(element.close)
        line += 1
    }

    private mutating func writeForeign(_ element: ForeignElement, indent: Int) {
        writeField(Element(element.name, indent: indent), .code(element.value))
    }

    private mutating func writeValue(_ cell: Cell) {
        switch cell {
        case .blank: break
        case .integer(let number): output.write(number: number)
        case .boolean(let flag): output.write(flag ? UInt8(ascii: "1") : UInt8(ascii: "0"))
        case .date(let day): output.write(day: day)
        case .dateTime(let day, let minutes):
            output.write(day: day)
            output.write(UInt8(ascii: "T"))
            output.write(minutes: minutes)
        case .code(let code): output.write(code: code)
        case .text(let start, let end): writeText(Int(start)..<Int(end))
        }
    }

    private mutating func writeText(_ range: Range<Int>) {
        for byte in draft.text[range] {
            switch byte {
            case UInt8(ascii: "&"): output.write("&amp;".utf8)
            case UInt8(ascii: "<"): output.write("&lt;".utf8)
            case UInt8(ascii: ">"): output.write("&gt;".utf8)
            default: output.write(byte)
            }
        }
    }

    private mutating func writeLine(_ text: String) {
        output.write(text.utf8)
        endLine()
    }

    private mutating func endLine() {
        output.write(UInt8(ascii: "\n"))
        line += 1
    }

    private static func tables(_ schema: ResolvedSchema) -> [Table] {
        var depths: [Int] = []
        return schema.tables.map { table in
            let depth = table.parent.map { depths[$0] + 1 } ?? -1
            depths.append(depth)
            let indent = 4 + 2 * max(0, depth)
            return Table(
                element: Element(table.xmlElement, indent: indent),
                depth: max(0, depth),
                indent: Array(repeating: UInt8(ascii: " "), count: indent),
                fields: table.fields.map { Element($0.xmlElement, indent: indent + 2) }
            )
        }
    }
}

/// An element or column that the standard does not know.
struct ForeignElement {
    let name: String
    let value: String
}
