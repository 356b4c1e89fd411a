/// The columns and relations that one expression reads, taken from a source once.
struct ResolvedSource {
    struct Column {
        let data: FieldColumn
        let type: ColumnType
        let codes: Texts?
    }

    struct Many {
        let data: RelatedRows
        /// Whether the children lie in the order of their parents, so that each row's are a run.
        let isRun: Bool
    }

    let columns: [Column]
    let ones: [[Int32]]
    let many: [Many]

    init(_ program: Program, _ source: some RecordSource) {
        let tables = program.tables
        columns = zip(tables.columns, program.codes).map { column, codes in
            Column(data: source.column(column.field, of: column.record), type: column.type, codes: codes)
        }
        ones = tables.ones.map { source.one($0.relation, of: $0.record) }
        many = tables.many.map {
            let rows = source.many($0.relation, of: $0.record)
            return Many(data: rows, isRun: Self.isRun(rows.rows))
        }
    }

    private static func isRun(_ rows: [Int32]) -> Bool {
        var differs: Int32 = 0
        for place in rows.indices { differs |= rows[place] ^ Int32(truncatingIfNeeded: place) }
        return differs == 0
    }
}

/// A compiled expression and what it asks its source for.
struct Program: Sendable {
    let root: Node
    let tables: ProgramTables
    /// For each column of `tables` its codes as texts, where it has codes.
    let codes: [Texts?]

    init(_ root: Node, _ tables: ProgramTables) {
        self.root = root
        self.tables = tables
        codes = tables.columns.map { if case .code(let codes) = $0.type { Texts(codes) } else { nil } }
    }
}
