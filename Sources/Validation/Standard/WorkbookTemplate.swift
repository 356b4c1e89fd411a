public import Foundation
public import Returns

/// An empty workbook of a version: a sheet for each table, with drop-downs for codes, which `validate` reads as it is.
public struct WorkbookTemplate {
    private let schema: ResolvedSchema
    /// How many rows below the heading have drop-downs and formats.
    private static let rows = 1...20_000

    public init(_ schema: ResolvedSchema) {
        self.schema = schema
    }

    /// Writes the workbook; the same version gives the same bytes.
    ///
    /// - Parameter path: The file, which is replaced.
    /// - Throws: `WorkbookError`.
    public func write(to path: URL) throws {
        // The day of the census stands for that of the making, so that nothing is taken from the clock.
        try Workbook.write(to: path, title: schema.title, created: schema.collection.censusDate) { book in
            let styles = Styles(book)
            try explain(try book.sheet("Read me"), styles)
            let codes = CodeListSheet(schema)
            for table in schema.tables { try write(table, try book.sheet(table.csvName), styles, codes) }
            try codes.write(try book.sheet(CodeListSheet.name), heading: styles.required)
        }
    }

    private struct Styles {
        let required: WorkbookStyle
        let optional: WorkbookStyle
        let link: WorkbookStyle
        let words: WorkbookStyle
        let text: WorkbookStyle
        let date: WorkbookStyle
        let number: WorkbookStyle

        init(_ book: Workbook) {
            required = book.style(CellStyle(.text, isBold: true, wraps: true, fill: 0x12436D, ink: 0xFFFFFF))
            optional = book.style(CellStyle(.text, wraps: true, fill: 0xDCE6F0))
            link = book.style(CellStyle(.text, isBold: true, wraps: true, fill: 0xF3E3B5))
            words = book.style(CellStyle(.text, wraps: true))
            text = book.style(CellStyle(.text))
            date = book.style(CellStyle(.date))
            number = book.style(CellStyle(.number("0")))
        }

        func cells(of type: FieldType) -> WorkbookStyle {
            switch type {
            case .date: date
            case .integer: number
            case .text, .boolean, .dateTime, .code, .identifier: text
            }
        }
    }

    private func write(_ table: TableSchema, _ sheet: WorkbookSheet, _ styles: Styles, _ codes: CodeListSheet) throws {
        let links = CSVTemplates.columns(table, in: schema).dropLast(table.fields.count)
        for (column, link) in links.enumerated() {
            try sheet.columns(column...column, width: 18, styles.text)
            try sheet.text(link, 0, column, styles.link)
            try sheet.comment(advice(link: link, of: table), 0, column)
        }
        for (place, field) in table.fields.enumerated() {
            let column = links.count + place
            try sheet.columns(column...column, width: 20, styles.cells(of: field.type))
            try sheet.text(heading(field, in: table), 0, column, field.isRequired ? styles.required : styles.optional)
            try sheet.comment(note(field), 0, column)
            try dropDown(field, column, sheet, codes)
        }
        try fillIn(table, sheet, styles, links: links.count)
        sheet.freeze(rows: 1, columns: links.count)
        try sheet.numbersAreText(rows: Self.rows, columns: 0...links.count + table.fields.count - 1)
    }

    /// Writes what every sender would: a record for each code where each has one, and the header's year and day.
    private func fillIn(_ table: TableSchema, _ sheet: WorkbookSheet, _ styles: Styles, links: Int) throws {
        if let field = table.oneForEach, case .code(let list) = table.fields[field].type {
            for (row, code) in (schema.codeLists[list]?.codes ?? []).enumerated() {
                try sheet.text(String(row + 1), row + 1, 0, styles.text)
                try sheet.text("1", row + 1, 1, styles.text)
                try sheet.text(code.code, row + 1, links + field, styles.text)
            }
        }
        guard table.parent == nil, schema.tables.contains(where: { $0.oneForEach != nil }) else { return }
        try sheet.text("1", 1, 0, styles.text)
        for (place, field) in table.fields.enumerated() {
            switch (field.name, field.type) {
            case ("year", .integer): try sheet.number(Double(schema.collection.year), 1, links + place, styles.number)
            case ("reference_date", .date):
                try sheet.date(schema.collection.censusDate, 1, links + place, styles.date)
            default: break
            }
        }
    }

    /// What belongs under a heading, and whether it must be there.
    private func note(_ field: FieldSchema) -> String {
        var sentences = [field.description]
        if field.isRequired { sentences.append("Required.") }
        if field.codesAreUnconfirmed { sentences.append("The codes are not confirmed yet, so any text is taken.") }
        return sentences.joined(separator: " ")
    }

    /// The title, save where two fields share one.
    private func heading(_ field: FieldSchema, in table: TableSchema) -> String {
        let isShared = table.fields.count { $0.title.lowercased() == field.title.lowercased() } > 1
        return isShared ? field.csvColumn : field.title
    }

    private func dropDown(_ field: FieldSchema, _ column: Int, _ sheet: WorkbookSheet, _ codes: CodeListSheet) throws {
        let help = WorkbookSheet.ChoiceHelp(title: field.title, advice: advice(field))
        switch field.type {
        case .boolean: try sheet.choices(.these(["1", "0"]), help: help, rows: Self.rows, columns: column...column)
        case .code(let list):
            guard let range = codes.range(of: list) else { return }
            try sheet.choices(.range(range), help: help, rows: Self.rows, columns: column...column)
        case .text, .integer, .date, .dateTime, .identifier: break
        }
    }

    private func advice(_ field: FieldSchema) -> String {
        switch field.type {
        case .boolean: "1 for yes, 0 for no."
        case .code(let list):
            (schema.codeLists[list]?.codes ?? []).map { "\($0.code) \($0.label)" }.joined(separator: "; ")
        case .text, .integer, .date, .dateTime, .identifier: field.description
        }
    }

    private func advice(link: String, of table: TableSchema) -> String {
        link == table.csvKeyColumn
            ? "A number of your own for this record. It may stand only once on this sheet."
            : "The number of the record on the sheet \(link.dropLast(7)) that this one belongs to."
    }

    private func explain(_ sheet: WorkbookSheet, _ styles: Styles) throws {
        try sheet.columns(0...0, width: 100)
        let isBegun = schema.tables.contains { $0.oneForEach != nil }
        let lines = [
            schema.title,
            "Census day \(schema.collection.censusDate).",
            "Fill in one sheet for each table. Dark headings must be filled in every row; light ones where they apply.",
            "Yellow headings hold numbers of your own, which say which record belongs to which. They need no order.",
            "Point at a heading to read what belongs there. Cells with a list offer the codes; the last sheet explains them.",
            isBegun
                ? "What stands in the sheets already is the same for everyone: leave it, and fill in the rest." : "",
            "Keep the headings as they are. You may move columns and add sheets of your own with other names.",
            "Check the workbook on your own computer with: sendstat validate FILE --return \(schema.identifier)",
            "Standard \(schema.identifier), SHA-256 \(schema.hash).",
        ]
        for (row, line) in lines.filter({ !$0.isEmpty }).enumerated() {
            try sheet.text(line, row, 0, row == 0 ? styles.required : styles.words)
        }
        sheet.show()
    }
}
