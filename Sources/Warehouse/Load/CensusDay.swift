import Returns

/// Which of a plan's placements and needs speak for it on census day.
enum CensusDay {
    /// Which placements began on or before the day and ended on or after it, if at all.
    ///
    /// A placement without a first day counts as begun.
    static func openPlacements(_ placements: SourceTable, on day: CalendarDate) -> [Bool] {
        let entries = placements.values("entrydate")
        let leavings = placements.values("leavingdate")
        return (0..<placements.count).map { row in
            (entries[row] ?? .min) <= day.daysSince1970 && (leavings[row] ?? .max) >= day.daysSince1970
        }
    }

    /// For each plan the row of its placement of rank 1 that is open on the day, the earliest where several are.
    static func placements(_ placements: SourceTable?, plans: Int, on day: CalendarDate) -> [Int32?] {
        guard let placements else { return Array(repeating: nil, count: plans) }
        let open = openPlacements(placements, on: day)
        let first = placements.rows(where: "placementrank", is: "1")
        return earliest(of: placements, plans: plans) { open[$0] && first[$0] }
    }

    /// For each plan the row of its need of rank 1, the earliest where several are.
    static func primaryNeeds(_ needs: SourceTable?, plans: Int) -> [Int32?] {
        guard let needs else { return Array(repeating: nil, count: plans) }
        let first = needs.rows(where: "sentyperank", is: "1")
        return earliest(of: needs, plans: plans) { first[$0] }
    }

    private static func earliest(of table: SourceTable, plans: Int, where wanted: (Int) -> Bool) -> [Int32?] {
        var rows = [Int32?](repeating: nil, count: plans)
        for (row, plan) in table.table.parents.enumerated() where plan >= 0 && rows[Int(plan)] == nil && wanted(row) {
            rows[Int(plan)] = Int32(row)
        }
        return rows
    }
}
