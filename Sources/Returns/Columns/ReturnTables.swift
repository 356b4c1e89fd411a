/// A return as columns, whatever form it came in, each cell remembering where it came from.
public struct ReturnTables: Sendable {
    public let schema: ResolvedSchema
    /// The files it was read from, in the order they were given.
    public let sources: [SourceFile]
    /// One for each table of the schema, in the schema's order; empty where nothing came.
    public let tables: [ReturnTable]
    /// What is wrong with the shape of the return; none of it stopped the reading.
    public let problems: [ReadingProblem]
    /// What the reader did that the sender should know of, though nothing is wrong.
    public let notes: [ReadingNote]

    init(
        schema: ResolvedSchema,
        sources: [SourceFile],
        tables: [ReturnTable],
        problems: [ReadingProblem],
        notes: [ReadingNote] = []
    ) {
        self.schema = schema
        self.sources = sources
        self.tables = tables
        self.problems = problems
        self.notes = notes
    }

    /// A table by our name for it.
    ///
    /// - Parameter name: The table's name, such as `named_plan`.
    /// - Returns: The table, or nil when the schema has none of that name.
    public func table(_ name: String) -> ReturnTable? {
        schema.index(of: name).map { tables[$0] }
    }

    /// What findings call the place a table came from: the file, and in a workbook the sheet.
    ///
    /// - Parameter table: The table's index.
    /// - Returns: The name; that of the first file when the table did not come.
    public func placeName(ofTable table: Int) -> String {
        guard tables.indices.contains(table), let source = tables[table].source else {
            return sources.first?.name ?? ""
        }
        let sheet = tables[table].sheet
        return sheet.isEmpty ? sources[source].name : "\(sources[source].name), sheet \(sheet)"
    }
}

/// One file of a return as it came.
public struct SourceFile: Sendable, Hashable {
    public enum Form: String, Sendable {
        case xml, csv, xlsx
    }

    /// The last part of the file's path.
    public let name: String
    public let form: Form
    public let byteCount: Int
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    public let sha256: String

    /// Names a file that was read, now or when its submission was checked.
    ///
    /// - Parameters:
    ///   - name: The last part of the file's path.
    ///   - form: In which form it is.
    ///   - byteCount: How many bytes it has.
    ///   - sha256: SHA-256 of its bytes, in lower-case hexadecimal.
    public init(name: String, form: Form, byteCount: Int, sha256: String) {
        self.name = name
        self.form = form
        self.byteCount = byteCount
        self.sha256 = sha256
    }
}

/// One table of a return, column by column.
public struct ReturnTable: Sendable {
    public let schema: TableSchema
    /// Index into `ReturnTables.sources`; nil when the table did not come.
    public let source: Int?
    /// The sheet of the workbook that it came from; empty for other forms.
    public let sheet: String
    /// For each row, the line of the file where the record starts, or the row of the sheet; the first is 1.
    public let lines: [UInt32]
    /// For each row, its number as a person counts: the row as Excel shows it in a workbook and, with the heading as
    /// row 1, in CSV; the record's place among its kind in XML (the first is 1).
    public let rowNumbers: [UInt32]
    /// For each row, the index of its parent's row in the parent table.
    ///
    /// It is -1 where there is none; the header, which has no parent table, has none at all.
    public let parents: [Int32]
    /// One for each field of the schema, in the schema's order.
    public let columns: [Column]
    /// What its columns are called in the file, where the form alone does not say.
    public let headings: FileHeadings?
    /// False for a table that the form of the file does not carry, so that nothing is said of its records.
    public let isInForm: Bool

    init(
        schema: TableSchema,
        source: Int?,
        lines: [UInt32],
        rowNumbers: [UInt32],
        parents: [Int32],
        columns: [Column],
        headings: FileHeadings? = nil,
        isInForm: Bool = true,
        sheet: String = ""
    ) {
        self.schema = schema
        self.source = source
        self.sheet = sheet
        self.lines = lines
        self.rowNumbers = rowNumbers
        self.parents = parents
        self.columns = columns
        self.headings = headings
        self.isInForm = isInForm
    }

    public var rowCount: Int { lines.count }

    /// The same table, with what a workbook tells besides.
    func inSheet(_ sheet: String, headings: FileHeadings?) -> ReturnTable {
        ReturnTable(
            schema: schema,
            source: source,
            lines: lines,
            rowNumbers: rowNumbers,
            parents: parents,
            columns: columns,
            headings: headings,
            isInForm: isInForm,
            sheet: sheet
        )
    }

    /// A column by our name for it.
    ///
    /// - Parameter field: The field's name, such as `start_date`.
    /// - Returns: The column, or nil when the schema has none of that name.
    public func column(_ field: String) -> Column? {
        schema.index(of: field).map { columns[$0] }
    }
}
