public import Validation

extension Warehouse {
    /// What was put in order when a submission was read, such as dates in another form.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: Each kind with its column, how many cells, and the first of them before and after.
    /// - Throws: A `PostgreSQLError`.
    public func readAs(of submission: Int) async throws -> [CheckResult.ReadAs] {
        try await transaction { session in try ReadingStore.readAs(submission, session) }
    }
}
