/// Writes workbooks part by part, so that tests can say things that no spreadsheet program would.
struct TestWorkbook {
    struct Sheet {
        let name: String
        /// Everything inside the sheet's element.
        var content: String
        var state = "visible"

        init(name: String, content: String, state: String = "visible") {
            self.name = name
            self.content = content
            self.state = state
        }

        /// A sheet of texts; blank ones have no cell.
        init(name: String, rows: [[String]], state: String = "visible") {
            let lines = rows.enumerated().map { row, cells in
                let made = cells.enumerated().filter { !$0.element.isEmpty }.map { column, text in
                    let address = "\(TestWorkbook.letters(column))\(row + 1)"
                    let escaped = TestWorkbook.escaped(text)
                    return "<c r=\"\(address)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped)</t></is></c>"
                }
                return "<row r=\"\(row + 1)\">\(made.joined())</row>"
            }
            self.init(name: name, content: "<sheetData>\(lines.joined())</sheetData>", state: state)
        }
    }

    var sheets: [Sheet]
    /// What stands inside `sst`, `styleSheet` and `workbookPr`.
    var strings = ""
    var styles = ""
    var properties = ""
    /// Put before the first element of every sheet.
    var prologue = ""

    init(sheets: [Sheet]) {
        self.sheets = sheets
    }

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    var parts: [(name: String, text: String)] {
        let list = sheets.enumerated().map { index, sheet in
            let name = Self.escaped(sheet.name).replacing("\"", with: "&quot;")
            return
                "<sheet name=\"\(name)\" sheetId=\"\(index + 1)\" state=\"\(sheet.state)\" r:id=\"rId\(index + 1)\"/>"
        }
        let related =
            sheets.indices.map { relationship("rId\($0 + 1)", "worksheet", "worksheets/sheet\($0 + 1).xml") }
            + [relationship("s", "sharedStrings", "sharedStrings.xml"), relationship("t", "styles", "styles.xml")]
        let book = """
            <workbook xmlns="\(Self.main)" xmlns:r="\(Self.office)"><workbookPr \(properties)/>\
            <sheets>\(list.joined())</sheets></workbook>
            """
        return [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", relationships([relationship("r", "officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", relationships(related)),
            ("xl/sharedStrings.xml", "<sst xmlns=\"\(Self.main)\">\(strings)</sst>"),
            ("xl/styles.xml", "<styleSheet xmlns=\"\(Self.main)\">\(styles)</styleSheet>"),
        ]
            + sheets.enumerated().map { index, sheet in
                (
                    "xl/worksheets/sheet\(index + 1).xml",
                    "\(prologue)<worksheet xmlns=\"\(Self.main)\">\(sheet.content)</worksheet>"
                )
            }
    }

    var bytes: [UInt8] { TestZip(parts).bytes }

    private func relationship(_ id: String, _ kind: String, _ target: String) -> String {
        "<Relationship Id=\"\(id)\" Type=\"\(Self.office)/\(kind)\" Target=\"\(target)\"/>"
    }

    private func relationships(_ all: [String]) -> String {
        "<Relationships xmlns=\"\(Self.package)\">\(all.joined())</Relationships>"
    }

    static func letters(_ column: Int) -> String {
        let last = String(UnicodeScalar(UInt8(65 + column % 26)))
        return column < 26 ? last : letters(column / 26 - 1) + last
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
