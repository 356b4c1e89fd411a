import PostgreSQL

extension Warehouse {
    /// Whether an error says that the database is away or asks for the same thing once more; nothing was changed then.
    ///
    /// - Parameter error: What a function of the warehouse threw.
    /// - Returns: Whether trying again later is worth it.
    public static func isBusy(_ error: any Error) -> Bool {
        guard let error = error as? PostgreSQLError else { return false }
        return error.isUnavailable || error.isSerialisationFailure || error.isOutOfResources
    }

    /// Whether the database answers and lets nobody in: it has no room, or somebody shut it.
    ///
    /// - Parameter error: What a function of the warehouse threw.
    /// - Returns: Whether that is so. A program that has worked before may try again later.
    public static func isShut(_ error: any Error) -> Bool {
        (error as? PostgreSQLError)?.code == .refused
    }

    /// What kind of error it is, for a log: its type, and what the database calls it, never its words.
    ///
    /// - Parameter error: Any error.
    /// - Returns: A few words without a value in them.
    public static func kind(of error: any Error) -> String {
        guard let error = error as? PostgreSQLError else { return "\(type(of: error))" }
        return "\(type(of: error)) \(error.sqlState)"
    }
}
