/// A return as columns, whatever form it came in, each cell remembering where it came from.
public struct ReturnTables: Sendable {
    public let schema: ResolvedSchema
    /// The files it was read from, in the order they were given.
    public let sources: [SourceFile]
    /// One for each table of the schema, in the schema's order; empty where nothing came.
    public let tables: [ReturnTable]
    /// What is wrong with the shape of the return; none of it stopped the reading.
    public let problems: [ReadingProblem]

    init(schema: ResolvedSchema, sources: [SourceFile], tables: [ReturnTable], problems: [ReadingProblem]) {
        self.schema = schema
        self.sources = sources
        self.tables = tables
        self.problems = problems
    }

    /// A table by our name for it.
    ///
    /// - Parameter name: The table's name, such as `named_plan`.
    /// - Returns: The table, or nil when the schema has none of that name.
    public func table(_ name: String) -> ReturnTable? {
        schema.index(of: name).map { tables[$0] }
    }
}

/// One file of a return as it came.
public struct SourceFile: Sendable, Hashable {
    public enum Form: String, Sendable {
        case xml, csv
    }

    /// The last part of the file's path.
    public let name: String
    public let form: Form
    public let byteCount: Int
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    public let sha256: String

    init(name: String, form: Form, byteCount: Int, sha256: String) {
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
    /// For each row, the line of the file where the record starts; the first line is 1.
    public let lines: [UInt32]
    /// For each row, its number as a person counts: the spreadsheet row in CSV (the heading is row 1), the record's
    /// place among its kind in XML (the first is 1).
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
        isInForm: Bool = true
    ) {
        self.schema = schema
        self.source = source
        self.lines = lines
        self.rowNumbers = rowNumbers
        self.parents = parents
        self.columns = columns
        self.headings = headings
        self.isInForm = isInForm
    }

    public var rowCount: Int { lines.count }

    /// A column by our name for it.
    ///
    /// - Parameter field: The field's name, such as `start_date`.
    /// - Returns: The column, or nil when the schema has none of that name.
    public func column(_ field: String) -> Column? {
        schema.index(of: field).map { columns[$0] }
    }
}
