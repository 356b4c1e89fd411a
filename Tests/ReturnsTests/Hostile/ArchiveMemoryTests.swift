import Foundation
import Testing

@Suite("Bombs are refused by the program itself in bounded memory and time", .serialized)
struct ArchiveMemoryTests {
    @Test(
        "A zip of 4 GB, and workbooks of endless texts, cells and blanks",
        .enabled(if: MemoryTests.isNamed && Python.isExpected, "SENDSTAT_PROGRAM and SENDSTAT_PYTHON are named"),
        arguments: ["zip", "texts", "cells", "blanks", "one-text"]
    )
    func bombs(kind: String) throws {
        let program = try #require(MemoryTests.program, "CI needs the program: SENDSTAT_PROGRAM names it")
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let bomb = folder.appendingPathComponent(kind == "zip" ? "bomb.zip" : "bomb.xlsx")
        try Data(try Python.file("bomb", from: Self.script, arguments: [kind])).write(to: bomb)
        let start = ContinuousClock().now
        let (status, peak) = try MemoryTests.run(program, ["validate", "--return", "sen2@2025", bomb.path])
        #expect(status == 2)
        #expect(peak < 500 << 20, "the peak was \(peak >> 20) MiB")
        #expect(ContinuousClock().now - start < .seconds(120))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    static let script = """
        import sys, zipfile
        kind = sys.argv[1]
        main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
        rel = lambda i, k, t: f'<Relationship Id="{i}" Type="{office}/{k}" Target="{t}"/>'
        with zipfile.ZipFile("bomb", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
            def endless(name, start, block, megabytes):
                with z.open(name, "w", force_zip64=True) as f:
                    f.write(start.encode())
                    block = (block * ((1 << 20) // len(block))).encode()
                    for _ in range(megabytes): f.write(block)
            if kind == "zip": endless("r.xml", "<Message><Persons><Person>", "<Surname>A</Surname>", 4096)
            else:
                z.writestr("[Content_Types].xml", "<Types/>")
                z.writestr("_rels/.rels", f'<Relationships {package}>{rel("r", "officeDocument", "xl/workbook.xml")}</Relationships>')
                z.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="Person" sheetId="1" r:id="a"/></sheets></workbook>')
                z.writestr("xl/_rels/workbook.xml.rels", f'<Relationships {package}>{rel("a", "worksheet", "s.xml")}{rel("b", "sharedStrings", "t.xml")}</Relationships>')
                sheet, texts = f'<worksheet {main}><sheetData>', f'<sst {main}>'
                if kind == "texts": endless("xl/t.xml", texts, "<si><t>abcdefgh</t></si>", 1024)
                if kind == "one-text": endless("xl/t.xml", texts + "<si><t>", "a", 1024)
                if kind == "cells": endless("xl/s.xml", sheet, "<row><c><v>1</v></c><c><v>22</v></c></row>", 1024)
                if kind == "blanks": endless("xl/s.xml", sheet, '<row><c s="1"/><c s="1"/><c s="1"/></row>', 1024)
        """
}
