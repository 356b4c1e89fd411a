import PostgreSQL

/// How many plans of an authority are alike in age, need, placement and sex: one cell of the cube.
public struct PlacementCount: Sendable, Hashable {
    public let collectionYear: Int
    /// Three-digit code of the authority.
    public let localAuthority: String
    /// `a00_04`, `a05_10`, `a11_15`, `a16_19`, `a20_25` or `not_recorded`.
    public let ageBand: String
    /// Code of the first need, or `not_recorded`.
    public let primaryNeed: String
    /// Leaf of the placement tree; see `reference.placement_category`.
    public let placement: String
    /// `M`, `F` or `not_recorded`.
    public let sex: String
    /// At least 1, before any disclosure control.
    public let count: Int
}

extension Warehouse {
    /// Gives the cells of a cut's cube, in the order of their keys: what every table about placement is made from.
    ///
    /// - Parameters:
    ///   - cut: Name of the cut.
    ///   - body: Takes each cell that is not zero; it must not be slow, as a connection waits for it.
    /// - Throws: `WarehouseError.cutUnknown`, what the body throws, or a `PostgreSQLError`.
    public func placementCube(cut: String, _ body: @Sendable (PlacementCount) throws -> Void) async throws {
        try await transaction { session in
            guard try !session.query("SELECT FROM warehouse.cut WHERE name = $1", [.text(cut)]).isEmpty else {
                throw WarehouseError.cutUnknown(name: cut)
            }
            // Sorting would spill to the disk at the default.
            try session.execute("SET LOCAL work_mem = '64MB'")
            try session.forEachRow(
                """
                SELECT collection_year, la_code, age_band, primary_need, placement, sex, count(*) AS count
                FROM pub.plan
                WHERE cut = $1
                GROUP BY collection_year, la_code, age_band, primary_need, placement, sex
                ORDER BY collection_year, la_code, age_band, primary_need, placement, sex
                """,
                [.text(cut)]
            ) { try body(PlacementCount(row: $0)) }
        }
    }
}

extension PlacementCount {
    init(row: Row) throws {
        self.init(
            collectionYear: try row.get(0),
            localAuthority: try row.get(1),
            ageBand: try row.get(2),
            primaryNeed: try row.get(3),
            placement: try row.get(4),
            sex: try row.get(5),
            count: try row.get(6)
        )
    }
}
