import Foundation
import Returns
import Support

/// One fault put into a clean return.
struct Spoiling: CustomStringConvertible {
    enum Deed {
        case cell(column: Int, value: String)
        /// Takes the record out with everything below it.
        case remove
        /// Sends the record twice, the second time under a number of its own.
        case repeatRow
        /// Names a parent that is not there, in the column of links.
        case loseParent(Int)
        case repeatKey
        case addCell
        case renameColumn(Int)
        case removeFile
    }

    let sheet: Int
    let row: Int
    let deed: Deed
    let description: String

    func applied(to clean: SheetReturn, _ schema: ResolvedSchema) -> SheetReturn {
        var spoilt = clean
        switch deed {
        case .cell(let column, let value): spoilt.sheets[sheet].rows[row].cells[column] = value
        case .remove: remove(clean.sheets[sheet].rows[row], of: sheet, from: &spoilt, schema)
        case .repeatRow:
            var copy = clean.sheets[sheet].rows[row]
            copy.origin = nil
            copy.cells[0] = "99\(row)"
            spoilt.sheets[sheet].rows.append(copy)
        case .loseParent(let link): spoilt.sheets[sheet].rows[row].cells[link] = "98765"
        case .repeatKey: spoilt.sheets[sheet].rows[row].cells[0] = clean.sheets[sheet].rows[0].cells[0]
        case .addCell: spoilt.sheets[sheet].rows[row].cells.append("")
        case .renameColumn(let column): spoilt.sheets[sheet].headings[column] += "x"
        case .removeFile: spoilt.sheets.remove(at: sheet)
        }
        return spoilt
    }

    private func remove(
        _ record: SheetReturn.Row,
        of sheet: Int,
        from spoilt: inout SheetReturn,
        _ schema: ResolvedSchema
    ) {
        spoilt.sheets[sheet].rows.removeAll { $0 == record }
        for child in spoilt.sheets.indices {
            guard let link = spoilt.sheets[child].link,
                spoilt.sheets[child].headings[link] == spoilt.sheets[sheet].key
            else { continue }
            for row in spoilt.sheets[child].rows where row.cells[link] == record.cells[0] {
                remove(row, of: child, from: &spoilt, schema)
            }
        }
    }
}

/// Thinks of faults for each field, record and file of a clean return.
struct SpoilingList {
    let clean: SheetReturn
    let schema: ResolvedSchema
    private var random: Seeded

    init(_ clean: SheetReturn, _ schema: ResolvedSchema, seed: UInt64) {
        self.clean = clean
        self.schema = schema
        random = Seeded(seed)
    }

    mutating func next(below bound: Int) -> Int {
        Int.random(in: 0..<max(1, bound), using: &random)
    }

    /// Faults of cells: for each column, some values in some rows.
    mutating func cells(rowsPerColumn: Int) -> [Spoiling] {
        var list: [Spoiling] = []
        for (sheet, content) in clean.sheets.enumerated() where !content.rows.isEmpty {
            guard let table = schema.tables.first(where: { $0.csvKeyColumn == content.headings[0] }) else { continue }
            for (column, heading) in content.headings.enumerated() {
                guard let field = table.fields.first(where: { $0.csvColumn == heading }) else { continue }
                for _ in 0..<rowsPerColumn {
                    let row = next(below: content.rows.count)
                    let own = content.rows[row].cells[column]
                    let other = content.rows[next(below: content.rows.count)].cells[column]
                    for value in values(field, own) + [other] where value != own {
                        list.append(
                            Spoiling(
                                sheet: sheet,
                                row: row,
                                deed: .cell(column: column, value: value),
                                description: "\(table.name).\(field.name) row \(row + 2) [\(value)] for [\(own)]"
                            )
                        )
                    }
                }
            }
        }
        return list
    }

    /// Faults of records, columns and files.
    mutating func shapes() -> [Spoiling] {
        var list: [Spoiling] = []
        for (sheet, content) in clean.sheets.enumerated() {
            func add(_ words: String, _ row: Int, _ deed: Spoiling.Deed) {
                list.append(
                    Spoiling(sheet: sheet, row: row, deed: deed, description: "\(words) \(content.name) \(row + 2)")
                )
            }
            add("file away", 0, .removeFile)
            add("column renamed", 0, .renameColumn(2 + next(below: content.headings.count - 2)))
            guard !content.rows.isEmpty else { continue }
            for _ in 0..<2 {
                let row = next(below: content.rows.count)
                add("record away", row, .remove)
                add("record twice", row, .repeatRow)
                add("cell too many", row, .addCell)
                if let link = content.link { add("parent lost", row, .loseParent(link)) }
                if row > 0 { add("number twice", row, .repeatKey) }
            }
        }
        return list
    }

    private mutating func values(_ field: FieldSchema, _ own: String) -> [String] {
        let usual = ["", "?!"]
        switch field.type {
        case .code(let list):
            let codes = (schema.codeLists[list]?.codes ?? []).map(\.code).filter { $0 != own }
            return usual + (0..<min(2, codes.count)).map { _ in codes[next(below: codes.count)] }
        case .date:
            return usual + ["2031-05-06", "1931-05-06", "2025-07-08", "2023-02-30"]
        case .dateTime: return usual + ["2031-05-06T10:00:00", "1999-05-06T10:00:00"]
        case .integer: return usual + ["0", "1", "9999", "27"]
        case .boolean: return usual + [own == "1" ? "0" : "1"]
        case .text: return usual + [String(repeating: "Long ", count: 60)]
        case .identifier: return usual + ["900001", own + "1"]
        }
    }
}
