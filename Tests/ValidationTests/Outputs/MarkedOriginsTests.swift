import Foundation
import Returns
import Testing
import Validation

@Suite("The marked workbook of a return in any form")
struct MarkedOriginsTests {
    /// A return in one form, whole and spoilt.
    struct Origin: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let version: String
        let good: [ReturnInput]
        let bad: [ReturnInput]
        /// Whether findings name their cells alike in the workbook, as they do where the sender had rows and columns.
        var keepsNames = true
    }

    private static var spoilt: GoodReturn {
        var changed = FaultyReturn.made
        changed.set("person", row: 1, "sex", "red")
        return changed
    }

    private static func message(_ made: GoodReturn, isUnknown: Bool) -> ReturnInput {
        var lines = made.xmlLines(Standard.schema)
        for place in lines.indices where isUnknown && lines[place].contains("<Surname>") {
            lines[place] += "<Nickname>Bo</Nickname>"
        }
        return ReturnInput(name: "return.xml", bytes: [UInt8](lines.joined(separator: "\n").utf8))
    }

    static let flatHeading =
        "Year,LEA,Estab,URN,Phase,SchoolType,UPN,FormerUPN,UniqueLearnerNumber,Surname,Forename,DOB,"
        + "Sex,Ethnicity,Language,EnrolStatus,EntryDate,NCyearActual,Boarder,SENprovision,SENunitIndicator,"
        + "ResourcedProvisionIndicator,TopUpFunding,SENneed1,SENneed2"
    static let flatRows = [
        "2026,936,4375,995713,SS,01,E936237518000,,,Invented,Datum,2014-03-28,F,WBRI,ENG,C,2025-09-03,7,N,K,0,0,0,NSA,",
        "2026,936,4375,995713,SS,01,U936237518001,,,Specimen,Mocklin,2013-11-02,M,WBRI,ENG,C,2025-09-03,7,N,N,0,0,0,,",
    ]

    private static func flat(_ rows: [String], column: String = "") -> [ReturnInput] {
        let lines = [flatHeading + column] + rows
        return [ReturnInput(name: "pupils.csv", bytes: [UInt8](lines.joined(separator: "\r\n").utf8))]
    }

    private static let spoiltRows = [
        flatRows[0].replacing("WBRI", with: "=1+1").replacing("NSA", with: "ZZZ"),
        flatRows[1].replacing("U936237518001", with: "1.23E+12").replacing("Specimen", with: "").replacing(
            "2013-11-02",
            with: "\"a\nb\""
        ),
    ]

    static let origins = [
        Origin(
            testDescription: "CSV set",
            version: "sen2@2025",
            good: GoodReturn().csv,
            bad: FaultyReturn.mendable.csv
        ),
        Origin(
            testDescription: "XML with an element that no return knows",
            version: "sen2@2025",
            good: [message(GoodReturn(), isUnknown: false)],
            bad: [message(FaultyReturn.mendable, isUnknown: true)],
            keepsNames: false
        ),
        Origin(
            testDescription: "flat file",
            version: "school-census@2026",
            good: flat(flatRows),
            bad: flat(spoiltRows)
        ),
    ]

    static let more = [
        Origin(testDescription: "CSV set, rows gone", version: "sen2@2025", good: [], bad: spoilt.csv),
        Origin(
            testDescription: "flat file, other column",
            version: "school-census@2026",
            good: [],
            bad: flat([spoiltRows[0] + ",007", spoiltRows[1] + ",\"x, \"\"y\"\"\""], column: ",Case worker")
        ),
    ]

    @Test(
        "Checked as it is, it gives the same findings; made again from itself, the same once more",
        arguments: origins + more
    )
    func rounds(_ origin: Origin) throws {
        let (tables, first) = try Self.check(origin.bad, origin)
        try OutsideProgram.withFolder { folder in
            let (one, two) = (folder.appendingPathComponent("1.xlsx"), folder.appendingPathComponent("2.xlsx"))
            try MarkedWorkbook.write(first, of: tables, to: one)
            let (again, second) = try Self.check([ReturnInput(path: one)], origin)
            try MarkedWorkbook.write(second, of: again, to: two)
            let (_, third) = try Self.check([ReturnInput(path: two)], origin)
            #expect(first.findings.count >= 5)
            #expect(Self.counts(first) == Self.counts(second) && second.counts == third.counts)
            if origin.keepsNames { #expect(Self.kept(first) == Self.kept(second)) }
            #expect(Self.kept(second) == Self.kept(third))
            #expect(first.recordCounts == second.recordCounts)
        }
    }

    @Test("A zip of the files gives the findings of the files, and so does its workbook")
    func zip() throws {
        let origin = Self.origins[0]
        try OutsideProgram.withFolder { folder in
            for (name, text) in FaultyReturn.mendable.csvTexts {
                try Data(text.utf8).write(to: folder.appendingPathComponent(name))
            }
            let zip = folder.appendingPathComponent("return.zip")
            let script = "import sys, shutil, os; shutil.make_archive(sys.argv[1], 'zip', sys.argv[2])"
            let archived = FileManager.default.temporaryDirectory.appendingPathComponent("return-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: archived.appendingPathExtension("zip")) }
            guard try OutsideProgram.python(script, [archived.path, folder.path]) != nil else { return }
            try FileManager.default.copyItem(at: archived.appendingPathExtension("zip"), to: zip)
            let (tables, result) = try Self.check([ReturnInput(path: zip)], origin)
            #expect(Self.kept(result) == Self.kept(try Self.check(origin.bad, origin).result))
            let marked = folder.appendingPathComponent("marked.xlsx")
            try MarkedWorkbook.write(result, of: tables, to: marked)
            #expect(Self.kept(result) == Self.kept(try Self.check([ReturnInput(path: marked)], origin).result))
        }
    }

    @Test("With the coloured cells mended by another program, it is clean", arguments: origins)
    func repair(_ origin: Origin) throws {
        let (bad, badResult) = try Self.check(origin.bad, origin)
        let (good, goodResult) = try Self.check(origin.good, origin)
        #expect(goodResult.count(of: .error) == 0 && badResult.count(of: .error) >= 5)
        try OutsideProgram.withFolder { folder in
            let paths = ["bad", "good", "mended"].map { folder.appendingPathComponent("\($0).xlsx") }
            try MarkedWorkbook.write(badResult, of: bad, to: paths[0])
            try MarkedWorkbook.write(goodResult, of: good, to: paths[1])
            let output = try OutsideProgram.python(Self.mending, needing: ["openpyxl"], paths.map(\.path))
            guard output != nil else { return }
            let (_, mended) = try Self.check([ReturnInput(path: paths[2])], origin)
            #expect(Self.kept(mended) == Self.kept(try Self.check([ReturnInput(path: paths[1])], origin).result))
        }
    }

    private static let mending = """
        import sys, openpyxl
        bad, good = (openpyxl.load_workbook(path) for path in sys.argv[1:3])
        fills = {"FFF8CBCB", "FFFFE5A8", "FFD6E6F5"}
        for sheet in bad.worksheets:
            if sheet.title in ("Issues by rule", "How to use", "Whole return"): continue
            if sheet.title not in good.sheetnames: bad.remove(sheet); continue
            issues = [cell.value for cell in sheet[1]].index("Issues") + 1
            for row in sheet.iter_rows(min_row=2, max_col=issues - 1):
                for cell in row:
                    if cell.fill.fgColor.rgb in fills:
                        cell.value = good[sheet.title].cell(cell.row, cell.column).value
            for column in range(issues - 1, 0, -1):
                if sheet.cell(1, column).fill.fgColor.rgb in fills: sheet.delete_cols(column)
        bad.save(sys.argv[3])
        """

    @Test("A flat file comes back as one sheet, under the sender's own headings, with all its columns")
    func flatSheet() throws {
        let origin = Self.more[1]
        let (tables, result) = try Self.check(origin.bad, origin)
        try OutsideProgram.withFolder { folder in
            let file = folder.appendingPathComponent("f.xlsx")
            try MarkedWorkbook.write(result, of: tables, to: file)
            let script = """
                import sys, openpyxl
                book = openpyxl.load_workbook(sys.argv[1])
                print(",".join(book.sheetnames))
                print(",".join(cell.value for cell in book.worksheets[-1][1]))
                print("|".join(str(row[25]) for row in book.worksheets[-1].iter_rows(min_row=2, values_only=True)))
                """
            guard let output = try OutsideProgram.python(script, needing: ["openpyxl"], [file.path]) else { return }
            let lines = output.split(separator: "\n").map(String.init)
            #expect(lines[0] == "Issues by rule,How to use,Whole return,pupilonroll")
            #expect(lines[1] == Self.flatHeading + ",Case worker,Issues")
            #expect(lines[2] == "007|x, \"y\"")
        }
    }

    private static func check(
        _ inputs: [ReturnInput],
        _ origin: Origin
    ) throws -> (tables: ReturnTables, result: CheckResult) {
        let schema = try SchemaLibrary(directory: Standard.schemas).resolve(origin.version)
        let tables = try ReturnReader(schema: schema).read(inputs)
        return (tables, Checker(schema: schema).check(tables))
    }

    /// Without the words, which say in how many records an unknown element stood; a column stands once.
    private static func counts(_ result: CheckResult) -> [String] {
        result.counts.map { "\($0.severity.rawValue) \($0.rule) \($0.count) of \($0.total ?? 0) \($0.unit)" }
    }

    /// What must be the same when the workbook is checked: all but the file's name and the place in it.
    private static func kept(_ result: CheckResult) -> [String] {
        result.findings.map { finding in
            let place = "\(finding.table) \(finding.recordKey) \(finding.column.lowercased())"
            return "\(finding.severity.rawValue) \(finding.rule) \(place) [\(finding.found)] \(finding.expected)"
        }.sorted()
    }
}
