import Foundation
import Returns
import Support
import Testing

@Suite("A hostile workbook is refused with one sentence")
struct HostileWorkbookTests {
    static func refusal(_ book: TestWorkbook, limits: ReadingLimits = ReadingLimits()) throws -> ReadingError {
        try Refusal.of("r.xlsx", book.bytes, limits: limits)
    }

    static func sheet(_ rows: String) -> TestWorkbook {
        TestWorkbook(sheets: [.init(name: "Person", content: "<sheetData>\(rows)</sheetData>")])
    }

    @Test("A DOCTYPE with a thousand million laughs, before anything of it is read")
    func laughs() throws {
        let entities = (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }
        var book = Self.sheet("<row><c t=\"inlineStr\"><is><t>&l9;</t></is></c></row>")
        book.prologue = "<!DOCTYPE x [<!ENTITY l0 \"ha\">\(entities.joined())]>"
        #expect(try Self.refusal(book).code == .documentType)
        book.prologue = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">"
        #expect(try Self.refusal(book).code == .documentType)
        book.prologue = ""
        #expect(try Self.refusal(book).code == .notWellFormed)
    }

    @Test("One text shown by many cells costs its bytes once")
    func sharing() throws {
        let cells = (1...50_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>\($0 == 1 ? 0 : 1)</v></c></row>" }
        var book = Self.sheet(cells.joined())
        book.strings = "<si><t>surname</t></si><si><t>\(String(repeating: "a", count: 60_000))</t></si>"
        let tables = try ReturnReader(schema: OneColumn.schema.get()).read([
            ReturnInput(name: "r.xlsx", bytes: book.bytes)
        ])
        let column = try #require(tables.table("person")?.column("surname"))
        #expect(column.raw.count == 49_999)
        #expect(column.raw.bytes.count < 200_000)
    }

    @Test("Too much of anything: sheets, rows, columns, cells, texts, a long cell")
    func limits() throws {
        var limits = ReadingLimits()
        limits.workbook.sheets = 3
        limits.workbook.rows = 100
        limits.workbook.columns = 50
        limits.workbook.cells = 500
        limits.workbook.sharedStrings = 20
        limits.workbook.textSize = 2_000
        limits.cellSize = 1_000
        let row = { (number: Int) in "<row r=\"\(number)\"><c r=\"A\(number)\"><v>1</v></c></row>" }
        let heading = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>surname</t></is></c></row>"
        #expect(throws: Never.self) {
            _ = try ReturnReader(schema: OneColumn.schema.get(), limits: limits)
                .read([ReturnInput(name: "r.xlsx", bytes: Self.sheet(heading + row(100)).bytes)])
        }
        var many = Self.sheet(heading)
        many.sheets += [.init(name: "b", rows: []), .init(name: "c", rows: []), .init(name: "d", rows: [])]
        let wide = (1...499).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>1</v></c></row>" }.joined()
        var texts = Self.sheet(heading)
        texts.strings = String(repeating: "<si><t>a</t></si>", count: 21)
        var text = Self.sheet(heading)
        text.strings = String(repeating: "<si><t>\(String(repeating: "a", count: 900))</t></si>", count: 3)
        let long = "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>\(String(repeating: "a", count: 1_001))</v></c></row>"
        let books = [
            many, Self.sheet(heading + row(101)), Self.sheet("<row r=\"1\"><c r=\"AY1\"><v>1</v></c></row>"),
            Self.sheet(wide), texts, text, Self.sheet(heading + long),
        ]
        for (place, book) in books.enumerated() {
            #expect(try Self.refusal(book, limits: limits).code == .tooLarge, "book \(place)")
        }
    }

    @Test("A wide heading over many short rows is no table")
    func wide() throws {
        var limits = ReadingLimits()
        limits.workbook.cells = 10_000
        let names = (0..<500).map { $0 == 0 ? "surname" : "x\($0)" }
        let rows = [names] + (0..<100).map { _ in ["A"] }
        let book = TestWorkbook(sheets: [.init(name: "Person", rows: rows)])
        #expect(try Self.refusal(book, limits: limits).code == .tooLarge)
    }

    @Test("Rows and cells out of order, texts that are not there, broken XML")
    func broken() throws {
        let cell = "<c r=\"A1\"><v>1</v></c>"
        for rows in [
            "<row r=\"2\">\(cell)</row><row r=\"1\">\(cell)</row>",
            "<row r=\"1\">\(cell)</row><row r=\"1\">\(cell)</row>",
            "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", "<row r=\"1\">\(cell)\(cell)</row>",
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>",
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>",
            "<row r=\"1\"><c></row>", "<row r=\"1\"><c r=\"A1\"><v>&nothing;</v></c></row>", "<row r=\"1\">\u{1}</row>",
        ] {
            #expect(try Self.refusal(Self.sheet(rows)).code == .notWellFormed, "\(rows)")
        }
    }

    @Test("Elements of other names where cells stand are no cells")
    func otherElements() throws {
        let heading = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>surname</v></c></row>"
        let rows = "<row r=\"2\"><b r=\"A2\"><v>1</v></b><c r=\"A2\"><v>2</v></c><b><v>3</v></b></row>"
        let book = Self.sheet(heading + rows + "<b><c r=\"A9\"><v>4</v></c></b>")
        let tables = try ReturnReader(schema: OneColumn.schema.get())
            .read([ReturnInput(name: "r.xlsx", bytes: book.bytes)])
        let column = try #require(tables.table("person")?.column("surname"))
        #expect((0..<column.raw.count).map { column.raw.string($0) } == ["2"])
    }

    @Test("Elements deep inside elements", arguments: [300, 100_000])
    func deep(depth: Int) throws {
        let open = String(repeating: "<c>", count: depth)
        #expect(try Self.refusal(Self.sheet("<row>\(open)")).code == .notWellFormed)
    }

    @Test("Parts that are not there")
    func missing() throws {
        let parts = Self.sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").parts
        for (place, part) in parts.enumerated() {
            var some = parts
            some.remove(at: place)
            let error = try Refusal.of("r.xlsx", TestZip(some).bytes)
            #expect([.notWellFormed, .noReturn, .empty, .nestedArchive].contains(error.code), "\(part.name)")
        }
    }

    @Test("Workbooks of other forms, each named with what to do")
    func otherForms() throws {
        let type = (name: "mimetype", text: "application/vnd.oasis.opendocument.spreadsheet")
        #expect(try Refusal.of("r.ods", TestZip([type, ("content.xml", "<a/>")]).bytes).sentence.contains(".ods"))
        for part in ["xl/workbook.bin", "word/document.xml", "ppt/presentation.xml"] {
            let zip = TestZip([(name: "[Content_Types].xml", text: "<Types/>"), (part, "x")])
            #expect(try Refusal.of("r.xlsx", zip.bytes).code == .unknownForm)
        }
        let old = try Refusal.of("r.xls", Self.container(stream: "Workbook"))
        #expect(old.code == .unknownForm && old.sentence.contains(".xls"))
        let locked = try Refusal.of("r.xlsx", Self.container(stream: "EncryptedPackage"))
        #expect(locked.code == .passwordProtected && locked.sentence.contains("password-protected"))
        #expect(try Refusal.of("r.xls", Self.container(stream: "Workbook").prefix(40)).code == .unknownForm)
    }

    /// A compound file with a directory of two names, in its second sector.
    static func container(stream: String) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 512 * 4)
        bytes.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        bytes[30] = 9
        bytes[48] = 1
        for (place, name) in ["Root Entry", stream].enumerated() {
            for (unit, code) in name.utf16.enumerated() { bytes[1_024 + place * 128 + unit * 2] = UInt8(code) }
        }
        return bytes
    }

    @Test(
        "Any bit turned over in a workbook gives the same tables, other ones, or a refusal; never a crash",
        arguments: 1...3
    )
    func flips(seed: UInt64) throws {
        var random = Seeded(seed)
        let rows = [["persontableid", "surname", "upn"], ["1", "Ada", "X"], ["2", "Bob & Co", "Y"]]
        let book = TestWorkbook(sheets: [.init(name: "Person", rows: rows)])
        let reader = ReturnReader(schema: try OneColumn.schema.get())
        var outcomes: Set<String> = []
        for _ in 0..<400 {
            // Turned over before the archive is made, so that no checksum stands in the way of the XML.
            var parts = book.parts.map { (name: $0.name, content: [UInt8]($0.text.utf8)) }
            let part = Int.random(in: 0..<parts.count, using: &random)
            let place = Int.random(in: 0..<parts[part].content.count, using: &random)
            parts[part].content[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            do {
                _ = try reader.read([ReturnInput(name: "r.xlsx", bytes: TestZip(parts).bytes)])
                outcomes.insert("read")
            } catch {
                outcomes.insert(error.code.rawValue)
            }
        }
        #expect(outcomes.contains("read") && outcomes.contains("not-well-formed"))
    }

    @Test("Cut short at every fiftieth of its length")
    func truncated() async throws {
        let bytes = try await GeneratedReturn.one(2025).workbook().bytes
        for part in 1..<50 {
            #expect(try Refusal.of("r.xlsx", bytes.prefix(bytes.count * part / 50)).code == .damagedArchive)
        }
    }
}
