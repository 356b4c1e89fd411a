import Foundation
import Returns
import Support
import Testing
import Validation

@Suite("The workbook template of a standard")
struct WorkbookTemplateTests {
    @Test("It is the same each time and opens with a sheet for each table, its columns and its drop-downs")
    func sheets() throws {
        let folder = try TemporaryFolder()
        let schema = Standard.schema
        let files = ["one.xlsx", "two.xlsx"].map { folder.url.appending(path: $0) }
        for file in files { try WorkbookTemplate(schema).write(to: file) }
        #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
        guard let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] else {
            print("Not opened with openpyxl: SENDSTAT_PYTHON is not set.")
            return
        }
        let script = """
            import openpyxl, sys
            book = openpyxl.load_workbook(sys.argv[1])
            for sheet in book:
                lists = sum(len(list(v.sqref.ranges)) for v in sheet.data_validations.dataValidation)
                print(sheet.title, sheet.max_column, lists, sep="|")
            """
        let outcome = try Tool.run([python, "-c", script, files[0].path])
        #expect(outcome.status == 0, "\(outcome.text)")
        let lines = Set(outcome.text.split(separator: "\n").map(String.init))
        for table in schema.tables {
            let links = table.parent == nil ? 1 : 2
            let lists = table.fields.count { field in
                switch field.type {
                case .boolean, .code: true
                case .text, .integer, .date, .dateTime, .identifier: false
                }
            }
            #expect(
                lines.contains("\(table.csvName)|\(links + table.fields.count)|\(lists)"),
                "\(table.name): \(outcome.text)"
            )
        }
    }
}
