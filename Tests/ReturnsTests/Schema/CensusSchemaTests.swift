import Foundation
import Returns
import Testing

@Suite("The school census standard loads and says what it is")
struct CensusSchemaTests {
    let library = SchemaLibrary(directory: Repository.schemas)
    static let years = [2024, 2025, 2026]

    @Test("Each year resolves, and its flat form has 25 columns", arguments: years)
    func resolves(year: Int) throws {
        let schema = try library.resolve("school-census@\(year)")
        #expect(
            schema.tables.map(\.csvName) == [
                "schoolcensus", "school", "provisions", "pupilonroll", "senneeds", "pupilnolongeronroll",
            ]
        )
        #expect(schema.collection.year == year)
        #expect(schema.flatRowTable == schema.index(of: "pupil"))
        let columns = schema.tables.flatMap(\.fields).reduce(0) { count, field in
            guard case .columns(let places) = field.flat else { return count }
            return count + places.count
        }
        #expect(columns == 25)
        #expect(schema.tables[0].mayRepeat)
    }

    @Test("Down syndrome is a need from 2025 on, and not assessed is one always")
    func needs() throws {
        for year in Self.years {
            let codes = try #require(try library.resolve("school-census@\(year)").codeLists["census-sen-type"]).codes
            #expect(codes.contains { $0.code == "DS" } == (year >= 2025))
            #expect(codes.contains { $0.code == "NSA" })
        }
        let provisions = try library.resolve("school-census@2026").codeLists["sen-provision"]
        #expect(provisions?.codes.map(\.code) == ["E", "K", "N"])
        #expect(provisions?.otherCodes.map(\.code) == ["S", "A", "P"])
    }

    @Test("A released version is frozen: its hash is the one that was released")
    func frozen() throws {
        let file = Repository.schemas.appendingPathComponent("returns/school-census/FROZEN.csv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(rows.count == 3)
        for row in rows {
            let cells = row.split(separator: ",").map(String.init)
            #expect(try library.resolve("school-census@\(cells[0])").hash == cells[1])
        }
    }

    @Test("A message is written in one order: header, school, pupils with their needs behind the provision")
    func order() throws {
        let schema = try library.resolve("school-census@2026")
        let top = MessageLayout(schema).content.map { name($0, schema) }
        #expect(top == ["Header", "School", "Pupils"])
        let pupils = try content("Pupils", in: MessageLayout(schema).content, schema)
        #expect(pupils.map { name($0, schema) } == ["PupilsOnRoll", "PupilsNoLongerOnRoll"])
        let pupil = try content("PupilOnRoll", in: content("PupilsOnRoll", in: pupils, schema), schema)
        #expect(
            pupil.map { name($0, schema) } == [
                "PupilIdentifiers", "PupilCharacteristics", "PupilStatus", "SpecialEducationalNeeds",
            ]
        )
        let needs = try content("SpecialEducationalNeeds", in: pupil, schema)
        #expect(
            needs.map { name($0, schema) } == [
                "SENprovision", "SENneeds", "SENunitIndicator", "ResourcedProvisionIndicator", "TopUpFunding",
            ]
        )
        let school = try content("School", in: MessageLayout(schema).content, schema)
        #expect(school.last.map { name($0, schema) } == "SpecialSchool")
    }

    @Test("A SEN2 message keeps persons in their element, each record's children behind its items")
    func orderOfSEN2() throws {
        let schema = try library.resolve("sen2@2025")
        let content = MessageLayout(schema).content
        #expect(content.map { name($0, schema) } == ["Header", "Persons"])
        let person = try self.content("Person", in: self.content("Persons", in: content, schema), schema)
        #expect(person.last.map { name($0, schema) } == "Requests")
    }

    private func name(_ element: MessageLayout.Element, _ schema: ResolvedSchema) -> String {
        switch element {
        case .wrapper(let name, _): name
        case .record(let table, _): schema.tables[table].xmlElement
        case .field(let table, let field): schema.tables[table].fields[field].xmlElement
        }
    }

    private func content(
        _ wanted: String,
        in elements: [MessageLayout.Element],
        _ schema: ResolvedSchema
    ) throws -> [MessageLayout.Element] {
        let found = try #require(elements.first { name($0, schema) == wanted })
        switch found {
        case .wrapper(_, let content), .record(_, let content): return content
        case .field: return []
        }
    }

    @Test(
        "A descriptor whose forms cannot be followed is refused with its place",
        arguments: [
            ("    send:flat: row\n", "", "needs send:flat too"),
            ("    send:flat: row\n", "    send:flat: rows\n", "group, row or repeated"),
            ("    send:flat: row\n", "    send:flat: group\n", "hang from the table that is the row"),
            ("    send:flat: repeated\n", "    send:flat: row\n", "One table is the row"),
            ("send:flat: UPN", "send:flat: [[UPN], [UPN2]]", "a column for each record"),
            ("send:flat: UPN", "send:flat: position", "Only repeated records"),
            ("send:flat: UPN", "send:flat: []", "A heading is expected"),
            ("send:xmlAfter: sen_provision", "send:xmlAfter: nothing", "no field of this name"),
            ("    send:mayRepeat: true\n", "    send:mayRepeat: perhaps\n", "true or false"),
            ("    send:mayRepeat: true\n", "    send:xmlWrapper: A/B\n", "stands in no other element"),
            ("    send:flat: row\n", "    send:flat: row\n    send:mayRepeat: true\n", "This is for the header"),
        ]
    )
    func refuses(original: String, replacement: String, words: String) throws {
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = folder.appendingPathComponent("Schemas")
        try FileManager.default.copyItem(at: Repository.schemas, to: copy)
        let file = copy.appendingPathComponent("returns/school-census/2024.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
        let range = try #require(text.range(of: original))
        text.replaceSubrange(range, with: replacement)
        try text.write(to: file, atomically: true, encoding: .utf8)
        let error = try #require(throws: SchemaError.self) {
            try SchemaLibrary(directory: copy).resolve("school-census@2024")
        }
        #expect(error.line > 0)
        #expect(error.sentence.contains(words), "\(error.sentence)")
    }
}
