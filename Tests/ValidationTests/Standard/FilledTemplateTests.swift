import Foundation
import Returns
import Testing
import Validation

/// Whoever fills in the template by hand, cell by cell, sends a return like any other.
@Suite("The workbook template, filled in")
struct FilledTemplateTests {
    /// A return as the rows that a person types into each sheet, with the places of the cells that offer a list.
    private struct Content: Encodable {
        struct Sheet: Encodable {
            let name: String
            let rows: [[String]]
            let choices: [Int]
        }

        let sheets: [Sheet]

        init(_ kind: CleanReturns.Kind) throws {
            sheets = try kind.schema.tables.map { table in
                let sheet = kind.sheets.sheets[try #require(kind.sheets.index(ofTable: table))]
                let parents = table.parent.map { [kind.schema.tables[$0].csvKeyColumn] } ?? []
                let columns = [table.csvKeyColumn] + parents + table.fields.map(\.csvColumn)
                let places = columns.map { column in
                    sheet.headings.firstIndex { $0.lowercased() == column.lowercased() }
                }
                let links = columns.count - table.fields.count
                return Sheet(
                    name: table.csvName,
                    rows: sheet.rows.map { row in places.map { $0.map { row.cells[$0] } ?? "" } },
                    choices: table.fields.indices.filter { Self.isChoice(table.fields[$0]) }.map { $0 + links }
                )
            }
        }

        private static func isChoice(_ field: FieldSchema) -> Bool {
            switch field.type {
            case .code, .boolean: true
            case .text, .integer, .date, .dateTime, .identifier: false
            }
        }
    }

    /// Types every value as Excel would take it in a column of that format, and holds it against the list offered.
    private static let script = """
        import datetime, json, sys
        import openpyxl
        from openpyxl.utils import get_column_letter, range_boundaries

        template, content, filled = sys.argv[1:]
        book = openpyxl.load_workbook(template)

        def offered(rule):
            formula = rule.formula1.lstrip("=")
            if formula.startswith('"'):
                return formula.strip('"').split(",")
            name, cells = formula.replace("'", "").split("!")
            return [str(row[0].value) for row in book[name][cells.replace("$", "")]]

        def typed(text, form):
            if text == "" or form in ("@", "General"):
                return text or None
            return date(text) if "yy" in form else int(text)

        def date(text):
            day = text.split(" ")[0]
            form = "%Y-%b-%d" if day[5:6].isalpha() else "%Y-%m-%d"
            return datetime.datetime.strptime(day, form).date()

        for sheet in json.load(open(content))["sheets"]:
            page = book[sheet["name"]]
            lists = {}
            for rule in page.data_validations.dataValidation:
                for part in rule.sqref.ranges:
                    left, top, right, bottom = range_boundaries(part.coord)
                    assert rule.type == "list" and top == 2 and bottom > len(sheet["rows"]), part.coord
                    lists.update({column - 1: offered(rule) for column in range(left, right + 1)})
            for column in sheet["choices"]:
                assert lists.get(column), f"{sheet['name']} column {column} offers no list"
            for number, row in enumerate(sheet["rows"]):
                for column, text in enumerate(row):
                    form = page.column_dimensions[get_column_letter(column + 1)].number_format
                    cell = page.cell(number + 2, column + 1, typed(text, form))
                    cell.number_format = form
                    if text and column in sheet["choices"]:
                        known = [word.lower() for word in lists[column]]
                        word = {"true": "1", "false": "0"}.get(text.lower(), text.lower())
                        assert word in known, f"{sheet['name']}: {text} is not offered"
        book.save(filled)
        """

    @Test("A clean return of each kind stays clean, and every coded cell offers the codes that were typed")
    func filled() throws {
        let clean = try #require(CleanReturns.all)
        #expect(clean.kinds.count == 4)
        for kind in clean.kinds {
            try OutsideProgram.withFolder { folder in
                let files = ["template.xlsx", "content.json", "filled.xlsx"].map(folder.appendingPathComponent)
                try WorkbookTemplate(kind.schema).write(to: files[0])
                try JSONEncoder().encode(Content(kind)).write(to: files[1])
                let output = try OutsideProgram.python(Self.script, needing: ["openpyxl"], files.map(\.path))
                guard output != nil else { return }
                let input = ReturnInput(name: "filled.xlsx", bytes: [UInt8](try Data(contentsOf: files[2])))
                let result = try kind.check([input])
                let usual = try kind.check(kind.sheets)
                #expect(result.count(of: .error) == 0, "\(kind.testDescription): \(result.findings.prefix(3))")
                #expect(Self.amounts(result) == Self.amounts(usual), "\(kind.testDescription)")
                #expect(result.recordCounts == usual.recordCounts, "\(kind.testDescription)")
            }
        }
    }

    @Test("The school's template comes with its day, its year and a record for each kind, and asks for the rest")
    func begun() throws {
        let clean = try #require(CleanReturns.all)
        let kind = try #require(clean.kinds.first { $0.schema.name == "provision" })
        let bytes = try OutsideProgram.withFolder { folder in
            let file = folder.appendingPathComponent("template.xlsx")
            try WorkbookTemplate(kind.schema).write(to: file)
            return [UInt8](try Data(contentsOf: file))
        }
        let result = try kind.check([ReturnInput(name: "template.xlsx", bytes: bytes)])
        let records = Dictionary(uniqueKeysWithValues: result.recordCounts.map { ($0.table, $0.count) })
        #expect(records["header"] == 1 && records["specialist_service"] == 14 && records["facility_item"] == 20)
        let columns = Set(result.findings.map { "\($0.table).\($0.column)" })
        #expect(
            columns.isSuperset(of: ["specialist_service.How it is provided", "facility_item.Extent"]),
            "\(columns)"
        )
        #expect(!result.findings.contains { $0.column == "Year" || $0.column == "Reference date" })
        #expect(!result.counts.contains { ["missing-parent", "missing-key", "repeated-key"].contains($0.rule) })
    }

    private static func amounts(_ result: CheckResult) -> [String: Int] {
        Dictionary(result.counts.map { ($0.rule, $0.count) }) { $0 + $1 }
    }
}
