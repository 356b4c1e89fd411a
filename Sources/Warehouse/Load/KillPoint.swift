/// The places at which a worker can be stopped on purpose, to show that nothing is left half done.
public enum KillPoint: String, Sendable, CaseIterable {
    /// The job was taken.
    case claimed
    /// The files' bytes were read back.
    case bytesRead = "bytes-read"
    /// The return was checked.
    case checked
    /// The first table's rows were sent, inside the transaction.
    case afterFirstTable = "after-first-table"
    /// All was written and counted, inside the transaction.
    case beforeCommit = "before-commit"
    /// The transaction is committed.
    case afterCommit = "after-commit"
}

/// What to do at a point; an error stops the work there.
public typealias AtKillPoint = @Sendable (KillPoint) throws -> Void
