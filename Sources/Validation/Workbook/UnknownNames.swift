import Returns

/// Names that the return does not know and that no column of a table holds: elements of XML, sheets of a workbook.
///
/// A column or a sheet of that name stands for each, so that the finding is still there when the workbook is checked.
struct UnknownNames {
    private let problems: [ReadingProblem]
    private let schema: ResolvedSchema

    init(_ tables: ReturnTables) {
        problems = tables.problems.filter { $0.kind == .unknownName && !$0.found.isEmpty }
        schema = tables.schema
    }

    /// The names that stood in a table of XML.
    func columns(of table: Int) -> [String] {
        let owner = schema.tables[table]
        var taken = Set(
            owner.fields.map(\.csvColumn) + [owner.csvKeyColumn, MarkedSheetWriter.issuesHeading.lowercased()]
        )
        if let parent = owner.parent { taken.insert(schema.tables[parent].csvKeyColumn) }
        let found = problems.filter { $0.table == owner.name }.map(\.found)
        return found.filter { taken.insert(SentCells.known($0)).inserted }
    }

    /// The names that stood in no table, as far as a sheet can bear them.
    func sheets(beside names: [String]) -> [String] {
        var taken = Set((names + MarkedWorkbook.otherSheets).map { $0.lowercased() })
        let found = problems.filter { $0.table.isEmpty }.map { problem in
            String(problem.found.map { "[]:*?/\\'".contains($0) ? "_" : $0 }.prefix(31))
        }
        return found.filter { taken.insert($0.lowercased()).inserted }
    }

    /// What stands on such a sheet.
    static let remark = "This name is not part of the return, and what it holds was not read. Take the sheet out."
}
