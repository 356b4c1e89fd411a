/// Says what is wrong with the heading and the width of the rows of a flat file.
struct FlatShape {
    let schema: ResolvedSchema
    let index: CSVIndex
    let columns: FlatColumns
    let file: String

    func report(_ problems: inout ProblemList) {
        guard let row = schema.flatRowTable else { return }
        for column in columns.repeated {
            add(.repeatedName, row, column: columns.headings[column], expected: "each item in one column", &problems)
        }
        for column in columns.unknown {
            add(.unknownName, row, column: columns.headings[column], expected: "an item of the flat form", &problems)
        }
        for table in schema.tables.indices { reportMissing(table, &problems) }
        for ragged in index.ragged {
            problems.add(
                ReadingProblem(
                    kind: .raggedRow,
                    place: Place(file: file, line: Int(index.lines[ragged.record])),
                    table: schema.tables[row].name,
                    row: ragged.record - 1,
                    found: "\(ragged.cells) values",
                    expected: "\(index.width) values, as the heading has"
                )
            )
        }
    }

    private func reportMissing(_ table: Int, _ problems: inout ProblemList) {
        for (field, schema) in schema.tables[table].fields.enumerated() {
            guard case .columns(let places) = schema.flat else { continue }
            for (place, names) in places.enumerated()
            where columns.column(table: table, field: field, place: place) == nil {
                problems.add(
                    ReadingProblem(
                        kind: .missingColumn,
                        place: Place(file: file, line: 1, column: names[0]),
                        table: self.schema.tables[table].name,
                        row: nil,
                        found: "",
                        expected: "a column \(names[0])"
                    )
                )
            }
        }
    }

    private func add(
        _ kind: ReadingProblem.Kind,
        _ table: Int,
        column: String,
        expected: String,
        _ problems: inout ProblemList
    ) {
        problems.add(
            ReadingProblem(
                kind: kind,
                place: Place(file: file, line: 1, column: column),
                table: schema.tables[table].name,
                row: nil,
                found: column,
                expected: expected
            )
        )
    }
}
