import Foundation
import Returns
import Testing

@Suite("Elements that only hold others, one inside the other")
struct WrapperPathTests {
    private static let before =
        "<Message><Header><Source><LEA>301</LEA></Source></Header><School><Phase>PS</Phase></School>"
    private static let need = "<SENneed><SENtypeRank>1</SENtypeRank><SENtype>ASD</SENtype></SENneed>"

    private func read(_ text: String) throws -> ReturnTables {
        let schema = try SchemaLibrary(directory: Repository.schemas).resolve("school-census@2026")
        return try ReturnReader(schema: schema).read([ReturnInput(name: "r.xml", bytes: Array(text.utf8))])
    }

    private func pupil(_ content: String) throws -> ReturnTables {
        try read(
            "\(Self.before)<Pupils><PupilsOnRoll><PupilOnRoll>\(content)</PupilOnRoll></PupilsOnRoll></Pupils></Message>"
        )
    }

    @Test("Records two wrappers deep are read and hang from their parents")
    func deep() throws {
        let tables = try pupil(
            "<PupilIdentifiers><Surname>Madeup</Surname></PupilIdentifiers><SpecialEducationalNeeds>"
                + "<SENprovision>E</SENprovision><SENneeds>\(Self.need)\(Self.need)</SENneeds></SpecialEducationalNeeds>"
        )
        #expect(tables.problems.isEmpty)
        #expect(tables.table("school")?.parents == [0])
        #expect(tables.table("pupil")?.column("surname")?.text.string(0) == "Madeup")
        #expect(tables.table("sen_need")?.parents == [0, 0])
        #expect(tables.table("sen_need")?.column("sen_type_rank")?.values == [1, 1])
    }

    @Test(
        "A record in another wrapper of its parent is read, and said to be misplaced",
        arguments: [
            "<SENneeds>\(need)</SENneeds>", "<PupilStatus>\(need)</PupilStatus>", need,
            "<SpecialEducationalNeeds>\(need)</SpecialEducationalNeeds>",
        ]
    )
    func misplaced(content: String) throws {
        let tables = try pupil(content)
        #expect(tables.table("sen_need")?.rowCount == 1)
        let isInItsWrapper = content.contains("SENneeds>")
        #expect(tables.problems.map(\.kind) == (isInItsWrapper ? [] : [.unknownName]))
        #expect(tables.problems.allSatisfy { $0.expected == "inside SENneeds" && $0.table == "sen_need" })
    }

    @Test("A wrapper of one list does not hide the records of the other")
    func lists() throws {
        let tables = try read(
            "\(Self.before)<Pupils><PupilsOnRoll><PupilOnRoll/><PupilNoLongerOnRoll/></PupilsOnRoll>"
                + "<PupilsNoLongerOnRoll><PupilNoLongerOnRoll/></PupilsNoLongerOnRoll></Pupils><PupilOnRoll/></Message>"
        )
        #expect(tables.table("pupil")?.rowCount == 2)
        #expect(tables.table("former_pupil")?.rowCount == 2)
        #expect(tables.problems.map(\.expected) == ["inside PupilsNoLongerOnRoll", "inside PupilsOnRoll"])
    }

    @Test("What the return does not take is named once, with how often it stands")
    func unknown() throws {
        let home = "<HomeInformation><AddressLine1>1 Madeup Road</AddressLine1></HomeInformation>"
        let tables = try pupil(
            "<PupilIdentifiers><Surname>A</Surname><ShoeSize>34</ShoeSize></PupilIdentifiers>\(home)\(home)"
        )
        #expect(tables.problems.map(\.found) == ["ShoeSize"])
        #expect(tables.notes.map(\.place.column) == ["HomeInformation"])
        #expect(tables.notes.map(\.count) == [2])
        #expect(tables.problems.allSatisfy { $0.table == "pupil" && $0.kind == .unknownName })
        let top = try read("<Message><Family/></Message>")
        #expect(top.problems.first?.expected == "Header, School and Pupils")
    }

    @Test("The names expected at the top of a SEN2 message are its own")
    func expected() throws {
        let schema = try SchemaLibrary(directory: Repository.schemas).resolve("sen2@2025")
        let input = ReturnInput(name: "r.xml", bytes: Array("<Message><Family/></Message>".utf8))
        #expect(try ReturnReader(schema: schema).read([input]).problems.first?.expected == "Header and Persons")
    }

    @Test("Wrappers without end cost a sentence")
    func endless() throws {
        let text = Self.before + String(repeating: "<Pupils>", count: 40)
        let error = try #require(throws: ReadingError.self) { try read(text) }
        #expect(error.code == .tooDeep)
    }
}
