import Foundation
import Returns
import Testing
import Validation

@Suite("The marked workbook")
struct MarkedWorkbookTests {
    /// What must be the same when the workbook is checked: all but the file's name and the place in it.
    private static func kept(_ result: CheckResult) -> [String] {
        result.findings.map { finding in
            let place = "\(finding.table) \(finding.recordKey) \(finding.column.lowercased())"
            return "\(finding.severity.rawValue) \(finding.rule) \(place) [\(finding.found)] \(finding.expected)"
        }.sorted()
    }

    private static func rounds(_ inputs: [ReturnInput]) throws -> (before: CheckResult, after: CheckResult) {
        let checker = Checker(schema: Standard.schema)
        let tables = try Standard.read(inputs)
        let before = checker.check(tables)
        return try OutsideProgram.withFolder { folder in
            let file = folder.appendingPathComponent("marked.xlsx")
            try MarkedWorkbook.write(before, of: tables, to: file)
            return (before, checker.check(try Standard.read([ReturnInput(path: file)])))
        }
    }

    @Test("Checked as it is, it gives the same findings as the files it was made from")
    func roundTrip() throws {
        for made in [GoodReturn(), FaultyReturn.made, FaultyReturn.hard, Self.broken] {
            let (before, after) = try Self.rounds(made.csv)
            #expect(Self.kept(before) == Self.kept(after))
            #expect(before.recordCounts == after.recordCounts)
        }
        var changed = FaultyReturn.made
        // XML has no place for an escape character.
        changed.set("person", row: 1, "sex", "red")
        changed.set("person", row: 0, "sex", "=1+1")
        let (before, after) = try Self.rounds([changed.xml(Standard.schema)])
        // Columns are called by their names in the CSV set, where XML had elements.
        #expect(before.counts == after.counts && before.findings.count >= 8)
    }

    /// Links that lead nowhere, a heading the return does not know and one that is gone.
    private static var broken: GoodReturn {
        var changed = FaultyReturn.made
        changed.append(
            "requests",
            copyOf: 0,
            ["requeststableid": "9", "receiveddate": "2020-01-01", "persontableid": "77"]
        )
        changed.append("senneed", copyOf: 0, ["senneedtableid": "", "sentype": "HI", "sentyperank": "2"])
        changed.rename("assessment", "week20", "Weeks")
        return changed
    }

    @Test("Rows and columns stand as they were sent, with one column more, and the marked cells are filled")
    func rows() throws {
        let (result, tables) = try FaultyReturn.check(FaultyReturn.hard)
        try OutsideProgram.withFolder { folder in
            let file = folder.appendingPathComponent("f.xlsx")
            try MarkedWorkbook.write(result, of: tables, to: file)
            guard let output = try OutsideProgram.python(Self.reading, needing: ["openpyxl"], [file.path]) else {
                return
            }
            let lines = output.split(separator: "\n").map(String.init)
            #expect(
                lines[0]
                    == "Issues by rule,How to use,sen2,person,requests,assessment,namedplan,plandetail,activeplans,placementdetail,senneed"
            )
            let headings = try #require(GoodReturn().tables.first { $0.name == "person" }).headings
            #expect(lines[1] == (headings + ["Issues"]).joined(separator: ","))
            #expect(lines[2] == "birth d yyyy\\-mm\\-dd 2012-05-04")
            #expect(lines[3] == "formulas 0")
            #expect(lines[4] == "filled \(FaultyReturn.hardValues.count) with words \(FaultyReturn.hardValues.count)")
            #expect(lines[5] == "link person!G5")
            #expect(lines[6] == "text 007 @")
        }
    }

    private static let reading = """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        print(",".join(book.sheetnames))
        person = book["person"]
        print(",".join(cell.value for cell in person[1]))
        birth = person.cell(2, 5)
        print("birth", birth.data_type, birth.number_format, birth.value.date())
        print("formulas", sum(cell.data_type == "f" for sheet in book for row in sheet for cell in row))
        filled = [row for row in person.iter_rows(min_row=2) if row[6].fill.fgColor.rgb == "FFF8CBCB"]
        print("filled", len(filled), "with words", sum(bool(row[-1].value) for row in filled))
        link = book["Issues by rule"].cell(2, 6)
        print("link", link.hyperlink.location.replace("'", ""))
        zero = [cell for row in person.iter_rows() for cell in row if cell.value == "007"][0]
        print("text", zero.value, zero.number_format)
        """

    @Test("Findings that are counted and not stored are said")
    func cut() throws {
        let tables = try Standard.read(FaultyReturn.large(30).csv)
        let result = Checker(schema: Standard.schema, options: .init(storedPerRule: 10)).check(tables)
        try OutsideProgram.withFolder { folder in
            let file = folder.appendingPathComponent("f.xlsx")
            try MarkedWorkbook.write(result, of: tables, to: file)
            let script = """
                import sys, openpyxl
                book = openpyxl.load_workbook(sys.argv[1])
                print([row[8] for row in book["Issues by rule"].iter_rows(min_row=2, values_only=True)])
                print("\\n".join(row[0] for row in book["How to use"].iter_rows(values_only=True) if "more are" in row[0]))
                """
            guard let output = try OutsideProgram.python(script, needing: ["openpyxl"], [file.path]) else { return }
            #expect(output.hasPrefix("[20, 20]\n"))
            #expect(output.contains("the first 10 are marked, 20 more are counted"))
        }
    }

    @Test("A cell longer than Excel's is cut, and says so")
    func longCell() throws {
        var changed = GoodReturn()
        changed.set("person", row: 0, "surname", String(repeating: "x", count: 40_000))
        let (result, tables) = try FaultyReturn.check(changed)
        try OutsideProgram.withFolder { folder in
            let file = folder.appendingPathComponent("f.xlsx")
            try MarkedWorkbook.write(result, of: tables, to: file)
            let read = try Standard.read([ReturnInput(path: file)])
            let cell = try #require(read.table("person")?.column("surname")).raw.string(0)
            #expect(cell.hasPrefix("xxxx") && cell.hasSuffix("(cut: a cell of a workbook holds no more)"))
        }
    }
}
