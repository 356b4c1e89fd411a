import PostgreSQL

extension Warehouse {
    /// Runs a body in whose course the database shows what it is for, as `application_name`.
    ///
    /// - Parameters:
    ///   - name: Such as `portal request=4f1c`; it holds no name of a person.
    ///   - body: What to do.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    public static func named<R>(
        _ name: String,
        _ body: () async throws -> R
    ) async rethrows -> R {
        try await WorkName.$current.withValue(name) { try await body() }
    }
}
