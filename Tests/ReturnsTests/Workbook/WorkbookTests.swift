import Foundation
import Returns
import Testing

@Suite("A workbook is read into the same columns")
struct WorkbookTests {
    static let names: [@Sendable (TableSchema) -> String] = [
        { $0.title }, { $0.title.uppercased() }, { $0.name }, { $0.csvName }, { $0.xmlElement },
        { "Blade-Export_14-03_\($0.csvName)" }, { " \($0.name.replacing("_", with: " ")) " },
    ]

    @Test("One sheet for each table, by any of its names", arguments: names.indices, [2024, 2025])
    func sheets(name: Int, year: Int) async throws {
        let whole = try await GeneratedReturn.one(year)
        let tables = try whole.read(whole.workbook(named: Self.names[name]))
        #expect(differences(try whole.readXML(), tables) == [])
        #expect(tables.problems == [] && tables.notes == [])
        let book = ReturnInput(name: "r.xlsx", bytes: whole.workbook(named: Self.names[name]).bytes)
        #expect(try ReturnYear.find(in: [book]) == year)
    }

    @Test("Headings as the template has them, as titles or as elements, and lines above them", arguments: 0..<4)
    func headings(form: Int) async throws {
        let whole = try await GeneratedReturn.one(2025)
        let book = whole.workbook(changing: { table, rows in
            let heading = rows[0].map { name in
                guard let field = table.fields.first(where: { $0.csvColumn == name }) else { return name }
                let template = field.templateHeading.isEmpty ? field.title : field.templateHeading
                return [
                    field.title, "\(template.replacing("–", with: "-"))\n(see the guide)", field.xmlElement,
                    "  \(template.uppercased()) ",
                ][form]
            }
            return [[table.description], [], heading] + rows.dropFirst()
        })
        let tables = try whole.read(book)
        #expect(differences(try whole.readXML(), tables) == [])
        #expect(tables.problems == [])
        #expect(tables.table("person")?.rowNumbers.first == 4)
    }

    @Test("Findings name the sheet, the row that Excel shows and the heading as it stands")
    func places() throws {
        let rows = [
            ["Persons of 2025"], ["Person ID (unique)", "Date of\nbirth"], ["1", "nonsense"], [], ["2", "x"],
        ]
        let tables = try Self.read([.init(name: "PERSON", rows: rows)])
        let person = try #require(tables.table("person"))
        #expect(person.rowNumbers == [3, 5] && person.lines == [3, 5])
        #expect(person.sheet == "PERSON")
        let table = try #require(tables.schema.index(of: "person"))
        let field = try #require(tables.schema.tables[table].index(of: "birth_date"))
        #expect(tables.columnName(table: table, field: field, row: 0) == "Date of birth")
        #expect(tables.placeName(ofTable: table) == "r.xlsx, sheet PERSON")
        #expect(tables.sources.map(\.form) == [.xlsx])
    }

    @Test("Unknown sheets and columns, and values under no heading, are problems with their places")
    func unknown() throws {
        let person = [["persontableid", "Surname", "Shoe size"], ["1", "A", "38"], ["2", "B", "", "", "stray"]]
        let tables = try Self.read([
            .init(name: "person", rows: person), .init(name: "My notes", rows: [["x"]]), .init(name: "Empty", rows: []),
        ])
        let unknown = tables.problems.filter { $0.kind == .unknownName }
        #expect(Set(unknown.map(\.found)) == ["shoe size", "My notes", "column E"])
        #expect(
            unknown.first { $0.found == "column E" }?.place == Place(file: "r.xlsx, sheet person", line: 3, column: "E")
        )
        #expect(tables.problems.count { $0.kind == .missingTable } == tables.schema.tables.count - 1)
        #expect(tables.table("person")?.rowCount == 2)
    }

    @Test("Known sheets and columns are passed over with a word")
    func passedOver() throws {
        let person = [["persontableid", "Surname", "Issues"], ["1", "A", "Surname is short"]]
        let tables = try Self.read([
            .init(name: "Read me", rows: [["x"]]), .init(name: "Code lists", rows: [["y"]]),
            .init(name: "Person", rows: person), .init(name: "Lists", rows: [["z"]], state: "veryHidden"),
        ])
        #expect(tables.problems.allSatisfy { $0.kind == .missingTable || $0.kind == .missingColumn })
        #expect(tables.notes.map(\.kind) == [.sheetPassedOver, .sheetPassedOver, .columnPassedOver, .sheetPassedOver])
        #expect(tables.notes[2].place == Place(file: "r.xlsx, sheet Person", line: 1, column: "Issues"))
    }

    @Test("A hidden table is read, and merged cells are told of")
    func hidden() throws {
        var sheet = TestWorkbook.Sheet(name: "Person", rows: [["persontableid"], ["1"]], state: "hidden")
        sheet.content += "<mergeCells count=\"2\"><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:A3\"/></mergeCells>"
        let tables = try Self.read([sheet])
        #expect(tables.table("person")?.rowCount == 1)
        #expect(tables.notes.map(\.kind) == [.hiddenSheet, .mergedCells])
        #expect(tables.notes.last?.count == 2)
    }

    @Test("The suppliers' workbook of eight sheets, in which everything points at the request")
    func preSubmission() async throws {
        let whole = try await GeneratedReturn.one(2025)
        let tables = try whole.read(PreSubmission(whole).workbook)
        #expect(tables.problems.map(\.kind) == [.missingTable])
        #expect(tables.problems.first?.table == "header")
        let expected = try whole.readXML()
        for (left, right) in zip(expected.tables, tables.tables).dropFirst(2) {
            #expect(left.parents == right.parents, "\(left.schema.name)")
            #expect(left.columns.map(\.states) == right.columns.map(\.states), "\(left.schema.name)")
        }
    }

    static func read(_ sheets: [TestWorkbook.Sheet]) throws -> ReturnTables {
        let book = ReturnInput(name: "r.xlsx", bytes: TestWorkbook(sheets: sheets).bytes)
        return try ReturnReader(schema: OneColumn.schema.get()).read([book])
    }
}

/// The workbook that suppliers work with: no header, and links to the person and the request alone.
struct PreSubmission {
    let whole: GeneratedReturn

    static let sheets = [
        "Person", "Requests", "Assessments", "Named Plan", "Plan Detail", "Active Plan", "Placement Detail", "SEN Need",
    ]

    init(_ whole: GeneratedReturn) {
        self.whole = whole
    }

    var workbook: TestWorkbook {
        TestWorkbook(
            sheets: zip(Self.sheets, whole.schema.tables.indices.dropFirst()).map { name, table in
                TestWorkbook.Sheet(name: name, rows: rows(table))
            }
        )
    }

    /// The rows of a table with the numbers of its person and request in place of all other links.
    func rows(_ table: Int) -> [[String]] {
        let rows = whole.rows(whole.schema.tables[table])
        let fields = whole.schema.tables[table].fields.map(\.csvColumn)
        let places = fields.compactMap { rows[0].firstIndex(of: $0) }
        let links = ["persontableid", "requeststableid"].filter { key in
            SchemaPath(whole.schema, table).tables.contains { $0.csvKeyColumn == key }
        }
        return [links + places.map { rows[0][$0] }]
            + rows.dropFirst().map { row in
                links.map { ancestor(row, rows[0], table, $0) } + places.map { row[$0] }
            }
    }

    private func ancestor(_ row: [String], _ heading: [String], _ table: Int, _ key: String) -> String {
        if let place = heading.firstIndex(of: key) { return row[place] }
        guard let parent = whole.schema.tables[table].parent else { return "" }
        let parentKey = whole.schema.tables[parent].csvKeyColumn
        guard let place = heading.firstIndex(of: parentKey) else { return "" }
        let above = whole.rows(whole.schema.tables[parent])
        guard let own = above[0].firstIndex(of: parentKey), let found = above.first(where: { $0[own] == row[place] })
        else { return "" }
        return ancestor(found, above[0], parent, key)
    }
}

/// A table and those above it.
struct SchemaPath {
    let tables: [TableSchema]

    init(_ schema: ResolvedSchema, _ table: Int) {
        var tables = [schema.tables[table]]
        while let parent = tables.last?.parent { tables.append(schema.tables[parent]) }
        self.tables = tables
    }
}
