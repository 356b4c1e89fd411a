import Foundation
import Returns
import Testing

@Suite("What the census carries and the standard does not take")
struct NotTakenTests {
    private func changed(_ file: GeneratedReturn.File, _ before: String, _ after: String) -> GeneratedReturn.File {
        var file = file
        file.bytes = Array(String(decoding: file.bytes, as: UTF8.self).replacing(before, with: after).utf8)
        return file
    }

    @Test("Modules of a message are noted once each with a count; only a name that nobody knows is a problem")
    func message() async throws {
        let made = try await CensusReturn.small.value
        let extra = """
            <HomeInformation><Postcode>AB1 2CD</Postcode></HomeInformation>
            <Attendance><TermlyAttendance><SessionsPossible>100</SessionsPossible></TermlyAttendance></Attendance>
            <Novelty>1</Novelty></PupilOnRoll>
            """
        let whole = try made.read(made.messages)
        let tables = try made.read([changed(made.messages[0], "</PupilOnRoll>", extra)])
        let pupils = try #require(tables.table("pupil")).rowCount
        #expect(tables.problems.map(\.found) == ["Novelty"])
        #expect(tables.notes.map(\.place.column) == ["HomeInformation", "Attendance"])
        #expect(tables.notes.allSatisfy { $0.kind == .notTaken && $0.count == pupils })
        #expect(tables.notes.first?.sentence.hasPrefix("Home address") == true)
        #expect(differences(whole, tables).isEmpty)
    }

    @Test("A name that one table takes is noted where another does not, and reported where neither is meant")
    func byTable() async throws {
        let made = try await CensusReturn.small.value
        let message = changed(made.messages[0], "</PupilNoLongerOnRoll>", "<Boarder>N</Boarder></PupilNoLongerOnRoll>")
        let tables = try made.read([changed(message, "</School>", "<Boarder>N</Boarder><Email>x</Email></School>")])
        #expect(tables.problems.map(\.found) == ["Boarder"])
        #expect(tables.problems.map(\.table) == ["school"])
        #expect(Set(tables.notes.map(\.place.column)) == ["Boarder", "Email"])
    }

    @Test("Files and columns of an export are noted, and the records are the same without them")
    func export() async throws {
        let made = try await CensusReturn.small.value
        var files = made.export
        let addresses = "addressestableid,pupilonrolltableid,postcode\r\n1,1,AB1 2CD\r\n"
        files.insert(.init(name: "Blade-Export_addresses.csv", bytes: Array(addresses.utf8)), at: 0)
        let place = try #require(files.firstIndex { $0.name.hasSuffix("_school.csv") })
        var lines = String(decoding: files[place].bytes, as: UTF8.self).components(separatedBy: "\r\n")
        lines[0] += ",phoneno,novelty"
        lines[1] += ",0,0"
        files[place].bytes = Array(lines.joined(separator: "\r\n").utf8)
        let tables = try made.read(files)
        #expect(tables.problems.map(\.found) == ["novelty"])
        #expect(tables.notes.map(\.place.file).first == "Blade-Export_addresses.csv")
        #expect(tables.notes.map(\.place.column) == ["", "phoneno"])
        #expect(differences(try made.read(made.export), tables).isEmpty)
    }

    @Test("Headings of the flat form are noted, with the term's ending too")
    func flat() async throws {
        let made = try await CensusReturn.small.value
        var file = made.flat
        var lines = String(decoding: file.bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let isCarriageReturn = lines.count > 1
        if !isCarriageReturn { lines = lines[0].components(separatedBy: "\n") }
        lines = lines.enumerated().map { $1.isEmpty ? $1 : $1 + ($0 == 0 ? ",FSME on Census Day,Age_SPR26" : ",0,9") }
        file.bytes = Array(lines.joined(separator: isCarriageReturn ? "\r\n" : "\n").utf8)
        let tables = try made.read([file])
        #expect(tables.problems == [])
        #expect(tables.notes.map(\.place.column) == ["FSME on Census Day", "Age_SPR26"])
    }

    @Test("The list asks nothing of a return: the frozen hashes hold with it, and later years inherit it")
    func inherited() throws {
        let library = SchemaLibrary(directory: Repository.schemas)
        let first = try library.resolve("school-census@2024").notTaken
        #expect(first.topics.count > 8)
        #expect(try library.resolve("school-census@2026").notTaken == first)
        #expect(first.topics.allSatisfy { !$0.title.isEmpty && !$0.reason.isEmpty })
    }
}
