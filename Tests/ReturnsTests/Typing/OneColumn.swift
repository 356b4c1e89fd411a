import Returns

/// A return of which one column is of interest: persons, or the plan details below them, with cells as given.
enum OneColumn {
    static let schema = Result { try SchemaLibrary(directory: Repository.schemas).resolve("sen2@2025") }

    static func read(_ table: String, _ field: String, _ cells: [String], form: SourceFile.Form) throws -> Column {
        let schema = try schema.get()
        guard let index = schema.index(of: table), let place = schema.tables[index].index(of: field) else {
            throw ReadingError(code: .noReturn, place: Place(file: "", line: 0), sentence: "No \(table).\(field).")
        }
        let input =
            switch form {
            case .csv: csv(schema, index, place, cells)
            case .xml: xml(schema, index, place, cells)
            case .xlsx: workbook(schema, index, place, cells)
            }
        return try ReturnReader(schema: schema).read([input]).tables[index].columns[place]
    }

    private static func csv(_ schema: ResolvedSchema, _ table: Int, _ field: Int, _ cells: [String]) -> ReturnInput {
        let of = schema.tables[table]
        let rows = cells.enumerated().map { "\($0.offset + 1),\"\($0.element.replacing("\"", with: "\"\""))\"" }
        let text = (["\(of.csvKeyColumn),\(of.fields[field].csvColumn)"] + rows).joined(separator: "\r\n")
        return ReturnInput(name: "\(of.csvName).csv", bytes: [UInt8](text.utf8))
    }

    private static func workbook(
        _ schema: ResolvedSchema,
        _ table: Int,
        _ field: Int,
        _ cells: [String]
    ) -> ReturnInput {
        let of = schema.tables[table]
        let rows = cells.enumerated().map { [String($0.offset + 1), $0.element] }
        let sheet = TestWorkbook.Sheet(name: of.csvName, rows: [[of.csvKeyColumn, of.fields[field].csvColumn]] + rows)
        return ReturnInput(name: "return.xlsx", bytes: TestWorkbook(sheets: [sheet]).bytes)
    }

    private static func xml(_ schema: ResolvedSchema, _ table: Int, _ field: Int, _ cells: [String]) -> ReturnInput {
        var path: [String] = []
        var above: Int? = table
        while let index = above {
            path.insert(schema.tables[index].xmlElement, at: 0)
            above = schema.tables[index].parent
        }
        let name = schema.tables[table].fields[field].xmlElement
        let wrapper = schema.tables[table].fields[field].xmlWrapper
        let around = path.count == 1 ? [] : ["Persons"] + path.dropFirst().dropLast()
        let records = cells.map { cell in
            let value = "<\(name)><![CDATA[\(cell)]]></\(name)>"
            let inside = wrapper.isEmpty ? value : "<\(wrapper)>\(value)</\(wrapper)>"
            return "<\(path.last ?? "")>\(inside)</\(path.last ?? "")>"
        }
        let text =
            "<Message>" + around.map { "<\($0)>" }.joined() + records.joined()
            + around.reversed().map { "</\($0)>" }.joined() + "</Message>"
        return ReturnInput(name: "return.xml", bytes: [UInt8](text.utf8))
    }
}
