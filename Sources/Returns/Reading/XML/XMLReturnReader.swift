/// Reads an XML message into columns: strictly, in pieces, without entities, DOCTYPE or network.
struct XMLReturnReader {
    let schema: ResolvedSchema
    let limits: ReadingLimits

    /// Reads one message.
    ///
    /// - Throws: `ReadingError` at the first place where the text is not well formed or is no return of this kind.
    func read(_ input: ReturnInput) throws(ReadingError) -> ReturnTables {
        let shape = XMLShape(schema: schema)
        let parser = XMLParser(
            builder: XMLBuilder(shape: shape, file: input.name, limits: limits),
            file: input.name
        )
        let (byteCount, sha256) = try input.forEachPiece(limits: limits) { piece throws(ReadingError) in
            try parser.feed(piece)
        }
        try parser.finish()
        let source = SourceFile(name: input.name, form: .xml, byteCount: byteCount, sha256: sha256)
        return tables(from: parser.builder, shape: shape, source: source)
    }

    private func tables(from builder: XMLBuilder, shape: XMLShape, source: SourceFile) -> ReturnTables {
        let typing = ColumnTyping(schema: schema, form: .xml)
        let tables = schema.tables.enumerated().map { index, table in
            let rows = builder.rows[index]
            let fields = table.fields
            let columns = Parts.made(fields.count, atOnce: rows.lines.count > Parts.rowsWorthIt) { place in
                let cells = builder.columns[shape.firstColumn[index] + place]
                return typing.column(
                    ByteCells(bytes: cells.bytes, spans: cells.spans, count: cells.count),
                    lines: cells.lines,
                    field: fields[place],
                    unread: []
                )
            }
            return ReturnTable(
                schema: table,
                source: rows.lines.isEmpty ? nil : 0,
                lines: rows.lines,
                rowNumbers: (0..<rows.lines.count).map { UInt32($0 + 1) },
                parents: rows.parents,
                columns: columns
            )
        }
        return ReturnTables(
            schema: schema,
            sources: [source],
            tables: tables,
            problems: builder.problems.problems,
            notes: builder.problems.notes
        )
    }
}
