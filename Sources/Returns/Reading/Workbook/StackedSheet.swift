/// The collection's own template: every table in one sheet, one below the other, each under its own heading.
struct StackedSheet {
    struct Block {
        let table: Int
        let heading: SheetHeading
        /// Indices of the rows under the heading.
        let rows: Range<Int>
    }

    let blocks: [Block]

    /// Finds the tables by their headings.
    init(_ cells: SheetCells, schema: ResolvedSchema) {
        let names = schema.tables.indices.map { SheetNames(schema: schema, table: $0) }
        let all = SheetNames(of: names)
        var starts: [(row: Int, table: Int)] = []
        var titles: Set<Int> = []
        for row in cells.rows.indices {
            let texts = cells.cells(row)
            if texts.count <= 2, let first = texts.first, Self.isTitle(cells.text(first)) { titles.insert(row) }
            guard texts.count >= 3, texts.prefix(4).count(where: { Self.isName($0, in: cells, all) }) >= 2,
                let table = Self.table(ofHeading: row, cells, names, schema)
            else { continue }
            if !starts.contains(where: { $0.table == table }) { starts.append((row, table)) }
        }
        blocks = starts.enumerated().map { index, start in
            let next = index + 1 < starts.count ? starts[index + 1].row : cells.rows.count
            let end = titles.filter { $0 > start.row && $0 < next }.min() ?? next
            return Block(
                table: start.table,
                heading: SheetHeading(row: start.row, of: cells, names: names[start.table]),
                rows: start.row + 1..<end
            )
        }
    }

    /// Whether a cell names a column of any table, told quickly, since every row is asked.
    private static func isName(_ cell: SheetCells.Cell, in cells: SheetCells, _ names: SheetNames) -> Bool {
        let first = cells.bytes[Int(cell.start)]
        guard (first | 0x20) &- 0x61 < 26, cell.end - cell.start < 400 else { return false }
        return names.meaning(of: cells.text(cell)) != .unknown
    }

    /// A line above a heading that says which records follow: `Named Plan Records`.
    private static func isTitle(_ text: String) -> Bool {
        let words = SheetNames.squeezed(text)
        return words.hasSuffix("record") || words.hasSuffix("records")
    }

    /// The table whose columns a row names: most of its cells must be names, and of two tables with as many the one
    /// that has the fewer columns besides.
    private static func table(
        ofHeading row: Int,
        _ cells: SheetCells,
        _ names: [SheetNames],
        _ schema: ResolvedSchema
    ) -> Int? {
        let count = cells.cells(row).count
        var best: (table: Int, score: Int)?
        for table in names.indices {
            let score = SheetHeading.score(row, cells, names[table])
            guard score >= 2, score * 2 >= count else { continue }
            let isBetter =
                best.map { best in
                    (score, schema.tables[best.table].fields.count)
                        > (best.score, schema.tables[table].fields.count)
                } ?? true
            if isBetter { best = (table, score) }
        }
        return best?.table
    }
}
