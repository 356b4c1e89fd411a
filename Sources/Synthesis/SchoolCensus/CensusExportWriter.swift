import Foundation
import Returns

/// Writes the returns of many schools as the tables of the collection system's export, one file a table.
struct CensusExportWriter {
    private let schema: ResolvedSchema
    private var outputs: [ByteOutput] = []
    private var names: [String] = []
    /// For each table, how many records are written: the next has the number after.
    private(set) var counts: [Int]

    init(_ schema: ResolvedSchema, folder: URL) throws(SynthesisError) {
        self.schema = schema
        counts = schema.tables.map { _ in 0 }
        try makeFolder(folder)
        let (year, month, day) = (schema.collection.deadline ?? schema.collection.censusDate).parts
        let date = digits(day, width: 2) + [45] + digits(month, width: 2) + [45] + digits(year, width: 4)
        for table in schema.tables {
            let name = "Blade-Export_\(String(decoding: date, as: UTF8.self))_\(table.csvName).csv"
            var output = try ByteOutput(file: folder.appending(path: name))
            output.write(heading(table).joined(separator: ",").utf8)
            output.write("\r\n".utf8)
            outputs.append(output)
            names.append(name)
        }
    }

    private func heading(_ table: TableSchema) -> [String] {
        let parent = table.parent.map { [schema.tables[$0].csvKeyColumn] } ?? []
        return [table.csvKeyColumn, "NativeId"] + parent + table.fields.map(\.csvColumn)
            + ["\(table.csvName)orderseqcolumn", "sourceid"]
    }

    func name(of table: Int) -> String { names[table] }

    mutating func write(_ draft: CensusDraft) throws(SynthesisError) {
        let before = counts
        for table in draft.tables.indices {
            var order = 0
            for row in 0..<draft.tables[table].count {
                let parent = draft.tables[table].parents[row]
                order = row > 0 && draft.tables[table].parents[row - 1] == parent ? order + 1 : 1
                write(draft, table, row, parent: parent, before: before, order: order)
                try outputs[table].flushWhenFull()
            }
            counts[table] += draft.tables[table].count
        }
    }

    private mutating func write(
        _ draft: CensusDraft,
        _ table: Int,
        _ row: Int,
        parent: Int,
        before: [Int],
        order: Int
    ) {
        let comma = UInt8(ascii: ",")
        let number = Int32(before[table] + row + 1)
        outputs[table].write(number: number)
        outputs[table].write(comma)
        outputs[table].write(number: number)
        if let above = schema.tables[table].parent {
            outputs[table].write(comma)
            outputs[table].write(number: Int32(before[above] + parent + 1))
        }
        for field in 0..<draft.tables[table].width {
            outputs[table].write(comma)
            outputs[table].write(export: draft.cell(table, row, field), text: draft.text)
        }
        outputs[table].write(comma)
        outputs[table].write(number: Int32(order))
        outputs[table].write(",1\r\n".utf8)
    }

    mutating func finish() throws(SynthesisError) -> [WrittenFile] {
        var files: [WrittenFile] = []
        for table in outputs.indices { files.append(try outputs[table].finish(named: "csv/\(names[table])")) }
        return files
    }
}
