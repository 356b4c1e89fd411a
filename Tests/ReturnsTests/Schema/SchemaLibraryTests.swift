import Foundation
import Returns
import Testing

@Suite("The standard loads and says what it is")
struct SchemaLibraryTests {
    let library = SchemaLibrary(directory: Repository.schemas)

    @Test("Every year resolves, parents before children, every code list there")
    func resolves() throws {
        for version in ["sen2@2023", "sen2@2024", "sen2@2025", "sen2@2026"] {
            let schema = try library.resolve(version)
            #expect(
                schema.tables.map(\.csvName) == [
                    "sen2", "person", "requests", "assessment", "namedplan", "plandetail", "activeplans",
                    "placementdetail",
                    "senneed",
                ]
            )
            for (index, table) in schema.tables.enumerated() { #expect((table.parent ?? -1) < index) }
        }
    }

    @Test("2025 has what the change list adds, and 2024 does not")
    func changes() throws {
        let before = try library.resolve("sen2@2024")
        let after = try library.resolve("sen2@2025")
        let added = after.changes.filter { $0.operation == .add }.map(\.target)
        #expect(added.count == 5)
        for target in added {
            let parts = target.split(separator: ".").map(String.init)
            let table = try #require(after.index(of: parts[0]))
            #expect(after.tables[table].index(of: parts[1]) != nil)
            #expect(before.tables[table].index(of: parts[1]) == nil)
        }
        #expect(after.codeLists["sen-type"]?.codes.contains { $0.code == "DS" } == true)
        #expect(before.codeLists["sen-type"]?.codes.contains { $0.code == "DS" } == false)
        #expect(before.codeLists["sen-type"]?.otherCodes.contains { $0.code == "DS" } == true)
    }

    @Test("2024 is 2023 with sex for gender, reviews asked for, and residence told by placement")
    func firstChanges() throws {
        let before = try library.resolve("sen2@2023")
        let after = try library.resolve("sen2@2024")
        for (table, was, new) in [
            ("person", ["gender_current"], ["sex"]),
            ("active_plan", ["residential", "work_based"], ["review_meeting", "review_outcome"]),
            ("placement_detail", ["attendance_pattern"], ["residential", "work_based"]),
        ] {
            let old = Set(before.tables[try #require(before.index(of: table))].fields.map(\.name))
            let now = Set(after.tables[try #require(after.index(of: table))].fields.map(\.name))
            #expect(old.subtracting(now) == Set(was))
            #expect(now.subtracting(old) == Set(new))
        }
        #expect(before.collection.deadline == nil)
        #expect(before.codeLists["gender"]?.codes.map(\.code) == ["1", "2", "0", "9"])
        #expect(before.codeLists["placement-setting"]?.codes.contains { $0.code == "OTH" } == false)
        #expect(before.codeLists["sen-setting"]?.codes.contains { $0.code == "OTH" } == true)
    }

    @Test("2026 asks for the third officer and gives the residential codes another meaning")
    func lastChanges() throws {
        let before = try library.resolve("sen2@2025")
        let after = try library.resolve("sen2@2026")
        let header = after.tables[try #require(after.index(of: "header"))]
        #expect(header.fields[try #require(header.index(of: "designated_social_care_officer"))].isRequired)
        #expect(before.codeLists["residential"]?.codes.map(\.label) == ["38 to 51 weeks a year", "52 weeks a year"])
        #expect(
            after.codeLists["residential"]?.codes.map(\.label) == ["Up to 38 weeks a year", "39 to 52 weeks a year"]
        )
        #expect(after.changes.filter { $0.operation != .change }.isEmpty)
    }

    @Test("A released version is frozen: its hash is the one that was released")
    func frozen() throws {
        let file = Repository.schemas.appendingPathComponent("returns/sen2/FROZEN.csv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(rows.count == 4)
        for row in rows {
            let cells = row.split(separator: ",").map(String.init)
            #expect(try library.resolve("sen2@\(cells[0])").hash == cells[1])
        }
    }

    @Test("A list is unconfirmed where the standard says so, and only then")
    func unconfirmed() throws {
        let schema = try library.resolve("sen2@2025")
        #expect(schema.codeLists.values.filter(\.isUnconfirmed).map(\.name) == ["officer-answer"])
        let text = schema.tables.flatMap(\.fields).filter {
            $0.codesAreUnconfirmed && $0.type == .text(maximumLength: nil)
        }
        #expect(Set(text.map(\.name)) == ["collection", "exported", "work_based", "direct_payments"])
    }

    @Test("An authority that ended during the period of activity is known, one that ended before is not")
    func authorities() throws {
        let before = try library.resolve("sen2@2024").codeLists["local-authority"]?.codes.map(\.code) ?? []
        let after = try library.resolve("sen2@2025").codeLists["local-authority"]?.codes.map(\.code) ?? []
        #expect(before.count == 154 && before.contains("909") && !before.contains("928"))
        #expect(after.count == 153 && !after.contains("909"))
    }

    @Test(
        "A descriptor that cannot stand is refused with its place",
        arguments: [
            ("type: date", "type: day", "A type is"),
            ("send:codes: request-outcome", "send:codes: no-such-list", "There is no code list"),
            ("send:parent: request", "send:parent: nothing", "No table of this name"),
            ("send:item:", "send:itme:", "is not known here"),
            ("send:xml: RYA", "send:xml: receiveddate", "There is a field"),
            ("send:csv: assessment\n", "send:csv: Person\n", "There is a table"),
            ("{required: true, minimum: 0}", "{maxLength: 3}", "maxLength is for plain text"),
            ("type: integer", "type: string", "minimum and maximum are for whole numbers"),
            ("minimum: 2022", "minimum: 20220000000", "too large"),
            ("    send:csv: person\n", "    send:csv: person\n    send:csv: person\n", "more than once"),
            ("send:identifier: upn", "send:identifier: pun", "An identifier is one of"),
            ("send:codesUnconfirmed: true", "send:codesUnconfirmed: yes", "true or false"),
        ]
    )
    func refuses(original: String, replacement: String, words: String) throws {
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = folder.appendingPathComponent("Schemas")
        try FileManager.default.copyItem(at: Repository.schemas, to: copy)
        let file = copy.appendingPathComponent("returns/sen2/2023.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
        let range = try #require(text.range(of: original))
        text.replaceSubrange(range, with: replacement)
        try text.write(to: file, atomically: true, encoding: .utf8)
        let error = try #require(throws: SchemaError.self) {
            try SchemaLibrary(directory: copy).resolve("sen2@2023")
        }
        #expect(error.line > 0)
        #expect(error.sentence.contains(words))
    }
}
