/// What the columns of a table are called in its file, where the form alone does not say.
public struct FileHeadings: Sendable, Hashable {
    /// For each row, which kind of record it is; empty when all are of the first.
    private let kinds: [UInt8]
    /// For each kind, the heading of each field; empty where the file has no such column.
    private let headings: [[String]]

    init(kinds: [UInt8], headings: [[String]]) {
        self.kinds = kinds
        self.headings = headings
    }

    /// The heading of a cell's column.
    ///
    /// - Parameters:
    ///   - field: Index of the field in its table.
    ///   - row: The row, or nil for the heading of the whole field.
    /// - Returns: The heading, or the headings one after the other; nil when the file has none.
    public func heading(field: Int, row: Int?) -> String? {
        if let row {
            let kind = row < kinds.count ? Int(kinds[row]) : 0
            return headings[kind][field].isEmpty ? nil : headings[kind][field]
        }
        let names = headings.map { $0[field] }.filter { !$0.isEmpty }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}

extension ReturnTables {
    /// What a cell's column or element is called in the file it came in.
    ///
    /// - Parameters:
    ///   - table: Index of the table.
    ///   - field: Index of the field in its table.
    ///   - row: The row, or nil for the whole field.
    /// - Returns: The name, by the file's own heading where the form leaves it open.
    public func columnName(table: Int, field: Int, row: Int?) -> String {
        if let name = tables[table].headings?.heading(field: field, row: row) { return name }
        let schema = tables[table].schema.fields[field]
        let source = tables[table].source.map { sources[$0] } ?? sources.first
        return source?.form == .xml ? schema.xmlElement : schema.csvColumn
    }
}
