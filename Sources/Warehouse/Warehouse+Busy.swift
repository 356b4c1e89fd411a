import PostgreSQL

extension Warehouse {
    /// Whether an error says that the database is away or asks for the same thing once more; nothing was changed then.
    ///
    /// - Parameter error: What a function of the warehouse threw.
    /// - Returns: Whether trying again later is worth it.
    public static func isBusy(_ error: any Error) -> Bool {
        guard let error = error as? PostgreSQLError else { return false }
        return error.isUnavailable || error.isSerialisationFailure
    }
}
