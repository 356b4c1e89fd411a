import Returns
import Testing

@Suite("A school census return as a workbook")
struct CensusWorkbookTests {
    private static func rows(_ file: GeneratedReturn.File) -> [[String]] {
        SlowCSV(file.bytes).records.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } }
    }

    @Test("The flat form in one sheet, whatever it is called, with the Issues column of a marked workbook")
    func flat() async throws {
        let made = try await CensusReturn.large.value
        let rows = Self.rows(made.flat)
        let marked = [["Pupils of our schools"], rows[0] + ["Issues"]] + rows.dropFirst().map { $0 + ["see row"] }
        for name in ["Sheet1", "Pupil"] {
            let book = TestWorkbook(sheets: [.init(name: name, rows: marked)]).bytes
            let found = try made.read([GeneratedReturn.File(name: "flat.xlsx", bytes: book)])
            #expect(differences(try made.read([made.flat]), found).isEmpty)
            #expect(found.problems.isEmpty && found.notes.map(\.kind) == [.columnPassedOver])
            #expect(found.table("pupil")?.rowNumbers.first == 3)
            let pupil = try #require(found.schema.index(of: "pupil"))
            #expect(found.placeName(ofTable: pupil) == "flat.xlsx, sheet \(name)")
            #expect(try ReturnYear.find(in: [ReturnInput(name: "flat.xlsx", bytes: book)]) == 2025)
        }
    }

    @Test("The export's tables, one in each sheet")
    func tables() async throws {
        let made = try await CensusReturn.large.value
        let sheets = made.export.map { file in
            TestWorkbook.Sheet(name: String(file.name.dropLast(4).suffix(31)), rows: Self.rows(file))
        }
        let book = TestWorkbook(sheets: sheets).bytes
        let found = try made.read([GeneratedReturn.File(name: "export.xlsx", bytes: book)])
        #expect(differences(try made.read(made.export), found).isEmpty)
        #expect(found.problems.isEmpty)
    }
}
