import Foundation
import Returns
import Testing

@Suite("openpyxl writes workbooks and reads the same cells in them")
struct OpenpyxlTests {
    @Test(
        "The set as a workbook of typed cells",
        .enabled(if: Python.isExpected, Python.reason),
        arguments: [2024, 2025]
    )
    func typed(year: Int) async throws {
        let whole = try await GeneratedReturn.one(year)
        let bytes = try Python.file("return.xlsx", from: Self.asWorkbook, files: whole.csv)
        let input = ReturnInput(name: "return.xlsx", bytes: bytes)
        let tables = try ReturnReader(schema: whole.schema).read([input])
        #expect(differences(try whole.readXML(), tables) == [])
        #expect(tables.problems == [] && tables.notes == [])
        // Typed cells are the usual way in a workbook: nothing is read otherwise than it came.
        #expect(tables.tables.flatMap(\.columns).flatMap(\.normalisations) == [])
        #expect(try ReturnYear.find(in: [input]) == year)
    }

    @Test(
        "A thousand cells in strange formats",
        .enabled(if: Python.isExpected, Python.reason),
        arguments: 1...3,
        ["1900", "1904"]
    )
    func strange(seed: Int, epoch: String) throws {
        let arguments = ["\(seed)", epoch]
        let book = try Python.file("r.xlsx", from: Self.strangeCells, arguments: arguments)
        let told = String(
            decoding: try Python.file("told.txt", from: Self.strangeCells, arguments: arguments),
            as: UTF8.self
        )
        let expected = told.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.replacing("\\n", with: "\n")
        }
        let tables = try ReturnReader(schema: OneColumn.schema.get()).read([ReturnInput(name: "r.xlsx", bytes: book)])
        let column = try #require(tables.table("person")?.column("surname"))
        #expect(column.raw.count == 1_000 && expected.count == 1_000)
        for row in 0..<min(1_000, expected.count) where column.raw.string(row) != expected[row] {
            Issue.record("row \(row + 2): \(column.raw.string(row)), openpyxl has \(expected[row])")
        }
    }

    static let asWorkbook = """
        import csv, datetime, glob, re, openpyxl
        months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name in sorted(glob.glob("*.csv")):
            sheet = book.create_sheet(name.rsplit("_", 1)[1][:-4])
            with open(name, encoding="utf-8-sig", newline="") as file:
                for r, row in enumerate(csv.reader(file), 1):
                    for c, text in enumerate(row, 1):
                        day = re.fullmatch(r"(\\d{4})-(\\w{3})-(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)", text)
                        cell = sheet.cell(r, c)
                        if day:
                            parts = [int(p) if p.isdigit() else months.index(p) + 1 for p in day.groups()]
                            cell.value = datetime.datetime(*parts)
                            cell.number_format = "dd/mm/yyyy" if not any(parts[3:]) else "dd/mm/yyyy hh:mm"
                        elif text in ("true", "false"): cell.value = text == "true"
                        elif re.fullmatch(r"[1-9]\\d{0,14}|0", text): cell.value = int(text)
                        elif text: cell.value, cell.number_format = text, "@"
        book.save("return.xlsx")
        """

    static let strangeCells = """
        import datetime, random, sys, openpyxl
        from openpyxl.utils.datetime import CALENDAR_MAC_1904
        random.seed(int(sys.argv[1]))
        formats = ["General", "0", "0.00", "#,##0", "0%", "0.00E+00", "# ?/?", "mm-dd-yy", "d-mmm-yy", "d-mmm", "mmm-yy",
            "h:mm AM/PM", "h:mm:ss", "m/d/yy h:mm", "mm:ss", "@", "yyyy-mm-dd", "dd/mm/yyyy;@", "[$-F800]dddd, mmmm dd, yyyy",
            "[Red]0;[Blue]-0", '"day "0', '0" hours"', "_-* #,##0_-", "[>100]0;0.0", 'yyyy"-"mm"-"dd', "\\\\d0", "d.m.yyyy",
            "hh:mm", "#,##0.00 [$€-407]", '"£"0.00', "yy/mm/dd hh:mm:ss", "[Black]d mmm", "mmmm", "yyyy", "*x0"]
        texts = ["007", " a ", "A & B", "<b>", "Zoë", "東京", "1.0", "TRUE", "#N/A?", "a\\nb", "'x", "=x"[1:], "-", "\\u00a0x"]
        book = openpyxl.Workbook()
        if sys.argv[2] == "1904": book.epoch = CALENDAR_MAC_1904
        sheet = book.active
        sheet.title = "Person"
        sheet.append(["persontableid", "surname"])
        for row in range(2, 1002):
            cell = sheet.cell(row, 2)
            sheet.cell(row, 1).value = row
            kind = random.randrange(8)
            if kind == 0: cell.value = random.choice(texts)
            elif kind == 1: cell.value = random.choice([True, False])
            elif kind == 2: cell.value = datetime.datetime(2000, 1, 1) + datetime.timedelta(seconds=random.randrange(10**9))
            elif kind == 3: cell.value = datetime.date(1905, 1, 1) + datetime.timedelta(days=random.randrange(60000))
            elif kind == 4: cell.value = random.randrange(62, 70000)
            elif kind == 5: cell.value = random.choice([1, -1]) * random.randrange(10 ** random.randrange(1, 18))
            elif kind == 6: cell.value = random.uniform(-1, 1) * 10 ** random.randrange(-8, 12)
            if kind in (4, 7): cell.number_format = random.choice(formats)
            elif kind in (5, 6): cell.number_format = random.choice(formats[:7])
        book.save("r.xlsx")
        def text(value):
            if value is None: return ""
            if isinstance(value, bool): return "1" if value else "0"
            if isinstance(value, datetime.datetime):
                return value.strftime("%Y-%m-%d") if value.time() == datetime.time() else value.strftime("%Y-%m-%dT%H:%M:%S")
            if isinstance(value, (datetime.date, datetime.time)): return value.isoformat()
            if isinstance(value, (int, float)):
                return str(int(value)) if value == int(value) and abs(value) < 1e15 else "%.15G" % value
            return value.replace("\\n", "\\\\n")
        read = openpyxl.load_workbook("r.xlsx", data_only=True)["Person"]
        told = [text(read.cell(row, 2).value) for row in range(2, 1002)]
        open("told.txt", "w", encoding="utf-8").write("\\n".join(told))
        """
}
