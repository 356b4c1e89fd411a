/// The row of a sheet that names its columns, matched to a table.
struct SheetHeading {
    struct Column {
        /// Where it stands in the sheet, from 0.
        let place: Int
        /// Its name in the CSV set, or the heading as it stands where that is not known.
        let name: String
        /// The heading as it stands, on one line.
        let heading: String
    }

    /// Index into the sheet's rows.
    let row: Int
    let columns: [Column]
    /// Columns that are known and hold nothing of the return.
    let passedOver: [Column]

    /// Takes a row as the heading of a table.
    init(row: Int, of cells: SheetCells, names: SheetNames) {
        self.row = row
        var columns: [Column] = []
        var passedOver: [Column] = []
        for cell in cells.cells(row) {
            let text = cells.text(cell)
            let heading = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard !heading.isEmpty else { continue }
            let place = Int(cell.column)
            switch names.meaning(of: text) {
            case .column(let name): columns.append(Column(place: place, name: name, heading: heading))
            case .unknown: columns.append(Column(place: place, name: heading, heading: heading))
            case .passedOver: passedOver.append(Column(place: place, name: heading, heading: heading))
            }
        }
        self.columns = columns
        self.passedOver = passedOver
    }

    /// The row near the top that names most of a table's columns, or nil when none does.
    static func find(in cells: SheetCells, names: SheetNames, rows limit: Int) -> SheetHeading? {
        var best: (row: Int, score: Int)?
        for row in cells.rows.indices.prefix(limit) {
            let score = score(row, cells, names)
            if score > best?.score ?? 0 { best = (row, score) }
        }
        return best.map { SheetHeading(row: $0.row, of: cells, names: names) }
    }

    /// How many cells of a row name a column of the table.
    static func score(_ row: Int, _ cells: SheetCells, _ names: SheetNames) -> Int {
        cells.cells(row).prefix(1_000).count { cell in
            if cell.end - cell.start > 400 { return false }
            if case .column = names.meaning(of: cells.text(cell)) { return true }
            return false
        }
    }

    /// Link columns that the sheet lacks, each with the column it is taken from.
    ///
    /// In the workbooks that suppliers and the collection give out, everything below a request points at the request:
    /// where there is at most one record of a table for each, the request's number does for that record's own.
    func borrowedLinks(schema: ResolvedSchema, table: Int) -> [(name: String, from: String)] {
        let links = SheetNames.links(schema, table)
        let present = Set(columns.map(\.name))
        guard links.count > 2, !present.contains(links[1].csvKeyColumn) else {
            return ownKey(of: table, links, schema, present, above: links.count > 2 ? links[1].csvKeyColumn : nil)
        }
        guard
            let above = links.dropLast().dropFirst(2).first(where: { present.contains($0.csvKeyColumn) })?.csvKeyColumn
        else {
            return []
        }
        return [(links[1].csvKeyColumn, above)] + ownKey(of: table, links, schema, present, above: above)
    }

    private func ownKey(
        of table: Int,
        _ links: [TableSchema],
        _ schema: ResolvedSchema,
        _ present: Set<String>,
        above: String?
    ) -> [(name: String, from: String)] {
        guard let above, !present.contains(links[0].csvKeyColumn), links[0].perParent.maximum == 1,
            schema.tables.contains(where: { $0.parent == table })
        else { return [] }
        return [(links[0].csvKeyColumn, above)]
    }
}
