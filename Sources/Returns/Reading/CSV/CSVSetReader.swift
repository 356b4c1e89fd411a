import Foundation

/// Reads the files of a CSV set into columns, and turns the numbers that link them into rows.
struct CSVSetReader {
    let schema: ResolvedSchema
    let limits: ReadingLimits

    /// Reads the set.
    ///
    /// - Throws: `ReadingError` for the first file that cannot be read to its end or belongs to no table.
    func read(_ inputs: [ReturnInput]) throws(ReadingError) -> ReturnTables {
        var sources: [SourceFile] = []
        var files: [CSVTableFile?] = schema.tables.map { _ in nil }
        var problems = ProblemList(limit: limits.problemsListed, notTaken: schema.notTaken)
        for input in inputs {
            if inputs.count > 1, problems.passesOver(file: input.name) { continue }
            let (source, index) = try index(of: input)
            sources.append(source)
            if inputs.count == 1, let flat = flat(index, input.name) { return flat.read(source: source, &problems) }
            let table = try tableIndex(for: input.name, index)
            guard files[table] == nil else {
                throw ReadingError(
                    code: .repeatedTable,
                    place: Place(file: input.name, line: 0),
                    sentence: "Two files hold the table \(schema.tables[table].csvName). Give one file for each table."
                )
            }
            files[table] = CSVTableFile(
                schema: schema,
                table: table,
                index: index,
                file: input.name,
                source: sources.count - 1
            )
        }
        for (place, file) in files.enumerated() {
            guard let file else {
                problems.add(missing(schema.tables[place], sources))
                continue
            }
            file.reportShape(&problems)
        }
        return link(files, sources, ColumnTyping(schema: schema, form: .csv), &problems)
    }

    /// A reader of the flat form, when the return has one and the file is in it.
    private func flat(_ index: CSVIndex, _ file: String) -> FlatReader? {
        guard schema.flatRowTable != nil else { return nil }
        let columns = FlatColumns(schema: schema, index: index)
        guard columns.areOfFlatFile(schema) else { return nil }
        return FlatReader(schema: schema, index: index, columns: columns, file: file)
    }

    /// Reads and indexes a file, whose text is then held once and in one piece.
    private func index(of input: ReturnInput) throws(ReadingError) -> (SourceFile, CSVIndex) {
        var text: [UInt8] = []
        text.reserveCapacity(min(size(of: input), limits.fileSize) + CSVIndex.padding)
        let (byteCount, sha256) = try input.forEachPiece(limits: limits) { piece throws(ReadingError) in
            text.append(contentsOf: piece)
        }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        try TextEncoding.check(text, file: input.name)
        let source = SourceFile(name: input.name, form: .csv, byteCount: byteCount, sha256: sha256)
        return (source, try CSVIndex(text: consume text, file: input.name, limits: limits))
    }

    /// How large a file on disk is; 0 where that cannot be told before it is read.
    private func size(of input: ReturnInput) -> Int {
        guard case .path(let path) = input.content else { return 0 }
        return (try? path.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
    }

    /// The table a file holds: by the end of its name, otherwise by the numbers its heading carries.
    private func tableIndex(for file: String, _ index: CSVIndex) throws(ReadingError) -> Int {
        try refuseOtherSeparators(file, index)
        let stem = file.lowercased().hasSuffix(".csv") ? String(file.lowercased().dropLast(4)) : file.lowercased()
        let last = stem.split(whereSeparator: { $0 == "_" || $0 == "-" || $0 == " " }).last.map(String.init) ?? stem
        if let named = schema.tables.firstIndex(where: { $0.csvName == last }) { return named }
        let headings = Set(CSVTableFile.headings(of: index))
        let keyed = schema.tables.indices.filter { headings.contains(schema.tables[$0].csvKeyColumn) }
        if let deepest = keyed.last { return deepest }
        throw ReadingError(
            code: .noReturn,
            place: Place(file: file, line: 1),
            sentence:
                "The heading is of no table of this return. Name each file as the export does, such as _person.csv."
        )
    }

    /// A heading that is one cell with semicolons or tabs in it is a spreadsheet's other way of writing tables.
    private func refuseOtherSeparators(_ file: String, _ index: CSVIndex) throws(ReadingError) {
        guard index.width == 1 else { return }
        let heading = index.bytes[Int(index.spans[0])..<Int(index.spans[1])]
        guard heading.contains(where: { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "\t") }) else { return }
        throw ReadingError(
            code: .notWellFormed,
            place: Place(file: file, line: 1),
            sentence: "The values are not separated by commas. Save the file again as comma-separated CSV."
        )
    }

    private func missing(_ table: TableSchema, _ sources: [SourceFile]) -> ReadingProblem {
        ReadingProblem(
            kind: .missingTable,
            place: Place(file: sources.first?.name ?? "", line: 0),
            table: table.name,
            row: nil,
            found: "",
            expected: "a file whose name ends in _\(table.csvName).csv"
        )
    }

    /// Turns the numbers that link records into rows, and types the columns.
    func link(
        _ files: [CSVTableFile?],
        _ sources: [SourceFile],
        _ typing: ColumnTyping,
        _ problems: inout ProblemList
    ) -> ReturnTables {
        var keys: [KeyIndex?] = []
        for file in files { keys.append(file?.keyIndex(&problems)) }
        let tables = schema.tables.enumerated().map { place, table in
            guard let file = files[place] else { return ReturnTable.absent(table, typing) }
            let parents =
                table.parent.map { parent in
                    file.parents(parent, rows: files[parent]?.rowCount ?? 0, keys[parent], &problems)
                } ?? []
            return file.table(typing: typing, parents: parents)
        }
        return ReturnTables(
            schema: schema,
            sources: sources,
            tables: tables,
            problems: problems.problems,
            notes: problems.notes
        )
    }
}

extension ReturnTable {
    /// A table of which nothing came.
    fileprivate static func absent(_ schema: TableSchema, _ typing: ColumnTyping) -> ReturnTable {
        ReturnTable(
            schema: schema,
            source: nil,
            lines: [],
            rowNumbers: [],
            parents: [],
            columns: schema.fields.map { typing.column(ByteCells(blank: 0), lines: [], field: $0, unread: []) }
        )
    }
}
