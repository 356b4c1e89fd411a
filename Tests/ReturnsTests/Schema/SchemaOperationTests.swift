import Foundation
import Returns
import Testing

@Suite("A version told by what differs from the version before")
struct SchemaOperationTests {
    /// Resolves a version 2026 that extends 2025 by these operations.
    private func resolve(
        _ operations: String,
        extends: String = "sen2@2025",
        preparing: (URL) throws -> Void = { _ in }
    ) throws -> ResolvedSchema {
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let schemas = folder.appendingPathComponent("Schemas")
        try FileManager.default.copyItem(at: Repository.schemas, to: schemas)
        try preparing(schemas)
        let descriptor = """
            name: sen2
            version: "2026"
            title: A year to come
            description: Made for a test.
            send:extends: \(extends)
            send:collection:
              {year: 2025, censusDate: 2025-01-16, deadline: 2025-03-14, activityFrom: 2024-01-01, activityTo: 2024-12-31}
            send:operations:
            \(operations)
            """
        let file = schemas.appendingPathComponent("returns/sen2/2026.yaml")
        try descriptor.write(to: file, atomically: true, encoding: .utf8)
        return try SchemaLibrary(directory: schemas).resolve("sen2@2026")
    }

    private func operation(_ kind: String, _ target: String, _ rest: String = "") -> String {
        "  - {operation: \(kind), target: \(target), reason: r, source: s\(rest.isEmpty ? "" : ", " + rest)}\n"
    }

    @Test("Each kind of operation does what its name says, and stands in the change list")
    func kinds() throws {
        let value = "value: {title: T, description: D, type: boolean, send:xml: New, send:csv: new, send:evidence: E}"
        let schema = try resolve(
            operation("add", "person.new_item", "after: sex, " + value)
                + operation("change", "person.surname", "set: {title: Last name}")
                + operation("remove", "request.exported")
                + operation("rename", "person.postcode", "to: home_postcode")
        )
        let person = schema.tables[try #require(schema.index(of: "person"))]
        let names = person.fields.map(\.name)
        #expect(names.firstIndex(of: "new_item") == names.firstIndex(of: "sex").map { $0 + 1 })
        #expect(person.fields[try #require(person.index(of: "surname"))].title == "Last name")
        #expect(person.index(of: "postcode") == nil)
        #expect(person.fields[try #require(person.index(of: "home_postcode"))].csvColumn == "postcode")
        #expect(schema.tables[try #require(schema.index(of: "request"))].index(of: "exported") == nil)
        #expect(schema.changes.map(\.operation) == [.add, .change, .remove, .rename])
    }

    @Test(
        "An operation that cannot be done is refused at its place",
        arguments: [
            ("change", "person.nothing", "set: {title: T}", "There is no field nothing"),
            ("remove", "nothing", "", "There is no table nothing"),
            ("remove", "nothing.surname", "", "There is no table nothing"),
            ("add", "person.surname", "value: {title: T}", "already"),
            ("rename", "person.surname", "to: forename", "already"),
            ("change", "person.surname", "set: {name: last_name}", "operation rename"),
            ("change", "person.surname", "set: {titel: T}", "titel is not known here"),
            ("add", "person.x", "after: nothing, value: {title: T}", "nothing of this name"),
            ("move", "person.surname", "", "An operation is"),
            ("change", "codes/sex", "", "the same on both census days"),
            ("change", "codes/nothing", "", "must use the code list nothing"),
            ("remove", "codes/sex", "", "can only change"),
            ("change", "a.b.c", "set: {title: T}", "A target is"),
        ]
    )
    func refusals(kind: String, target: String, rest: String, words: String) throws {
        let error = try #require(throws: SchemaError.self) { try resolve(operation(kind, target, rest)) }
        #expect(error.file == "returns/sen2/2026.yaml" && error.line > 0 && error.sentence.contains(words))
    }

    @Test("A change in a code list that the change list does not name is refused")
    func untold() throws {
        let error = try #require(throws: SchemaError.self) {
            try resolve(operation("remove", "request.exported"), extends: "sen2@2024")
        }
        #expect(error.sentence.contains("codes/cease-reason"))
    }

    @Test("What is wrong in the version before is told at its own place")
    func faultInBase() throws {
        let error = try #require(throws: SchemaError.self) {
            try resolve(operation("remove", "request.exported")) { schemas in
                let file = schemas.appendingPathComponent("returns/sen2/2023.yaml")
                let text = try String(contentsOf: file, encoding: .utf8)
                try text.replacing("type: datetime", with: "type: moment")
                    .write(to: file, atomically: true, encoding: .utf8)
            }
        }
        #expect(error.file == "returns/sen2/2023.yaml" && error.line > 0)
    }

    @Test("Versions that extend each other are refused")
    func circle() throws {
        let error = try #require(throws: SchemaError.self) {
            try resolve(operation("remove", "request.exported"), extends: "sen2@2026")
        }
        #expect(error.sentence.contains("circle"))
    }

    @Test(
        "The hash moves with what is valid on the census day, and with nothing else",
        arguments: [
            ("codes/another.csv", "", "code,label,group,valid_from,valid_to,source\nX,Y,,,,z\n", true),
            ("codes/sex.csv", "F,Female", "N,New,,2027-01-01,,z\nF,Female", true),
            ("codes/sex.csv", "F,Female,,2024-01-01,", "F,Female,,2024-01-01,2026-08-31", true),
            ("codes/sex.csv", "F,Female", "F,Girl or woman", false),
            ("codes/sex.csv", "F,Female", "N,New,,,,z\nF,Female", false),
            ("reference/local_authority.csv", "Camden", "Kamden", false),
        ]
    )
    func hash(file: String, original: String, replacement: String, isSame: Bool) throws {
        let operations = operation("remove", "request.exported")
        let before = try resolve(operations)
        let after = try resolve(operations) { schemas in
            let place = schemas.appendingPathComponent(file)
            let text = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
            #expect(original.isEmpty ? text.isEmpty : text.contains(original))
            let changed = original.isEmpty ? replacement : text.replacing(original, with: replacement)
            try changed.write(to: place, atomically: true, encoding: .utf8)
        }
        #expect((before.hash == after.hash) == isSame)
        #expect(after.codeLists["another"] == nil)
    }
}
