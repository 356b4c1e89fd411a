import Foundation
import Returns

/// Writes a return as the nine files of the collection system's CSV export, one table a file.
struct CSVReturnWriter {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ].map { Array($0.utf8) }

    private let draft: ReturnDraft
    private let alterations: CSVAlterations
    /// For each record, its number within its table; the first is 1.
    private let numbers: [Int]
    /// For each record, its place among the records of its table under the same parent; the first is 1.
    private let orders: [Int]

    init(_ draft: ReturnDraft, alterations: CSVAlterations = CSVAlterations()) {
        self.draft = draft
        self.alterations = alterations
        (numbers, orders) = Self.count(draft)
    }

    /// Writes the set.
    ///
    /// - Parameters:
    ///   - folder: An existing folder.
    ///   - exported: The day that the files' names carry.
    /// - Returns: The files, in the order of the tables.
    /// - Throws: `SynthesisError` when a file cannot be written.
    func write(to folder: URL, exported: CalendarDate) throws(SynthesisError) -> [WrittenFile] {
        var rows = [[Int]](repeating: [], count: draft.layout.schema.tables.count)
        for (index, record) in draft.records.enumerated() { rows[record.table].append(index) }
        var files: [WrittenFile] = []
        let (year, month, day) = exported.parts
        let date = digits(day, width: 2) + [45] + digits(month, width: 2) + [45] + digits(year, width: 4)
        for (table, records) in rows.enumerated() {
            let stem = draft.layout.schema.tables[table].csvName
            let name = "Blade-Export_\(String(decoding: date, as: UTF8.self))_\(stem).csv"
            files.append(try write(table, records, to: folder.appending(path: name), named: name))
        }
        return files
    }

    /// The row of a record as a spreadsheet counts: the heading is row 1.
    func row(of record: Int) -> Int { numbers[record] + 1 }

    /// The number a record carries.
    func key(of record: Int) -> Int { numbers[alterations.keys[record] ?? record] }

    private func write(
        _ table: Int,
        _ records: [Int],
        to file: URL,
        named name: String
    ) throws(SynthesisError) -> WrittenFile {
        var output = try ByteOutput(file: file)
        output.write(heading(table).joined(separator: ",").utf8)
        output.write("\r\n".utf8)
        for record in records {
            write(record, to: &output)
            try output.flushWhenFull()
        }
        return try output.finish(named: name)
    }

    private func heading(_ table: Int) -> [String] {
        let schema = draft.layout.schema.tables[table]
        let parent = schema.parent.map { [draft.layout.schema.tables[$0].csvKeyColumn] } ?? []
        let foreign = alterations.foreignColumns[table].map { [$0.name] } ?? []
        return [schema.csvKeyColumn, "NativeId"] + parent + schema.fields.map(\.csvColumn)
            + ["\(schema.csvName)orderseqcolumn", "sourceid"] + foreign
    }

    private func write(_ index: Int, to output: inout ByteOutput) {
        let record = draft.records[index]
        let comma = UInt8(ascii: ",")
        output.write(number: Int32(key(of: index)))
        output.write(comma)
        output.write(number: Int32(numbers[index]))
        if draft.layout.schema.tables[record.table].parent != nil {
            output.write(comma)
            let parent = record.parent < 0 ? 1 : numbers[record.parent]
            output.write(number: Int32(alterations.parents[index] ?? parent))
        }
        for slot in 0..<draft.width(record.table) {
            output.write(comma)
            write(draft.cells[record.firstCell + slot], to: &output)
        }
        output.write(comma)
        output.write(number: Int32(orders[index]))
        output.write(",1".utf8)
        if let foreign = alterations.foreignColumns[record.table] {
            output.write(comma)
            output.write(foreign.value.utf8)
        }
        if alterations.ragged.contains(index) { output.write(",surplus".utf8) }
        output.write("\r\n".utf8)
    }

    private func write(_ cell: Cell, to output: inout ByteOutput) {
        switch cell {
        case .blank: break
        case .integer(let number): output.write(number: number)
        case .boolean(let flag): output.write(flag ? "true".utf8 : "false".utf8)
        case .date(let day): write(day: day, minutes: 0, to: &output)
        case .dateTime(let day, let minutes): write(day: day, minutes: minutes, to: &output)
        case .code(let code): output.write(code: code)
        case .text(let start, let end): write(draft.text[Int(start)..<Int(end)], to: &output)
        }
    }

    private func write(day: Int32, minutes: Int32, to output: inout ByteOutput) {
        let (year, month, dayOfMonth) = CalendarDate(daysSince1970: day).parts
        output.write(number: Int32(year), width: 4)
        output.write(UInt8(ascii: "-"))
        output.write(Self.months[month - 1])
        output.write(UInt8(ascii: "-"))
        output.write(number: Int32(dayOfMonth), width: 2)
        output.write(UInt8(ascii: " "))
        output.write(minutes: minutes)
    }

    private func write(_ text: ArraySlice<UInt8>, to output: inout ByteOutput) {
        let quote = UInt8(ascii: "\"")
        guard text.contains(where: { $0 == UInt8(ascii: ",") || $0 == quote || $0 == 10 || $0 == 13 }) else {
            output.write(text)
            return
        }
        output.write(quote)
        for byte in text {
            if byte == quote { output.write(quote) }
            output.write(byte)
        }
        output.write(quote)
    }

    private static func count(_ draft: ReturnDraft) -> (numbers: [Int], orders: [Int]) {
        var counts = [Int](repeating: 0, count: draft.layout.schema.tables.count)
        var numbers: [Int] = []
        var orders: [Int] = []
        var latest = [(parent: Int, order: Int)](repeating: (-2, 0), count: counts.count)
        for record in draft.records {
            counts[record.table] += 1
            numbers.append(counts[record.table])
            let isNext = latest[record.table].parent == record.parent
            latest[record.table] = (record.parent, isNext ? latest[record.table].order + 1 : 1)
            orders.append(latest[record.table].order)
        }
        return (numbers, orders)
    }
}

/// What is wrong in the CSV set alone: its links, its headings and its rows.
struct CSVAlterations {
    /// By record, the record whose number it carries instead of its own.
    var keys: [Int: Int] = [:]
    /// By record, the parent it names instead of its own.
    var parents: [Int: Int] = [:]
    /// Records with a cell too many.
    var ragged: Set<Int> = []
    /// By table, a column that the standard does not know.
    var foreignColumns: [Int: ForeignElement] = [:]
}
