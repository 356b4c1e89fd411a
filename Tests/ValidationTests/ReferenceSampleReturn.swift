import Foundation
import Returns

/// A made-up return of any standard: for each table one record, every field filled with a value of its type.
struct SampleReturn {
    let schema: ResolvedSchema

    /// The return as a CSV set.
    var csv: [ReturnInput] {
        schema.tables.map { table in
            let parent = table.parent.map { [schema.tables[$0].csvKeyColumn] } ?? []
            let headings = [table.csvKeyColumn] + parent + table.fields.map(\.csvColumn)
            let cells = ["1"] + parent.map { _ in "1" } + table.fields.map { value($0, isXML: false) }
            let text = headings.joined(separator: ",") + "\r\n" + cells.joined(separator: ",") + "\r\n"
            return ReturnInput(name: "\(table.csvName).csv", bytes: [UInt8](text.utf8))
        }
    }

    /// The return as one XML message.
    var xml: ReturnInput {
        var lines = ["<Message>"]
        for (index, table) in schema.tables.enumerated() where table.parent == nil || table.parent == 0 {
            // What hangs from the header stands beside it, inside an element in the plural.
            let isBeside = table.parent != nil
            lines += isBeside ? ["<\(table.xmlElement)s>"] : []
            lines += record(index) + (isBeside ? ["</\(table.xmlElement)s>"] : [])
        }
        return ReturnInput(name: "return.xml", bytes: [UInt8]((lines + ["</Message>"]).joined(separator: "\n").utf8))
    }

    private func record(_ index: Int) -> [String] {
        let table = schema.tables[index]
        var lines = ["<\(table.xmlElement)>"]
        var wrapper = ""
        for field in table.fields {
            if field.xmlWrapper != wrapper {
                if !wrapper.isEmpty { lines.append("</\(wrapper)>") }
                wrapper = field.xmlWrapper
                if !wrapper.isEmpty { lines.append("<\(wrapper)>") }
            }
            lines.append("<\(field.xmlElement)>\(value(field, isXML: true))</\(field.xmlElement)>")
        }
        if !wrapper.isEmpty { lines.append("</\(wrapper)>") }
        if index > 0 {
            for below in schema.tables.indices where schema.tables[below].parent == index { lines += record(below) }
        }
        return lines + ["</\(table.xmlElement)>"]
    }

    private func value(_ field: FieldSchema, isXML: Bool) -> String {
        switch field.type {
        case .text: "Made up"
        case .integer(let minimum, _): field.name == "year" ? "\(schema.collection.year)" : "\(max(1, minimum ?? 1))"
        case .boolean: isXML ? "true" : "1"
        case .date: "\(schema.collection.censusDate)"
        case .dateTime: "\(schema.collection.censusDate)T09:30:00"
        case .code(let list): schema.codeLists[list]?.codes.first?.code ?? ""
        case .identifier(.localAuthority): "301"
        case .identifier(.urn): "100001"
        case .identifier(.ukprn): "10000001"
        case .identifier: ""
        }
    }
}
