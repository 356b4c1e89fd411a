import PostgreSQL

/// Runs one statement on a connection of its own.
func query(_ settings: ConnectionSettings, _ sql: SQL, _ parameters: [Parameter] = []) async throws -> [Row] {
    let connection = try await Connection.open(settings)
    let rows = try await connection.perform { try $0.query(sql, parameters) }
    await connection.close()
    return rows
}
