/// A clean return with faults in the cells of many records, at most one in each record.
struct ManyFaults {
    private(set) var sheets: SheetReturn

    init(_ kind: CleanReturns.Kind, seed: UInt64) {
        sheets = kind.sheets
        var list = SpoilingList(kind.sheets, kind.schema, seed: seed)
        var used: Set<[Int]> = []
        let known = list.cells(rowsPerColumn: 2)
        for _ in 0..<min(24, known.count / 4) {
            let spoiling = known[list.next(below: known.count)]
            guard used.insert([spoiling.sheet, spoiling.row]).inserted else { continue }
            sheets = spoiling.applied(to: sheets, kind.schema)
        }
    }
}
