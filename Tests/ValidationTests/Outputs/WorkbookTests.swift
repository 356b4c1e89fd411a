import Foundation
import Returns
import Testing
import Validation

@Suite("Workbooks")
struct WorkbookTests {
    private static let day = CalendarDate(daysSince1970: 20_104)

    @Test("The same calls give the same bytes", arguments: [Workbook.Mode.streaming, .whole])
    func sameBytes(_ mode: Workbook.Mode) throws {
        try OutsideProgram.withFolder { folder in
            let files = ["a.xlsx", "b.xlsx"].map(folder.appendingPathComponent)
            for file in files {
                try Workbook.write(to: file, title: "Two", created: Self.day, mode: mode) { workbook in
                    let sheet = try workbook.sheet("one")
                    let style = workbook.style(CellStyle(.text, isBold: true, fill: 0xFF0000))
                    for row in 0..<100 { try sheet.text("=1+\(row)", row, 0, style) }
                }
            }
            #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
        }
    }

    @Test("Each kind of cell, drop-down, table, note and link is what Python reads")
    func cells() throws {
        try OutsideProgram.withFolder { folder in
            let file = folder.appendingPathComponent("f.xlsx")
            try Workbook.write(to: file, title: "Cells", created: Self.day, Self.fill)
            guard let output = try OutsideProgram.python(Self.reading, needing: ["openpyxl"], [file.path]) else {
                return
            }
            let wanted = [
                "['one', 'codes'] 2025-01-16", "s '007' @", "n 12.5 0.0", "d 2025-01-16 yyyy\\-mm\\-dd", "s '=1+1' @",
                "s '_x001B_[31m' @", "\"M,F\" B2:B9", "codes!$A$1:$A$3 C2:C9", "codes A1:B3 ['Code', 'Meaning']",
                "#'codes'!A2 note", "A2",
            ]
            #expect(output.split(separator: "\n").map(String.init) == wanted)
        }
    }

    private static func fill(_ workbook: Workbook) throws {
        let text = workbook.style(CellStyle(.text))
        let sheet = try workbook.sheet("one")
        let codes = try workbook.sheet("codes")
        try sheet.text("007", 0, 0, text)
        try sheet.number(12.5, 1, 0, workbook.style(CellStyle(.number("0.0"))))
        try sheet.date(day, 2, 0, workbook.style(CellStyle(.date)))
        try sheet.text("=1+1", 3, 0, text)
        try sheet.text("\u{1B}[31m", 4, 0, text)
        try sheet.link("there", to: CellAddress(sheet: "codes", row: 1, column: 0), 5, 0)
        try sheet.comment("note", 5, 0)
        let help = WorkbookSheet.ChoiceHelp(title: "Sex", advice: "Choose a code.")
        try sheet.choices(.these(["M", "F"]), help: help, rows: 1...8, columns: 1...1)
        try sheet.choices(.range("=codes!$A$1:$A$3"), help: help, rows: 1...8, columns: 2...2)
        sheet.freeze(rows: 1)
        try codes.table(headings: ["Code", "Meaning"], rows: 0...2, columns: 0...1)
    }

    private static let reading = """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        print(book.sheetnames, book.properties.created.date())
        one = book["one"]
        for row in range(1, 6):
            cell = one.cell(row, 1)
            value = cell.value.date() if cell.data_type == "d" else repr(cell.value)
            print(cell.data_type, value, cell.number_format)
        for rule in one.data_validations.dataValidation: print(rule.formula1, rule.sqref)
        for table in book["codes"].tables.values(): print("codes", table.ref, [c.name for c in table.tableColumns])
        link = one.cell(6, 1)
        print("#" + link.hyperlink.location, link.comment.text)
        print(one.freeze_panes)
        """

    @Test("What a sheet has no room for is refused in words, and leaves no file")
    func refused() throws {
        try OutsideProgram.withFolder { folder in
            let file = folder.appendingPathComponent("f.xlsx")
            func write(_ body: (WorkbookSheet) throws -> Void) -> String? {
                do {
                    try Workbook.write(to: file, title: "", created: Self.day) { try body($0.sheet("one")) }
                    return nil
                } catch { return "\(error)" }
            }
            #expect(write { try $0.text("x", WorkbookSheet.rowLimit, 0) }?.contains("1,048,576 rows") == true)
            #expect(write { try $0.text(String(repeating: "x", count: 40_000), 0, 2) }?.contains("cell C1") == true)
            #expect(!FileManager.default.fileExists(atPath: file.path))
            #expect(write { try $0.text("x", 0, 0) } == nil)
            let nowhere = folder.appendingPathComponent("none/f.xlsx")
            #expect(throws: WorkbookError.self) {
                try Workbook.write(to: nowhere, title: "", created: Self.day) { _ = try $0.sheet("one") }
            }
        }
    }

    @Test("A cell is named as Excel names it")
    func addresses() {
        let names = [(0, 0), (4, 25), (9, 26), (1_048_575, 16_383)].map {
            CellAddress(sheet: "", row: $0.0, column: $0.1).name
        }
        #expect(names == ["A1", "Z5", "AA10", "XFD1048576"])
    }
}
