import Returns
import RuleLanguage

/// A file as an example writes it.
public struct ExampleFile: Sendable, Hashable {
    public let name: String
    public let text: String

    var input: ReturnInput { ReturnInput(name: name, bytes: [UInt8](text.utf8)) }
}

/// Writes an example's records out as the CSV set of a version, and reads them back by the reader that returns go through.
struct ExampleTables {
    let schema: ResolvedSchema
    private var rows: [[[String]]]
    private var parents: [[Int]]

    init(_ schema: ResolvedSchema) {
        self.schema = schema
        rows = schema.tables.map { _ in [] }
        parents = schema.tables.map { _ in [] }
    }

    func rowCount(_ table: Int) -> Int { rows[table].count }

    /// Adds a record.
    ///
    /// - Returns: Its row.
    mutating func add(_ table: Int, cells: [Int: String], parent: Int) -> Int {
        let fields = schema.tables[table].fields.indices
        rows[table].append(fields.map { cells[$0] ?? "" })
        parents[table].append(parent)
        return rows[table].count - 1
    }

    mutating func set(_ table: Int, row: Int, field: Int, _ text: String) {
        rows[table][row][field] = text
    }

    func cell(_ table: Int, row: Int, field: Int) -> String { rows[table][row][field] }

    var files: [ExampleFile] { schema.tables.indices.map(file) }

    func read() throws(ReadingError) -> ReturnTables {
        try ReturnReader(schema: schema).read(files.map(\.input))
    }

    private func file(_ table: Int) -> ExampleFile {
        let owner = schema.tables[table]
        let parent = owner.parent.map { schema.tables[$0].csvKeyColumn }
        var text =
            ([owner.csvKeyColumn] + [parent].compactMap { $0 } + owner.fields.map(\.csvColumn))
            .joined(separator: ",") + "\r\n"
        for (row, cells) in rows[table].enumerated() {
            let links = [String(row + 1)] + (parent == nil ? [] : [String(parents[table][row] + 1)])
            text += (links + cells.map(Self.quoted)).joined(separator: ",") + "\r\n"
        }
        return ExampleFile(name: "example_\(owner.csvName).csv", text: text)
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { ",\"\r\n".contains($0) }) else { return cell }
        return "\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }
}
