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

/// What figures are made from.
public enum FigureSource: Sendable, Hashable {
    /// All returns of a cut.
    case cut(String)
    /// One upload by itself, also before it is signed.
    case upload(Int)
}

extension Warehouse {
    /// Gives the cells of a cube, in the order of their keys: what every table about placement is made from.
    ///
    /// What would be published of an upload is counted by the same query as a release.
    ///
    /// - Parameters:
    ///   - source: A cut, or an upload.
    ///   - body: Takes each cell that is not zero; it must not be slow, as a connection waits for it.
    /// - Throws: `WarehouseError.cutUnknown`, what the body throws, or a `PostgreSQLError`.
    public func placementCube(
        of source: FigureSource,
        _ body: @Sendable (PlacementCount) throws -> Void
    ) async throws {
        try await transaction { session in
            // Sorting would spill to the disk at the default.
            try session.execute("SET LOCAL work_mem = '64MB'")
            switch source {
            case .cut(let name):
                guard try !session.query("SELECT FROM pub.cut WHERE cut = $1 LIMIT 1", [.text(name)]).isEmpty else {
                    throw WarehouseError.cutUnknown(name: name)
                }
                try session.forEachRow(Self.cells("cut"), [.text(name)]) { try body(PlacementCount(row: $0)) }
            case .upload(let id):
                try session.forEachRow(Self.cells("upload"), [Parameter(id)]) { try body(PlacementCount(row: $0)) }
            }
        }
    }

    private static func cells(_ column: String) -> SQL {
        let cells: SQL = """
            SELECT collection_year, la_code, age_band, primary_need, placement, sex, plans
            FROM warehouse.placement_count
            WHERE {source} = $1
            ORDER BY collection_year, la_code, age_band, primary_need, placement, sex
            """
        return cells.naming("{source}", column)
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
