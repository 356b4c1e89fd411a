import Foundation
import Returns
import Testing

@Suite("The flat form: one row for each pupil")
struct FlatFileTests {
    private static let columns = "Year,LEA,Estab,URN,UPN,Surname,Forename,DOB,Sex,SENprovision,SENneed1,SENneed2"
    private static let row = "2026,301,2001,900123,B801200005001,Madeup,Testa,2015-03-09,F,E,ASD,HI"

    private func read(_ text: String) throws -> ReturnTables {
        let schema = try SchemaLibrary(directory: Repository.schemas).resolve("school-census@2026")
        return try ReturnReader(schema: schema).read([ReturnInput(name: "pupils.csv", bytes: Array(text.utf8))])
    }

    private func read(_ rows: [String], columns: String = columns) throws -> ReturnTables {
        try read(([columns] + rows).joined(separator: "\r\n") + "\r\n")
    }

    private func problems(_ tables: ReturnTables, _ kind: ReadingProblem.Kind) -> [String] {
        tables.problems.filter { $0.kind == kind }.map(\.place.column)
    }

    @Test("A row makes a school, a pupil and ranked needs")
    func oneRow() throws {
        let tables = try read([Self.row])
        #expect(tables.table("header")?.column("establishment_number")?.text.string(0) == "2001")
        #expect(tables.table("pupil")?.parents == [0])
        let needs = try #require(tables.table("sen_need"))
        #expect(needs.parents == [0, 0])
        #expect(needs.column("sen_type")?.text.string(1) == "HI")
        #expect(needs.column("sen_type_rank")?.values == [1, 2])
        #expect(needs.rowNumbers == [2, 2])
    }

    @Test("Columns may stand in any order, and lines may end in either way")
    func anyOrder() async throws {
        let made = try await CensusReturn.large.value
        let expected = try made.read([made.flat])
        let lines = String(decoding: made.flat.bytes, as: UTF8.self).split(separator: "\r\n").map { cells($0) }
        let order = lines[0].indices.sorted { ($0 * 7 + 3) % lines[0].count < ($1 * 7 + 3) % lines[0].count }
        var changed = made.flat
        changed.bytes = Array(
            lines.map { line in order.map { line[$0] }.joined(separator: ",") }.joined(separator: "\n").utf8
        )
        let found = try made.read([changed])
        #expect(found.problems.isEmpty)
        #expect(differences(expected, found).isEmpty)
    }

    /// Cells of a line, with their quotes.
    private func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" { isQuoted.toggle() }
            if character == ",", !isQuoted { cells.append("") } else { cells[cells.count - 1].append(character) }
        }
        return cells
    }

    @Test(
        "Headings of other systems mean the same",
        arguments: [
            ("Sex", "Gender"), ("LEA", "LA"), ("SENneed1", "PrimarySENtype_SPR26"),
            ("SENprovision", "senprovision_spr2026"),
            ("SENneed2", "SECONDARYSENTYPE"), ("DOB", " DoB "), ("Surname", "surname_aut25"),
        ]
    )
    func otherHeadings(usual: String, other: String) throws {
        let expected = try read([Self.row])
        let found = try read([Self.row], columns: Self.columns.replacing(usual, with: other))
        #expect(differences(expected, found).isEmpty)
        #expect(problems(found, .unknownName).isEmpty)
    }

    @Test(
        "A heading that only looks like a term's is unknown",
        arguments: ["Sex_SPR", "Sex_WIN25", "Sex_SPR2", "Sex_SPRxx"]
    )
    func notATerm(heading: String) throws {
        let found = try read([Self.row], columns: Self.columns.replacing("Sex", with: heading))
        #expect(problems(found, .unknownName) == [heading])
    }

    @Test("Cells are found again by the file's own heading and row")
    func places() throws {
        let tables = try read([Self.row], columns: Self.columns.replacing("SENprovision", with: "SENprovision_SPR26"))
        let need = try #require(tables.schema.index(of: "sen_need"))
        let pupil = try #require(tables.schema.index(of: "pupil"))
        let provision = try #require(tables.schema.tables[pupil].index(of: "sen_provision"))
        #expect(tables.columnName(table: pupil, field: provision, row: 0) == "SENprovision_SPR26")
        #expect((0..<2).map { tables.columnName(table: need, field: 0, row: $0) } == ["SENneed1", "SENneed2"])
        #expect((0..<2).map { tables.columnName(table: need, field: 1, row: $0) } == ["SENneed1", "SENneed2"])
        #expect(tables.columnName(table: need, field: 0, row: nil) == "SENneed1, SENneed2")
    }

    @Test("A second need without a first keeps its rank; blanks make none")
    func ranks() throws {
        let rows = [",HI", "ASD,", ",", "  ,\t"].map { Self.row.replacing("ASD,HI", with: $0) }
        let needs = try #require(try read(rows).table("sen_need"))
        #expect(needs.parents == [0, 1])
        #expect(needs.column("sen_type_rank")?.values == [2, 1])
    }

    @Test("Schools are told apart however the rows are sorted")
    func schools() throws {
        let other = Self.row.replacing("2001", with: "2002")
        let tables = try read([Self.row, other, Self.row, other, other.replacing("900123", with: ""), Self.row])
        #expect(tables.table("pupil")?.parents == [0, 1, 0, 1, 2, 0])
        #expect(tables.table("header")?.lines == [2, 3, 6])
    }

    @Test("A thousand schools in turn are still each one")
    func manySchools() throws {
        let rows = (0..<3_000).map { Self.row.replacing("2001", with: String(1_000 + $0 % 1_000)) }
        let tables = try read(rows)
        #expect(tables.table("header")?.rowCount == 1_000)
        #expect(tables.table("pupil")?.parents == (0..<3_000).map { Int32($0 % 1_000) })
    }

    @Test("Columns that lack, are unknown or stand twice are named, and a ragged row is left out")
    func shape() throws {
        let columns = Self.columns.replacing("SENneed2", with: "Gender") + ",ShoeSize"
        let tables = try read([Self.row + ",34", Self.row], columns: columns)
        #expect(problems(tables, .unknownName) == ["ShoeSize"])
        #expect(problems(tables, .repeatedName) == ["Gender"])
        #expect(problems(tables, .missingColumn).contains("SENneed2"))
        #expect(tables.problems.filter { $0.kind == .raggedRow }.map(\.place.line) == [3])
        #expect(tables.table("pupil")?.column("surname")?.states == [CellState.value, CellState.unread])
        #expect(tables.table("header")?.rowCount == 1)
        #expect(tables.table("sen_need")?.parents == [0])
    }

    @Test("Nothing is said of what a file without its columns might hold")
    func absent() throws {
        let tables = try read(["2026,301,2001,B801200005001"], columns: "Year,LEA,Estab,UPN")
        #expect(tables.table("sen_need")?.isInForm == false)
        #expect(tables.table("pupil")?.column("sen_provision")?.states == [CellState.unread])
    }

    @Test("A file of an export, or of nothing known, is not taken for a flat one")
    func notFlat() throws {
        let export = try read("pupilonrolltableid,schoolcensustableid,upn,estab\n1,1,B801200005001,2001\n")
        #expect(export.problems.contains { $0.kind == .missingTable })
        let error = try #require(throws: ReadingError.self) { try read("name,shoesize\nA,34\n") }
        #expect(error.code == .noReturn)
    }

    @Test("A heading alone is a flat file with nobody in it")
    func empty() throws {
        let tables = try read([])
        #expect(tables.tables.allSatisfy { $0.rowCount == 0 })
    }
}
