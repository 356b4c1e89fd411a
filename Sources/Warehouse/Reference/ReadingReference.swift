import PostgreSQL

/// A local authority of today, with its region.
public struct LocalAuthorityArea: Sendable, Hashable {
    /// Three-digit code, as returns carry it.
    public let code: String
    /// Nine-character code.
    public let onsCode: String
    public let name: String
    public let regionCode: String
    public let regionName: String
}

/// A leaf of the placement tree and where each definition puts it.
public struct PlacementCategory: Sendable, Hashable {
    public let code: String
    public let label: String
    public let branch: String
    public let bySchoolType: String
    public let byProvision: String
    public let sector: String
}

/// A return that a cut holds.
public struct CutReturn: Sendable, Hashable {
    public let year: Int
    public let localAuthority: String
    /// The version it was checked against, with its hash: `sen2@2025`.
    public let schema: String
    public let schemaHash: String
}

extension Warehouse {
    /// The local authorities of today.
    ///
    /// - Returns: All, by region and then name.
    /// - Throws: A `PostgreSQLError`.
    public func localAuthorities() async throws -> [LocalAuthorityArea] {
        try await transaction { session in
            try session.query(
                """
                SELECT l.la_code, l.ons_code, l.name, l.region_code, r.name AS region
                FROM reference.local_authority l JOIN reference.region r USING (region_code)
                WHERE l.valid_to IS NULL
                ORDER BY l.region_code, l.name COLLATE "C"
                """
            ).map { row in
                LocalAuthorityArea(
                    code: try row.get("la_code"),
                    onsCode: try row.get("ons_code"),
                    name: try row.get("name"),
                    regionCode: try row.get("region_code"),
                    regionName: try row.get("region")
                )
            }
        }
    }

    /// The placement tree.
    ///
    /// - Returns: Its leaves, in display order.
    /// - Throws: A `PostgreSQLError`.
    public func placementCategories() async throws -> [PlacementCategory] {
        try await transaction { session in
            try session.query(
                """
                SELECT placement, label, branch, by_school_type, by_provision, sector
                FROM pub.placement ORDER BY position
                """
            ).map { row in
                PlacementCategory(
                    code: try row.get("placement"),
                    label: try row.get("label"),
                    branch: try row.get("branch"),
                    bySchoolType: try row.get("by_school_type"),
                    byProvision: try row.get("by_provision"),
                    sector: try row.get("sector")
                )
            }
        }
    }

    /// The returns that a cut holds.
    ///
    /// - Parameter cut: Name of the cut.
    /// - Returns: Each return, by year and authority.
    /// - Throws: `WarehouseError.cutUnknown`, or a `PostgreSQLError`.
    public func returns(in cut: String) async throws -> [CutReturn] {
        try await transaction { session in
            let rows = try session.query(
                """
                SELECT s.collection_year, s.la_code, s.return_name || '@' || s.schema_version AS standard,
                    s.schema_hash
                FROM warehouse.cut_submission m JOIN intake.submission s ON s.id = m.submission_id
                WHERE m.cut = $1
                ORDER BY s.collection_year, s.la_code
                """,
                [.text(cut)]
            )
            guard !rows.isEmpty else { throw WarehouseError.cutUnknown(name: cut) }
            return try rows.map { row in
                CutReturn(
                    year: try row.get("collection_year"),
                    localAuthority: try row.get("la_code"),
                    schema: try row.get("standard"),
                    schemaHash: try row.get("schema_hash")
                )
            }
        }
    }
}
