import PostgreSQL

/// A table of facts on its way into the database: where it goes, and its columns whole.
struct FactTable {
    let name: String
    let copy: SQL
    /// Counts what the database has of a submission: `$1` is the year, `$2` the submission.
    let count: SQL
    let rowCount: Int
    let columns: [CopyColumn]

    /// Sends the rows and makes sure that all arrived.
    ///
    /// - Returns: How many there are.
    /// - Throws: `WarehouseError.rowsDiffer`, or a `PostgreSQLError`.
    func load(for origin: FactOrigin, in session: Session) throws -> Int {
        let taken = try session.copyIn(copy, format: .binary) { writer in
            try writer.write(columns: columns, rows: 0..<rowCount)
        }
        let counted = try session.row(count, [Parameter(origin.year), Parameter(origin.submission)])
            .get("count", as: Int.self)
        guard taken == rowCount, counted == rowCount else {
            throw WarehouseError.rowsDiffer(table: name, sent: rowCount, taken: taken, counted: counted)
        }
        return counted
    }
}

/// Whose facts they are: what every row of a load has alike.
struct FactOrigin {
    let year: Int32
    let submission: Int32
    let localAuthority: String

    /// The columns that every table of facts begins with: year, submission and the row's own number.
    var key: [CopyColumn] {
        [.constantInt32(year), .constantInt32(submission), .int32Row(start: 1)]
    }

    /// The columns after the key of a table that hangs from another.
    func link(parents: [Int32], persons: [Int32]) -> [CopyColumn] {
        [.int32(values: parents.map { $0 + 1 }), .int32(values: persons.map { $0 + 1 }), .constantText(localAuthority)]
    }
}
