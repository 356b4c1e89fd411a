import Foundation
import PostgreSQL
import Support
import Warehouse

/// A warehouse in a database of its own, migrated and empty.
enum MigratedWarehouse {
    static let pseudonymKey = [UInt8](repeating: 7, count: 32)

    static let migrations = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Schemas/warehouse").standardized

    /// Hashing as dear as in earnest would be most of what the tests do.
    static let cheap = ScryptCost(rounds: 1024, blockSize: 8, parallelism: 1)

    static func open(
        passwordCost: ScryptCost = cheap,
        _ body: (Warehouse, ConnectionSettings) async throws -> Void
    ) async throws {
        try await TestDatabase.withDatabase(template: "warehouse", prepare: prepare) { settings in
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

    private static let prepare: @Sendable (ConnectionSettings) async throws -> Void = { settings in
        let pool = Pool(settings: settings, size: 1)
        try await Warehouse(pool: pool, pseudonymKey: pseudonymKey).migrate(directory: migrations)
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
