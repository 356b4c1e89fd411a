import Foundation
import Returns
import Testing

@Suite("A cell is read as the text that Excel shows")
struct CellTextTests {
    /// Cells of one column, as they stand in the sheet's XML, read as surnames.
    static func read(_ cells: [String], _ change: (inout TestWorkbook) -> Void = { _ in }) throws -> ReturnTables {
        let rows = cells.enumerated().map { row, cell in
            "<row r=\"\(row + 2)\"><c r=\"A\(row + 2)\"><v>\(row + 1)</v></c>\(cell)</row>"
        }
        let heading = ["persontableid", "surname"].map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined()
        var book = TestWorkbook(sheets: [
            .init(name: "Person", content: "<sheetData><row r=\"1\">\(heading)</row>\(rows.joined())</sheetData>")
        ])
        change(&book)
        return try ReturnReader(schema: OneColumn.schema.get())
            .read([ReturnInput(name: "r.xlsx", bytes: book.bytes)])
    }

    static func texts(_ cells: [String], _ change: (inout TestWorkbook) -> Void = { _ in }) throws -> [String] {
        let column = try #require(try read(cells, change).table("person")?.column("surname"))
        return (0..<column.raw.count).map { column.raw.string($0) }
    }

    @Test("Numbers: whole ones without decimals, others with at most fifteen digits")
    func numbers() throws {
        let all = [
            ("1", "1"), ("1.0", "1"), ("007", "7"), ("-3", "-3"), ("12345678901", "12345678901"),
            ("1.23E+12", "1230000000000"), ("1.2345678901234E+13", "12345678901234"), ("0.1", "0.1"),
            ("0.30000000000000004", "0.3"), ("1234567890123456", "1.23456789012346E+15"), ("1E20", "1E+20"),
            ("1.5000000000000001E-3", "0.0015"), ("-0", "0"), ("1E999", "1E999"), ("nan", "nan"), ("0x10", "0x10"),
        ]
        #expect(try Self.texts(all.map { "<c><v>\($0.0)</v></c>" }) == all.map(\.1))
    }

    @Test("Texts, booleans, errors and formulas by their types")
    func types() throws {
        let all = [
            ("<c t=\"str\"><f>A1</f><v> 007 </v></c>", " 007 "), ("<c t=\"b\"><v>1</v></c>", "1"),
            ("<c t=\"b\"><v>0</v></c>", "0"), ("<c t=\"e\"><v>#N/A</v></c>", "#N/A"),
            ("<c><f>1+1</f><v>2</v></c>", "2"),
            ("<c><f>NOW()</f></c>", ""), ("<c t=\"d\"><v>2025-01-16</v></c>", "2025-01-16"), ("<c s=\"1\"/>", ""),
            ("<c t=\"inlineStr\"><is><r><t>Ma</t></r><r><rPr><b/></rPr><t>ry</t></r></is></c>", "Mary"),
            ("<c t=\"inlineStr\"><is><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></is></c>", "東京"),
            ("<c t=\"inlineStr\"><is><t>a_x000D_b_x005F_x000D_ _x00e9_ _x12_</t></is></c>", "a\rb_x000D_ é _x12_"),
            ("<c t=\"s\"><v>0</v></c>", "Ann & <Bob>"), ("<c t=\"s\"><v>1</v></c>", "Zoë"),
            ("<c t=\"s\"><v>2</v></c>", ""),
            ("<c t=\"inlineStr\"><is><t>A&amp;B</t></is></c>", "A&B"),
            ("<c><v>5</v><extLst><ext><f>9</f><v>9</v></ext></extLst></c>", "5"),
        ]
        let tables = try Self.read(all.map(\.0)) { book in
            let phonetic = "<rPh sb=\"0\" eb=\"1\"><t>x</t></rPh><phoneticPr fontId=\"1\"/>"
            book.strings =
                "<si><t>Ann &amp; &lt;Bob&gt;</t></si><si><r><t>Zo</t></r><r><t>ë</t></r>\(phonetic)</si><si><t/></si>"
        }
        let column = try #require(tables.table("person")?.column("surname"))
        #expect((0..<column.raw.count).map { column.raw.string($0) } == all.map(\.1))
        #expect(tables.notes.map(\.kind) == [.formulas, .formulasWithoutValue, .errorCells])
        #expect(tables.notes.map(\.count) == [2, 1, 1])
        #expect(tables.notes[1].place == Place(file: "r.xlsx, sheet Person", line: 7, column: "B"))
    }

    static let formats = [
        "yyyy-mm-dd", "General", "0000", "dd/mm/yyyy hh:mm", "h:mm AM/PM", "[h]:mm:ss", "\"d\"0.0", "[$-409]d-mmm-yy;@",
        "[Red]#,##0", "0.00E+00", "@", "mmm", "\\d0", "_d0", "000\"-\"000",
    ]

    @Test("Days and times by the cell's format, whether the workbook counts from 1900 or 1904")
    func dates() throws {
        let inner = Self.formats.enumerated().map { index, code in
            "<numFmt numFmtId=\"\(200 + index)\" formatCode=\"\(code.replacing("\"", with: "&quot;"))\"/>"
        }
        let styles = [14, 22, 20, 0] + Self.formats.indices.map { 200 + $0 }
        let cells = styles.map { "<xf numFmtId=\"\($0)\"/>" }
        let all: [(style: Int, number: String, from1900: String, from1904: String)] = [
            (0, "41276", "2013-01-02", "2017-01-03"), (0, "1", "1900-01-01", "1904-01-02"),
            (0, "59", "1900-02-28", "1904-02-29"), (0, "60", "1900-02-29", "1904-03-01"),
            (0, "61", "1900-03-01", "1904-03-02"), (0, "0", "1900-01-00", "1904-01-01"), (0, "-1", "-1", "-1"),
            (0, "2958465", "9999-12-31", "2958465"), (0, "2958466", "2958466", "2958466"),
            (0, "41276.75", "2013-01-02T18:00:00", "2017-01-03T18:00:00"),
            (0, "41276.999999999", "2013-01-03", "2017-01-04"),
            (1, "41276.5", "2013-01-02T12:00:00", "2017-01-03T12:00:00"),
            (2, "0.5", "12:00:00", "12:00:00"), (3, "41276", "41276", "41276"),
            (4, "41276", "2013-01-02", "2017-01-03"),
            (5, "41276", "41276", "41276"), (6, "41", "0041", "0041"), (6, "41276", "41276", "41276"),
            (6, "1.5", "1.5", "1.5"), (7, "41276", "2013-01-02", "2017-01-03"), (8, "0.25", "06:00:00", "06:00:00"),
            (9, "1.5", "1.5", "1.5"), (10, "3", "3", "3"), (11, "41276", "2013-01-02", "2017-01-03"),
            (12, "5", "5", "5"), (13, "5", "5", "5"), (14, "5", "5", "5"), (15, "41276", "2013-01-02", "2017-01-03"),
            (16, "5", "5", "5"), (17, "5", "5", "5"), (18, "5", "5", "5"), (99, "5", "5", "5"),
        ]
        for isFrom1904 in [false, true] {
            let found = try Self.texts(all.map { "<c s=\"\($0.style)\"><v>\($0.number)</v></c>" }) { book in
                book.styles = "<numFmts>\(inner.joined())</numFmts><cellXfs>\(cells.joined())</cellXfs>"
                book.properties = isFrom1904 ? "date1904=\"1\"" : ""
            }
            #expect(found == all.map { isFrom1904 ? $0.from1904 : $0.from1900 })
        }
    }

    @Test("A plain number in a date column is the day that Excel counts, told as read otherwise")
    func serials() throws {
        for (properties, day) in [("", Int32(15_707)), ("date1904=\"true\"", 17_169)] {
            var book = TestWorkbook(sheets: [
                .init(name: "Person", rows: [["persontableid", "Date of birth"], ["1", "41276"]])
            ])
            book.properties = properties
            let tables = try ReturnReader(schema: OneColumn.schema.get())
                .read([ReturnInput(name: "r.xlsx", bytes: book.bytes)])
            let column = try #require(tables.table("person")?.column("birth_date"))
            #expect(column.values == [day])
            #expect(column.normalisations.map(\.kind) == [.excelDateSerial])
        }
    }

    @Test("A code that lost its zeros in front is the one code that has them")
    func zeros() throws {
        let column = try OneColumn.read("request", "request_source", ["1", "01"], form: .xlsx)
        #expect(column.states == [CellState.value, CellState.notOfType])
    }

    @Test("Cells and rows without addresses follow one another")
    func noAddresses() throws {
        let content = """
            <sheetData><row><c t="inlineStr"><is><t>persontableid</t></is></c><c t="inlineStr"><is><t>surname</t></is></c>\
            </row><row><c><v>1</v></c><c t="str"><v>A</v></c></row><row r="9"><c r="B9" t="str"><v>B</v></c></row></sheetData>
            """
        let tables = try WorkbookTests.read([.init(name: "Person", content: content)])
        #expect(tables.table("person")?.rowNumbers == [2, 9])
        #expect(tables.table("person")?.column("surname")?.raw.string(1) == "B")
    }
}
