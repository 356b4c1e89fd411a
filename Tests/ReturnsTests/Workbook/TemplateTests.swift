import Returns
import Testing

@Suite("The collection's own template, with every table in one sheet")
struct TemplateTests {
    static let titles = [
        "Header Record", "Person Record", "Requests Records", "Assessments Records", "Named Plan Records",
        "Plan Detail Records", "Active Plan Records", "Placement Detail Records", "SEN Need Records",
    ]

    /// The sheet's rows: for each table a title, its headings as the template words them, and its records.
    static func rows(_ whole: GeneratedReturn, unused: Int) -> [[String]] {
        let links = PreSubmission(whole)
        return whole.schema.tables.indices.flatMap { index -> [[String]] in
            let table = whole.schema.tables[index]
            let source = index == 0 ? whole.rows(table).map { Array($0) } : links.rows(index)
            let places = table.fields.map { field in source[0].firstIndex(of: field.csvColumn) }
            let keys = index == 0 ? [] : source[0].prefix { $0.hasSuffix("tableid") }
            let heading =
                ["Record Type"]
                + keys.map { $0 == "persontableid" ? "Person ID\n(unique)" : "Requests record ID (must match)" }
                + (index == 0 ? [] : ["LA\n(From Header Record)"])
                + table.fields.map { ($0.templateHeading.isEmpty ? $0.title : $0.templateHeading) + "\n[see guide]" }
            let records = source.dropFirst().map { row in
                [titles[index]] + row.prefix(keys.count) + (index == 0 ? [] : ["301"])
                    + places.map { $0.map { row[$0] } ?? "" }
            }
            // Rows that were made ready and never used carry what the template fills in by itself.
            let ready = index == 0 ? [] : (0..<unused).map { _ in [titles[index]] + keys.map { _ in "" } + ["301"] }
            return [[titles[index]], heading] + records + ready + [[]]
        }
    }

    @Test("Nine blocks, linked by the person and the request", arguments: [0, 5])
    func blocks(unused: Int) async throws {
        let whole = try await GeneratedReturn.one(2025)
        let rows = [["SEN2 data entry"], []] + Self.rows(whole, unused: unused)
        let book = TestWorkbook(sheets: [
            .init(name: "Read me", rows: [["How"]]), .init(name: "Data Entry Template", rows: rows),
        ])
        let tables = try whole.read(book)
        #expect(tables.problems == [])
        #expect(differences(try whole.readXML(), tables) == [])
        #expect(tables.notes.count { $0.kind == .columnPassedOver } == 17)
        #expect(try ReturnYear.find(in: [ReturnInput(name: "r.xlsm", bytes: book.bytes)]) == 2025)
    }
}
