extension ReturnTables {
    /// Hands out what loading needs of the columns: states, values, the text as it was read, and links.
    ///
    /// The cells as they came, the lines of single cells and what was normalised stay behind: findings are made by then.
    ///
    /// - Parameter piece: Given the bytes, one column at a time.
    /// - Throws: What `piece` throws.
    public func pack(_ piece: ([UInt8]) throws -> Void) rethrows {
        var heading = PackedWriter()
        heading.add(sources.count)
        for source in sources { source.pack(into: &heading) }
        heading.add(tables.count)
        try piece(heading.bytes)
        for table in tables { try table.pack(piece) }
    }

    /// Takes the tables out again.
    ///
    /// - Parameters:
    ///   - reader: Stands where they start.
    ///   - schema: The version they were read with.
    /// - Throws: `PackedError` when they are not tables of that version, or hold what no reader makes.
    public init(packed reader: inout PackedReader, schema: ResolvedSchema) throws(PackedError) {
        var sources: [SourceFile] = []
        for _ in 0..<(try reader.count(atMost: 1 << 16)) { sources.append(try SourceFile(packed: &reader)) }
        guard try reader.number() == schema.tables.count else { throw PackedError() }
        var tables: [ReturnTable] = []
        for place in schema.tables.indices {
            let above = schema.tables[place].parent.map { $0 < place ? tables[$0].rowCount : 0 }
            let table = try ReturnTable(packed: &reader, of: schema.tables[place], in: schema, parentRows: above)
            guard table.source ?? 0 < max(1, sources.count) else { throw PackedError() }
            tables.append(table)
        }
        self.init(schema: schema, sources: sources, tables: tables, problems: [])
    }
}

extension SourceFile {
    /// Puts a file's name, form, length and hash.
    ///
    /// - Parameter writer: Where to.
    public func pack(into writer: inout PackedWriter) {
        writer.add(name)
        writer.add(form.rawValue)
        writer.add(byteCount)
        writer.add(sha256)
    }

    /// Takes them out again.
    ///
    /// - Parameter reader: Stands where they start.
    /// - Throws: `PackedError`.
    public init(packed reader: inout PackedReader) throws(PackedError) {
        let name = try reader.text()
        guard let form = Form(rawValue: try reader.text()) else { throw PackedError() }
        self.init(name: name, form: form, byteCount: try reader.count(), sha256: try reader.text())
    }
}

extension ReturnTable {
    fileprivate func pack(_ piece: ([UInt8]) throws -> Void) rethrows {
        var writer = PackedWriter()
        writer.add(source ?? -1)
        writer.add(isInForm ? 1 : 0)
        writer.add(sheet)
        writer.add(lines)
        writer.add(rowNumbers)
        writer.add(parents)
        try piece(writer.bytes)
        for column in columns { try piece(column.packed()) }
    }

    fileprivate init(
        packed reader: inout PackedReader,
        of schema: TableSchema,
        in version: ResolvedSchema,
        parentRows: Int?
    ) throws(PackedError) {
        let source = try reader.number()
        guard source >= -1 else { throw PackedError() }
        let isInForm = try reader.number() == 1
        let sheet = try reader.text()
        let lines = try reader.array(of: UInt32.self)
        let rowNumbers = try reader.array(of: UInt32.self)
        let parents = try reader.array(of: Int32.self)
        let isLinked = parents.count == lines.count || (parentRows == nil && parents.isEmpty)
        let above = Int32(clamping: parentRows ?? 0)
        guard rowNumbers.count == lines.count, isLinked, parents.allSatisfy({ $0 >= -1 && $0 < above }) else {
            throw PackedError()
        }
        var columns: [Column] = []
        for field in schema.fields {
            columns.append(try Column(packed: &reader, type: field.type, rows: lines.count, in: version))
        }
        self.init(
            schema: schema,
            source: source < 0 ? nil : source,
            lines: lines,
            rowNumbers: rowNumbers,
            parents: parents,
            columns: columns,
            isInForm: isInForm,
            sheet: sheet
        )
    }
}
