public import Returns

/// Empty CSV files of a version, each with its heading alone.
public struct CSVTemplates {
    private let schema: ResolvedSchema

    public init(_ schema: ResolvedSchema) {
        self.schema = schema
    }

    /// The files by name, in the order of the tables.
    public var files: [(name: String, bytes: [UInt8])] {
        schema.tables.map { table in
            let columns = Self.heading(table, in: schema).joined(separator: ",")
            return ("\(schema.name)_\(schema.version)_\(table.csvName).csv", Array("\(columns)\r\n".utf8))
        }
    }

    /// The heading of a table's file, as the Data Package has it: with the columns that a collection's export carries
    /// beside the table's own, which may stay blank.
    private static func heading(_ table: TableSchema, in schema: ResolvedSchema) -> [String] {
        let own = columns(table, in: schema)
        return [own[0], "NativeId"] + own.dropFirst() + ["\(table.csvName)orderseqcolumn", "sourceid"]
    }

    /// The columns that a person fills in: its number, the number of the record it belongs to, its fields.
    static func columns(_ table: TableSchema, in schema: ResolvedSchema) -> [String] {
        let parent = table.parent.map { schema.tables[$0].csvKeyColumn }
        return [table.csvKeyColumn] + (parent.map { [$0] } ?? []) + table.fields.map(\.csvColumn)
    }
}
