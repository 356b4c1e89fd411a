import PostgreSQL

/// What the warehouse holds, for an operator.
public struct WarehouseStatus: Sendable, Hashable {
    /// Migrations applied.
    public let migrations: Int
    /// Submissions by state.
    public let submissions: [String: Int]
    /// Jobs by state.
    public let jobs: [String: Int]
    /// Files kept, each content once.
    public let files: Int
    /// Their bytes.
    public let fileBytes: Int64
    public let cuts: Int
    /// Size of the whole database on disk, in bytes.
    public let databaseBytes: Int64
}

extension Warehouse {
    /// Tells what the warehouse holds.
    ///
    /// - Returns: Counts as of one instant.
    /// - Throws: A `PostgreSQLError`, also when the database was never migrated.
    public func status() async throws -> WarehouseStatus {
        try await transaction { session in
            let row = try session.row(
                """
                SELECT
                    (SELECT count(*) FROM intake.migration) AS migrations,
                    (SELECT count(*) FROM intake.file) AS files,
                    (SELECT coalesce(sum(byte_count), 0)::bigint FROM intake.file) AS file_bytes,
                    (SELECT count(*) FROM warehouse.cut) AS cuts,
                    pg_database_size(current_database()) AS database_bytes
                """
            )
            return WarehouseStatus(
                migrations: try row.get("migrations"),
                submissions: try Self.counts(
                    session.query("SELECT state, count(*) AS count FROM intake.submission GROUP BY state")
                ),
                jobs: try Self.counts(session.query("SELECT state, count(*) AS count FROM intake.job GROUP BY state")),
                files: try row.get("files"),
                fileBytes: try row.get("file_bytes"),
                cuts: try row.get("cuts"),
                databaseBytes: try row.get("database_bytes")
            )
        }
    }

    private static func counts(_ rows: [Row]) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in rows { counts[try row.get("state")] = try row.get("count", as: Int.self) }
        return counts
    }
}
