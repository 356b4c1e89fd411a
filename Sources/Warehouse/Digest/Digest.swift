import Crypto
import PostgreSQL

/// A hash over what the warehouse holds that does not depend on when or in how many tries it got there.
public struct WarehouseDigest: Sendable, Hashable {
    /// SHA-256 by table, in lower-case hexadecimal, in a fixed order.
    public let tables: [Table]

    /// SHA-256 over a line `name hash` for each table.
    public var overall: String {
        Hexadecimal.text(SHA256.hash(data: Array(tables.map { "\($0.name) \($0.sha256)\n" }.joined().utf8)))
    }

    public struct Table: Sendable, Hashable {
        /// With its schema: `warehouse.person`.
        public let name: String
        public let rows: Int
        public let sha256: String
    }
}

extension Warehouse {
    /// Works out the digest of current facts, reference data and cuts, as of one instant.
    ///
    /// Each table is read in the order of its natural key; numbers of submissions and times of loading are left out.
    ///
    /// - Returns: A hash for each table, and over all.
    /// - Throws: A `PostgreSQLError`.
    public func digest() async throws -> WarehouseDigest {
        try await transaction(isolation: .repeatableRead) { session in
            try session.execute("SET LOCAL work_mem = '64MB'")
            try session.execute("SET LOCAL DateStyle = 'ISO, YMD'")
            try session.execute("SET LOCAL bytea_output = 'hex'")
            let tables = try DigestedTable.all.map { table in
                var hash = SHA256()
                let rows = try session.copyOut(table.copy) { hash.update(data: $0) }
                return WarehouseDigest.Table(
                    name: table.name,
                    rows: rows,
                    sha256: Hexadecimal.text(hash.finalize())
                )
            }
            return WarehouseDigest(tables: tables)
        }
    }
}
