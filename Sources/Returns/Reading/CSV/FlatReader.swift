/// Reads the flat form: one CSV file whose rows each hold a pupil, the school they are at, and their needs.
///
/// No cell is copied: every column is a view on the file's own bytes, those of repeated records by spans of their own.
struct FlatReader {
    let schema: ResolvedSchema
    let index: CSVIndex
    let columns: FlatColumns
    let file: String
    private let typing: ColumnTyping
    private let unread: [Int]

    init(
        schema: ResolvedSchema,
        index: CSVIndex,
        columns: FlatColumns,
        file: String,
        form: SourceFile.Form = .csv,
        countsFrom1904: Bool = false
    ) {
        self.schema = schema
        self.index = index
        self.columns = columns
        self.file = file
        typing = ColumnTyping(schema: schema, form: form, countsFrom1904: countsFrom1904)
        unread = index.ragged.map { $0.record - 1 }
    }

    private var rowCount: Int { max(0, index.lines.count - 1) }

    func read(source: SourceFile, _ problems: inout ProblemList) -> ReturnTables {
        FlatShape(schema: schema, index: index, columns: columns, file: file).report(&problems)
        let groups = FlatGroups(index, columns: groupColumns, unread: Set(unread))
        let tables = Parts.made(schema.tables.count, atOnce: rowCount > Parts.rowsWorthIt) { table in
            switch schema.tables[table].flat {
            case .group where isCarried(table): group(table, groups)
            case .row: row(table, groups)
            case .repeated where isCarried(table): repeated(table)
            default: absent(table)
            }
        }
        return ReturnTables(
            schema: schema,
            sources: [source],
            tables: tables,
            problems: problems.problems,
            notes: problems.notes
        )
    }

    /// The columns of everything that is said once for a school.
    private var groupColumns: [Int] {
        schema.tables.indices.filter { schema.tables[$0].flat == .group }.flatMap { table in
            schema.tables[table].fields.indices.compactMap { columns.column(table: table, field: $0) }
        }
    }

    /// Whether the file has any of the table's columns; the header there always is.
    private func isCarried(_ table: Int) -> Bool {
        guard schema.tables[table].parent != nil else { return true }
        return schema.tables[table].fields.indices.contains { field in
            places(table).contains { columns.column(table: table, field: field, place: $0) != nil }
        }
    }

    /// The records that one row holds of a table.
    private func places(_ table: Int) -> Range<Int> {
        for field in schema.tables[table].fields {
            if case .columns(let places) = field.flat { return 0..<places.count }
        }
        return 0..<0
    }

    private func group(_ table: Int, _ groups: FlatGroups) -> ReturnTable {
        let rows = groups.firstRows
        let cells = schema.tables[table].fields.indices.map { field in
            columns.column(table: table, field: field).map { column in
                ByteCells(bytes: index.bytes, spans: spans(rows.map { ($0, column) }), count: rows.count)
            }
        }
        let isHeader = schema.tables[table].parent == nil
        return self.table(
            table,
            rows: rows,
            parents: isHeader ? [] : rows.indices.map { Int32($0) },
            cells: cells,
            unread: []
        )
    }

    private func row(_ table: Int, _ groups: FlatGroups) -> ReturnTable {
        let cells = schema.tables[table].fields.indices.map { field in
            columns.column(table: table, field: field).map { column in
                ByteCells(
                    bytes: index.bytes,
                    spans: index.spans,
                    stride: index.width * 2,
                    offset: (index.width + column) * 2,
                    count: rowCount
                )
            }
        }
        return self.table(table, rows: Array(0..<rowCount), parents: groups.groupOfRow, cells: cells, unread: unread)
    }

    private func repeated(_ table: Int) -> ReturnTable {
        let records = FlatRecords(index, places: valueColumns(table), unread: Set(unread))
        let cells = schema.tables[table].fields.enumerated().map { place, field -> ByteCells? in
            if field.flat == .position { return records.positions }
            let found = places(table).map { columns.column(table: table, field: place, place: $0) }
            guard found.contains(where: { $0 != nil }) else { return nil }
            let spans = spans(zip(records.rows, records.kinds).map { (Int($0), found[Int($1)]) })
            return ByteCells(bytes: index.bytes, spans: spans, count: records.rows.count)
        }
        return self.table(
            table,
            rows: records.rows.map(Int.init),
            parents: records.rows,
            cells: cells,
            unread: [],
            kinds: records.kinds
        )
    }

    /// For each record that a row may hold, the columns in which it would be seen.
    private func valueColumns(_ table: Int) -> [[Int]] {
        places(table).map { place in
            schema.tables[table].fields.indices.compactMap { columns.column(table: table, field: $0, place: place) }
        }
    }

    private func spans(_ cells: [(row: Int, column: Int?)]) -> [UInt32] {
        var spans: [UInt32] = []
        spans.reserveCapacity(cells.count * 2)
        for (row, column) in cells {
            guard let column else {
                spans.append(contentsOf: [0, 0])
                continue
            }
            let place = ((row + 1) * index.width + column) * 2
            spans.append(index.spans[place])
            spans.append(index.spans[place + 1])
        }
        return spans
    }

    private func table(
        _ table: Int,
        rows: [Int],
        parents: [Int32],
        cells: [ByteCells?],
        unread: [Int],
        kinds: [UInt8] = []
    ) -> ReturnTable {
        let owner = schema.tables[table]
        return ReturnTable(
            schema: owner,
            source: 0,
            lines: rows.map { index.lines[$0 + 1] },
            rowNumbers: rows.map { typing.form == .xlsx ? index.lines[$0 + 1] : UInt32($0 + 2) },
            parents: parents,
            columns: Parts.made(owner.fields.count, atOnce: rows.count > Parts.rowsWorthIt) { place in
                let field = owner.fields[place]
                guard let cells = cells[place] else { return Column(unread: rows.count, type: field.type) }
                return typing.column(cells, lines: [], field: field, unread: unread)
            },
            headings: headings(table, kinds)
        )
    }

    private func headings(_ table: Int, _ kinds: [UInt8]) -> FileHeadings {
        let places = schema.tables[table].flat == .repeated ? places(table) : 0..<1
        return FileHeadings(
            kinds: kinds,
            headings: places.map { place in
                let names = schema.tables[table].fields.indices.map { field in
                    columns.column(table: table, field: field, place: place).map { columns.headings[$0] } ?? ""
                }
                // A position has no column of its own: it is seen by the column of what it ranks.
                let any = names.first { !$0.isEmpty } ?? ""
                return zip(names, schema.tables[table].fields).map { $1.flat == .position ? any : $0 }
            }
        )
    }

    private func absent(_ table: Int) -> ReturnTable {
        ReturnTable(
            schema: schema.tables[table],
            source: nil,
            lines: [],
            rowNumbers: [],
            parents: [],
            columns: schema.tables[table].fields.map { Column(unread: 0, type: $0.type) },
            isInForm: false
        )
    }
}
