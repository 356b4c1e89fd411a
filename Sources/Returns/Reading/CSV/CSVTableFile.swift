/// One file of a CSV set, indexed, with its heading matched to a table.
struct CSVTableFile {
    let schema: ResolvedSchema
    let table: Int
    let index: CSVIndex
    let file: String
    let source: Int
    /// For each field, the column of the file that holds it.
    private let columnOfField: [Int?]
    private let headings: [String]

    init(schema: ResolvedSchema, table: Int, index: CSVIndex, file: String, source: Int) {
        self.schema = schema
        self.table = table
        self.index = index
        self.file = file
        self.source = source
        headings = Self.headings(of: index)
        let headings = headings
        columnOfField = schema.tables[table].fields.map { headings.firstIndex(of: $0.csvColumn) }
    }

    private var tableSchema: TableSchema { schema.tables[table] }
    var rowCount: Int { max(0, index.lines.count - 1) }

    /// The heading's names, trimmed and in lower case.
    static func headings(of index: CSVIndex) -> [String] {
        (0..<index.width).map { column in
            let range = Int(index.spans[column * 2])..<Int(index.spans[column * 2 + 1])
            let name = String(decoding: index.bytes[range], as: UTF8.self)
            return name.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        }
    }

    private func cells(_ column: Int) -> ByteCells {
        ByteCells(
            bytes: index.bytes,
            spans: index.spans,
            stride: index.width * 2,
            offset: (index.width + column) * 2,
            count: rowCount
        )
    }

    /// The numbers that link records, without blanks around them or a spreadsheet's `.0`.
    private func numbers(_ column: Int) -> ByteCells {
        let cells = cells(column)
        var spans: [UInt32] = []
        spans.reserveCapacity(rowCount * 2)
        for row in 0..<rowCount {
            let range = cells.bytes.withUnsafeBufferPointer { TypingWork.trim($0, cells.range(row)) }
            let hasDecimal = range.count > 2 && cells.bytes[range.upperBound - 2..<range.upperBound] == [0x2E, 0x30]
            spans.append(UInt32(truncatingIfNeeded: range.lowerBound))
            spans.append(UInt32(truncatingIfNeeded: range.upperBound - (hasDecimal ? 2 : 0)))
        }
        return ByteCells(bytes: cells.bytes, spans: spans, count: rowCount)
    }

    private func line(_ row: Int) -> Int { Int(index.lines[row + 1]) }
    private var headingLine: Int { Int(index.lines.first ?? 1) }

    /// Columns that every file of an export may carry beside its table's own.
    private var linkColumns: Set<String> {
        var names: Set<String> = [
            "nativeid", "sourceid", tableSchema.csvName + "orderseqcolumn", tableSchema.csvKeyColumn,
        ]
        var above = tableSchema.parent
        while let parent = above {
            names.insert(schema.tables[parent].csvKeyColumn)
            above = schema.tables[parent].parent
        }
        return names
    }

    /// Reports headings that are unknown, repeated or missing, and records of another width than the heading.
    func reportShape(_ problems: inout ProblemList) {
        let known = linkColumns.union(tableSchema.fields.map(\.csvColumn))
        var seen: Set<String> = []
        for name in headings where !seen.insert(name).inserted {
            problems.add(problem(.repeatedName, headingLine, name, row: nil, found: name, expected: "each column once"))
        }
        for name in headings where !known.contains(name) {
            problems.add(
                problem(
                    .unknownName,
                    headingLine,
                    name,
                    row: nil,
                    found: name,
                    expected: "a column of \(tableSchema.title)"
                )
            )
        }
        for (field, column) in zip(tableSchema.fields, columnOfField) where column == nil {
            problems.add(
                problem(
                    .missingColumn,
                    headingLine,
                    field.csvColumn,
                    row: nil,
                    found: "",
                    expected: "a column \(field.csvColumn)"
                )
            )
        }
        for ragged in index.ragged {
            problems.add(
                problem(
                    .raggedRow,
                    Int(index.lines[ragged.record]),
                    "",
                    row: ragged.record - 1,
                    found: "\(ragged.cells) values",
                    expected: "\(index.width) values, as the heading has"
                )
            )
        }
    }

    private func problem(
        _ kind: ReadingProblem.Kind,
        _ line: Int,
        _ column: String,
        row: Int?,
        found: String,
        expected: String
    ) -> ReadingProblem {
        ReadingProblem(
            kind: kind,
            place: Place(file: file, line: line, column: column),
            table: tableSchema.name,
            row: row,
            found: found,
            expected: expected
        )
    }

    /// Enters each record under its number; records without one, or with one already used, are reported.
    func keyIndex(_ problems: inout ProblemList) -> KeyIndex? {
        let name = tableSchema.csvKeyColumn
        guard let column = headings.firstIndex(of: name) else {
            let isNeeded = schema.tables.contains { $0.parent == table && schema.tables[table].parent != nil }
            if isNeeded {
                problems.add(
                    problem(.missingColumn, headingLine, name, row: nil, found: "", expected: "a column \(name)")
                )
            }
            return nil
        }
        let keys = numbers(column)
        let unread = Set(unreadRows)
        var index = KeyIndex(keys)
        for row in 0..<rowCount where !unread.contains(row) || !keys.range(row).isEmpty {
            if keys.range(row).isEmpty {
                problems.add(
                    problem(.missingKey, line(row), name, row: row, found: "", expected: "a number for the record")
                )
            } else if index.insert(row) != nil {
                problems.add(
                    problem(
                        .repeatedKey,
                        line(row),
                        name,
                        row: row,
                        found: keys.string(row),
                        expected: "each number once"
                    )
                )
            }
        }
        return index
    }

    /// For each record, its parent's row; -1, and a problem, where there is none.
    ///
    /// A set without a file for the header's numbers still hangs from the one header record.
    func parents(
        _ parent: Int,
        rows: Int,
        _ keys: KeyIndex?,
        _ problems: inout ProblemList
    ) -> [Int32] {
        let name = schema.tables[parent].csvKeyColumn
        guard let column = headings.firstIndex(of: name), let keys else {
            let hangsFromHeader = schema.tables[parent].parent == nil
            if !hangsFromHeader, keys != nil {
                problems.add(
                    problem(.missingColumn, headingLine, name, row: nil, found: "", expected: "a column \(name)")
                )
            }
            return [Int32](repeating: hangsFromHeader && rows > 0 ? 0 : -1, count: rowCount)
        }
        let cells = numbers(column)
        let unread = Set(unreadRows)
        return (0..<rowCount).map { row in
            if let found = keys.find(cells, row) { return Int32(found) }
            if unread.contains(row) { return -1 }
            problems.add(
                problem(
                    .missingParent,
                    line(row),
                    name,
                    row: row,
                    found: cells.string(row),
                    expected: "the number of a record in \(schema.tables[parent].csvName)"
                )
            )
            return -1
        }
    }

    /// Ragged records: which cell is which cannot be told.
    private var unreadRows: [Int] { index.ragged.map { $0.record - 1 } }

    func table(typing: ColumnTyping, parents: [Int32]) -> ReturnTable {
        let unread = unreadRows
        let columns = Parts.made(tableSchema.fields.count, atOnce: rowCount > Parts.rowsWorthIt) { place in
            typing.column(
                columnOfField[place].map { cells($0) } ?? ByteCells(blank: rowCount),
                lines: [],
                field: tableSchema.fields[place],
                unread: unread
            )
        }
        return ReturnTable(
            schema: tableSchema,
            source: source,
            lines: Array(index.lines.dropFirst()),
            rowNumbers: typing.form == .xlsx
                ? Array(index.lines.dropFirst()) : (0..<rowCount).map { UInt32($0 + 2) },
            parents: parents,
            columns: columns
        )
    }
}
