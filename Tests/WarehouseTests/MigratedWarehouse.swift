import Foundation
import PostgreSQL
import Support
import Warehouse

/// A warehouse in a database of its own, migrated and empty, with collections open.
enum MigratedWarehouse {
    static let pseudonymKey = [UInt8](repeating: 7, count: 32)

    static let migrations = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Schemas/warehouse").standardized

    /// Hashing as dear as in earnest would be most of what the tests do.
    static let cheap = ScryptCost(rounds: 1024, blockSize: 8, parallelism: 1)

    /// Opens one; in a rehearsal, as is usual here, a return without errors counts at once.
    static func open(
        signOff: ReturnCollection.SignOff = .nobody,
        passwordCost: ScryptCost = cheap,
        _ body: (Warehouse, ConnectionSettings) async throws -> Void
    ) async throws {
        let prepare: @Sendable (ConnectionSettings) async throws -> Void = { try await Self.prepare($0, signOff) }
        try await TestDatabase.withDatabase(template: "warehouse-\(signOff)", prepare: prepare) { settings in
            let pool = Pool(settings: settings, size: 4)
            let warehouse = try Warehouse(pool: pool, pseudonymKey: pseudonymKey, passwordCost: passwordCost)
            do {
                try await body(warehouse, settings)
                await pool.close()
            } catch {
                await pool.close()
                throw error
            }
        }
    }

    private static func prepare(_ settings: ConnectionSettings, _ signOff: ReturnCollection.SignOff) async throws {
        let pool = Pool(settings: settings, size: 1)
        let warehouse = try Warehouse(pool: pool, pseudonymKey: pseudonymKey)
        try await warehouse.migrate(directory: migrations)
        // Not by the warehouse itself, so that the audit log is empty.
        _ = try await query(
            settings,
            """
            INSERT INTO intake.collection (
                return_name, collection_year, schema_version, senders, opens_at, due_at, sign_off
            )
            VALUES ('sen2', 2024, '2024', 'la', now(), '2100-02-28 23:59:59+00', $1),
                ('sen2', 2025, '2025', 'la', now(), '2100-02-28 23:59:59+00', $1),
                ('school-census', 2025, '2025', 'school', now(), '2100-02-28 23:59:59+00', $1)
            """,
            [.text(signOff.rawValue)]
        )
        await pool.close()
    }
}

/// Runs one statement on a connection of its own.
func query(_ settings: ConnectionSettings, _ sql: SQL, _ parameters: [Parameter] = []) async throws -> [Row] {
    let connection = try await Connection.open(settings)
    let rows = try await connection.perform { try $0.query(sql, parameters) }
    await connection.close()
    return rows
}
