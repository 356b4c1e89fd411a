import Returns
import Testing
import Validation

@Suite("The same counts in every form, for every return")
struct EveryReturnCountsTests {
    @Test(
        "A bad return of each kind",
        arguments: ["sen2@2026", "school-census@2026", "provision@2026", "capacity@2026"]
    )
    func counts(_ version: String) throws {
        let library = SchemaLibrary(directory: Standard.schemas)
        let schema = try library.resolve(version)
        let tables = try ReturnReader(schema: schema).read(Self.inputs(schema))
        let result = try Checker(schema: schema, rules: RuleBook.load(library, schema)).check(tables)
        #expect(result.findings.count >= 10)
        try FormCounts.agree(result, tables)
    }

    /// One record of each table, all linked, with a formula in every cell and a column that no return knows.
    private static func inputs(_ schema: ResolvedSchema) -> [ReturnInput] {
        schema.tables.map { table in
            let links = [table.csvKeyColumn] + (table.parent.map { [schema.tables[$0].csvKeyColumn] } ?? [])
            let headings = links + table.fields.map(\.csvColumn) + ["case worker"]
            let cells = links.map { _ in "1" } + table.fields.map { _ in "=1+1" } + ["\"a,b\""]
            let lines = [headings.joined(separator: ","), cells.joined(separator: ",")]
            return ReturnInput(name: "\(table.csvName).csv", bytes: [UInt8](lines.joined(separator: "\r\n").utf8))
        }
    }
}
