import Foundation
import PostgreSQL
import Returns
import Support
import Testing
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
        signOff: ReturnCollection.SignOff = .none,
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
        for version in ["sen2@2024", "sen2@2025", "school-census@2025"] {
            let due = try #require(CalendarDate("2100-02-28"))
            let opening = try CollectionOpening(version, dueOn: due, signOff: signOff)
            try await warehouse.openCollection(opening, by: Officer(commandLine: "Olga Opener"))
        }
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
