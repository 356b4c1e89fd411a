import Foundation
import Returns
import Testing
import Validation

/// What the descriptors say about cells and minutes is what their fields add up to.
@Suite("How much our own returns ask")
struct FillingTimeTests {
    /// For each table the records of a usual sender, and the cells that stay blank in them altogether.
    private typealias Usual = [String: (records: Int, blank: Int)]

    /// A school without a unit: one SENCO, six of 14 kinds of specialist within reach, 12 of 20 facilities counted,
    /// six trainings and four screenings.
    private static let school: Usual = [
        // The name of the collection, the program and the time of making.
        "header": (1, 3), "teaching_assistant_team": (1, 0),
        // The day since when a post is vacant.
        "senco": (1, 1), "specialist_service": (14, 8 * 4), "facility_item": (20, 8 + 20), "training_record": (6, 0),
        "screening": (4, 0),
    ]

    private static let authority: Usual = [
        "header": (1, 3), "place_group": (60, 0), "planned_place": (10, 0), "closing_place": (3, 0),
        "commissioned_place": (60, 0), "forecast": (2, 0),
    ]

    private static func schema(_ version: String) throws -> ResolvedSchema {
        try SchemaLibrary(directory: Standard.schemas).resolve(version)
    }

    private static func cells(_ schema: ResolvedSchema, _ usual: Usual) -> Int {
        schema.tables.reduce(0) { sum, table in
            guard let amount = usual[table.name] else { return sum }
            return sum + amount.records * table.fields.count - amount.blank
        }
    }

    private static func minutes(_ table: TableSchema) throws -> Int {
        guard let told = table.description.firstMatch(of: /About (an hour|([0-9]+) minutes?)/) else { return 0 }
        return told.2.flatMap { Int($0) } ?? 60
    }

    @Test("A school fills about 190 cells, and all its tables in half an hour")
    func provision() throws {
        let schema = try Self.schema("provision@2026")
        let cells = Self.cells(schema, Self.school)
        #expect(schema.description.contains("about 190 cells") && abs(cells - 190) <= 5, "\(cells)")
        let filledIn = schema.tables.reduce(2) { sum, table in
            guard let field = table.oneForEach, case .code(let list) = table.fields[field].type else { return sum }
            return sum + (schema.codeLists[list]?.codes.count ?? 0)
        }
        #expect(schema.description.contains("with \(filledIn) of them filled in"))
        let minutes = try schema.tables.map(Self.minutes)
        #expect(minutes.allSatisfy { $0 > 0 } && minutes.reduce(0, +) <= 30, "\(minutes)")
    }

    @Test("An authority fills about 1,300 cells in two hours, besides the figures of its model")
    func capacity() throws {
        let schema = try Self.schema("capacity@2026")
        let cells = Self.cells(schema, Self.authority)
        #expect(schema.description.contains("about 1,300 cells") && abs(cells - 1_300) <= 20, "\(cells)")
        let minutes = try schema.tables.map(Self.minutes).reduce(0, +)
        #expect((90...120).contains(minutes), "\(minutes)")
    }

    @Test("What a table says of its cells is what it has")
    func told() throws {
        for version in ["provision@2026", "capacity@2026"] {
            for table in try Self.schema(version).tables {
                guard let told = table.description.firstMatch(of: /\b([0-9]+) cells/).flatMap({ Int($0.1) }) else {
                    Issue.record("\(table.name) does not say how many cells it has")
                    continue
                }
                #expect(told <= table.fields.count, "\(table.name)")
                #expect(told >= table.fields.count(where: \.isRequired), "\(table.name)")
            }
        }
    }

    @Test("The page of each version says how many cells each table asks")
    func page() throws {
        let library = SchemaLibrary(directory: Standard.schemas)
        let versions = try ["provision@2026", "capacity@2026"].map { name in
            let schema = try library.resolve(name)
            return (schema: schema, book: try RuleBook.load(library, schema))
        }
        let files = try StandardSite(versions).files()
        for version in versions {
            let name = "\(version.schema.name)/\(version.schema.version)/index.html"
            let file = try #require(files.first { $0.path == name })
            let page = String(decoding: file.bytes, as: UTF8.self)
            #expect(page.contains("How many cells it asks"))
            for table in version.schema.tables {
                let cells = "<td data-label=\"Cells of a record\">\(table.fields.count)</td>"
                #expect(page.contains(cells), "\(table.name)")
            }
        }
    }
}
