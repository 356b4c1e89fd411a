import PostgreSQL

extension Warehouse {
    /// Runs a body in one transaction on a connection of the pool.
    @discardableResult
    func transaction<R: Sendable>(
        isolation: Isolation = .readCommitted,
        _ body: @Sendable (Session) throws -> R
    ) async throws -> R {
        try await pool.withConnection { connection in
            try await connection.transaction(isolation: isolation, body)
        }
    }
}

extension Session {
    /// The first row of a statement that always gives one.
    func row(_ sql: SQL, _ parameters: [Parameter] = []) throws -> Row {
        guard let row = try query(sql, parameters).first else { throw WarehouseError.noAnswer }
        return row
    }
}
