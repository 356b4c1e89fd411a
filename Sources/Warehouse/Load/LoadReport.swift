/// What a load did.
public struct LoadReport: Sendable, Hashable {
    /// Number of the submission.
    public let submission: Int
    /// Rows by table, sent, taken and counted alike; `warehouse.active_plan` and so on.
    public let rows: [String: Int]
    /// Where the submission stands now.
    public let state: Submission.State
    /// The submission whose place it took, if there was one.
    public let supersedes: Int?
    /// A later submission that was accepted before this one was loaded, if there is one: this one is then history.
    public let supersededBy: Int?

    /// Rows of all tables together.
    public var rowCount: Int { rows.values.reduce(0, +) }
}
