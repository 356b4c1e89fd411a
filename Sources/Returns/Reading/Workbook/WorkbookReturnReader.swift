/// Reads a workbook into columns: one sheet for each table, or the collection's template with all tables in one sheet.
struct WorkbookReturnReader {
    let schema: ResolvedSchema
    let limits: ReadingLimits

    /// Reads the workbook.
    ///
    /// - Parameters:
    ///   - archive: The workbook as the archive it is.
    ///   - notes: What was noted before the workbook was opened.
    /// - Returns: The tables.
    /// - Throws: `ReadingError` where the workbook cannot be read to its end, or a sheet has no heading.
    func read(_ archive: ZipArchive, notes: [ReadingNote]) throws(ReadingError) -> ReturnTables {
        let workbook = try WorkbookFile(archive, limits: limits)
        var work = WorkbookReading(schema: schema, limits: limits, file: archive.name, notes: notes)
        if workbook.hasMacros {
            let place = Place(file: archive.name, line: 0)
            work.note(ReadingNote(.macros, at: place, "The workbook holds macros. They were not looked at."))
        }
        for sheet in workbook.sheets {
            let cells = try workbook.cells(of: sheet, cellLimit: limits.workbook.cells - work.cellCount)
            try work.take(cells, of: sheet, label: workbook.label(of: sheet))
        }
        guard work.hasTables else {
            throw archive.failure(
                .noReturn,
                "No sheet is named as a table of this return. Name each sheet as the template does, such as Person."
            )
        }
        return work.finished(archive, countsFrom1904: workbook.countsFrom1904)
    }
}

/// The sheets of a workbook as they are matched to tables.
private struct WorkbookReading {
    let schema: ResolvedSchema
    let limits: ReadingLimits
    let file: String
    private(set) var notes: [ReadingNote]
    private(set) var cellCount = 0
    private var gridCount = 0
    private var tables: [SheetTable?]
    /// The one sheet of a return in its flat form.
    private var flat: SheetTable?
    private var problems: ProblemList
    private let titles: SheetTitles

    init(schema: ResolvedSchema, limits: ReadingLimits, file: String, notes: [ReadingNote]) {
        self.schema = schema
        self.limits = limits
        self.file = file
        self.notes = notes
        tables = schema.tables.map { _ in nil }
        problems = ProblemList(limit: limits.problemsListed, notTaken: schema.notTaken)
        titles = SheetTitles(schema: schema)
    }

    var hasTables: Bool { flat != nil || tables.contains { $0 != nil } }

    mutating func note(_ note: ReadingNote) { notes.append(note) }

    mutating func take(_ cells: SheetCells, of sheet: WorkbookFile.Sheet, label: String) throws(ReadingError) {
        cellCount += cells.cells.count
        guard !cells.cells.isEmpty else { return }
        if titles.table(sheet.name) == nil, problems.passesOver(file: sheet.name) { return }
        let place = Place(file: label, line: 0)
        if !hasTables, let laid = flatSheet(cells, sheet.name, label) {
            flat = laid
            report(laid)
        } else if let table = titles.table(sheet.name) {
            try takeTable(table, cells, sheet.name, label)
        } else if SheetTitles.isStacked(sheet.name) {
            try takeStacked(cells, sheet.name, label)
        } else if let table = tableByKeys(cells) {
            try takeTable(table, cells, sheet.name, label)
        } else {
            return passOver(sheet, place)
        }
        if sheet.isHidden {
            note(ReadingNote(.hiddenSheet, at: place, "The sheet is hidden. It was read all the same."))
        }
        notes += cells.notes(label)
    }

    /// The sheet as the flat form's file, when the return has one and the sheet's longest row near the top is of it.
    private func flatSheet(_ cells: SheetCells, _ sheet: String, _ label: String) -> SheetTable? {
        guard let table = schema.flatRowTable else { return nil }
        let top = cells.rows.indices.prefix(limits.workbook.headingRows)
        guard let row = top.max(by: { (cells.cells($0).count, $1) < (cells.cells($1).count, $0) }) else { return nil }
        func laid(_ rows: Range<Int>) -> SheetTable? {
            SheetTable(
                table: table,
                schema: schema,
                sheet: sheet,
                label: label,
                heading: SheetHeading(row: row, of: cells, names: SheetNames()),
                cells: cells,
                rows: rows,
                gridLimit: limits.workbook.cells - gridCount
            )
        }
        let isFlat = laid(row..<row).map { FlatColumns(schema: schema, index: $0.index).areOfFlatFile(schema) } ?? false
        return isFlat ? laid(row + 1..<cells.rows.count) : nil
    }

    private mutating func passOver(_ sheet: WorkbookFile.Sheet, _ place: Place) {
        if SheetTitles.isKnown(sheet.name) || sheet.isHidden {
            return note(ReadingNote(.sheetPassedOver, at: place, "The sheet holds no records, and was not read."))
        }
        problems.add(
            ReadingProblem(
                kind: .unknownName,
                place: place,
                table: "",
                row: nil,
                found: sheet.name,
                expected: "a sheet named as a table, such as \(schema.tables.last?.title ?? "")"
            )
        )
    }

    /// The table whose own record numbers a sheet of any name carries; of several, the deepest.
    private func tableByKeys(_ cells: SheetCells) -> Int? {
        let first = cells.cells(0).prefix(1_000).map { SheetNames.squeezed(cells.text($0)) }
        return schema.tables.lastIndex { first.contains($0.csvKeyColumn) }
    }

    private mutating func takeTable(
        _ table: Int,
        _ cells: SheetCells,
        _ sheet: String,
        _ label: String
    ) throws(ReadingError) {
        let names = SheetNames(schema: schema, table: table)
        let heading = SheetHeading.find(in: cells, names: names, rows: limits.workbook.headingRows)
        guard let heading else {
            throw ReadingError(
                code: .noReturn,
                place: Place(file: label, line: 1),
                sentence: "The sheet has no row that names its columns. Put the names above the records."
            )
        }
        try enter(table, heading, cells, heading.row + 1..<cells.rows.count, sheet, label)
    }

    private mutating func takeStacked(_ cells: SheetCells, _ sheet: String, _ label: String) throws(ReadingError) {
        for block in StackedSheet(cells, schema: schema).blocks {
            try enter(block.table, block.heading, cells, block.rows, sheet, label)
        }
    }

    private mutating func enter(
        _ table: Int,
        _ heading: SheetHeading,
        _ cells: SheetCells,
        _ rows: Range<Int>,
        _ sheet: String,
        _ label: String
    ) throws(ReadingError) {
        guard tables[table] == nil else {
            throw ReadingError(
                code: .repeatedTable,
                place: Place(file: label, line: 0),
                sentence: "Two sheets hold the table \(schema.tables[table].title). Give one sheet for each table."
            )
        }
        let entered = SheetTable(
            table: table,
            schema: schema,
            sheet: sheet,
            label: label,
            heading: heading,
            cells: cells,
            rows: rows,
            gridLimit: limits.workbook.cells - gridCount
        )
        guard let entered else {
            throw ReadingError(
                code: .tooLarge,
                place: Place(file: label, line: 0),
                sentence: "The sheet has far more columns or rows than its table. Keep the return's rows alone."
            )
        }
        gridCount += entered.index.spans.count / 2
        tables[table] = entered
        report(entered)
    }

    private mutating func report(_ entered: SheetTable) {
        let line = Int(entered.index.lines.first ?? 0)
        for column in entered.heading.passedOver {
            let place = Place(file: entered.label, line: line, column: column.heading)
            note(
                ReadingNote(
                    .columnPassedOver,
                    at: place,
                    "The column is known, is no part of a return, and was not read."
                )
            )
        }
        for (column, row) in entered.strays {
            problems.add(
                ReadingProblem(
                    kind: .unknownName,
                    place: Place(file: entered.label, line: row, column: SheetCells.letters(column)),
                    table: schema.tables[entered.table].name,
                    row: nil,
                    found: "column \(SheetCells.letters(column))",
                    expected: "a heading above the values"
                )
            )
        }
    }

    /// Links the tables by their record numbers and types their columns.
    mutating func finished(_ archive: ZipArchive, countsFrom1904: Bool) -> ReturnTables {
        let source = SourceFile(name: file, form: .xlsx, byteCount: archive.byteCount, sha256: archive.sha256)
        if let flat { return finished(flat, source, countsFrom1904: countsFrom1904) }
        let files = tables.map { entered in
            entered.map {
                CSVTableFile(schema: schema, table: $0.table, index: $0.index, file: $0.label, source: 0)
            }
        }
        for (place, file) in files.enumerated() {
            if let file { file.reportShape(&problems) } else { problems.add(missing(schema.tables[place])) }
        }
        let typing = ColumnTyping(schema: schema, form: .xlsx, countsFrom1904: countsFrom1904)
        let linked = CSVSetReader(schema: schema, limits: limits).link(files, [source], typing, &problems)
        return ReturnTables(
            schema: schema,
            sources: linked.sources,
            tables: zip(linked.tables, tables).map { table, entered in entered.map { table.named($0) } ?? table },
            problems: linked.problems,
            notes: notes + problems.notes
        )
    }

    private mutating func finished(_ flat: SheetTable, _ source: SourceFile, countsFrom1904: Bool) -> ReturnTables {
        let reader = FlatReader(
            schema: schema,
            index: flat.index,
            columns: FlatColumns(schema: schema, index: flat.index),
            file: flat.label,
            form: .xlsx,
            countsFrom1904: countsFrom1904
        )
        let read = reader.read(source: source, &problems)
        return ReturnTables(
            schema: schema,
            sources: read.sources,
            tables: read.tables.map { $0.source == nil ? $0 : $0.inSheet(flat.sheet, headings: $0.headings) },
            problems: read.problems,
            notes: notes + problems.notes
        )
    }

    private func missing(_ table: TableSchema) -> ReadingProblem {
        ReadingProblem(
            kind: .missingTable,
            place: Place(file: file, line: 0),
            table: table.name,
            row: nil,
            found: "",
            expected: "a sheet named \(table.title)"
        )
    }
}

extension ReturnTable {
    fileprivate func named(_ entered: SheetTable) -> ReturnTable {
        let headings = Dictionary(entered.heading.columns.map { ($0.name, $0.heading) }) { first, _ in first }
        let names = schema.fields.map { headings[$0.csvColumn] ?? "" }
        return inSheet(entered.sheet, headings: FileHeadings(kinds: [], headings: [names]))
    }
}

extension SheetCells {
    /// What the sender should know of a sheet that was read.
    fileprivate func notes(_ label: String) -> [ReadingNote] {
        ReadingNote.Kind.allCases.compactMap { kind in
            guard let remark = remarks[kind], let sentence = Self.sentence(kind) else { return nil }
            let column = kind == .mergedCells ? "" : Self.letters(remark.firstColumn)
            let place = Place(file: label, line: kind == .mergedCells ? 0 : remark.firstRow, column: column)
            return ReadingNote(kind, at: place, count: remark.count, sentence)
        }
    }

    private static func sentence(_ kind: ReadingNote.Kind) -> String? {
        switch kind {
        case .formulas: "Formulas were read by the values they had when the workbook was saved."
        case .formulasWithoutValue:
            "Formulas hold no value and were read as blank. Open the workbook in Excel and save it again."
        case .errorCells: "Cells show an error, such as #N/A. They were read as they stand."
        case .mergedCells: "Cells are merged. Only the first of them holds a value; the others were read as blank."
        default: nil
        }
    }
}
