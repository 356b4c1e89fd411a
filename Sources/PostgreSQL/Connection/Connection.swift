import CLibPQ

/// A connection to a server, on a thread of its own.
///
/// Work is given to it as a synchronous body, which has the connection to itself until it returns: no other
/// statement can slip in between. The body blocks the connection's thread and no other.
public actor Connection {
    private nonisolated let thread: ConnectionThread
    private var link: Link?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private init() {
        thread = ConnectionThread()
    }

    deinit { thread.stop() }

    /// Connects.
    ///
    /// - Parameter settings: Where to, and as whom.
    /// - Returns: The connection; it closes when the last reference goes, or by `close`.
    /// - Throws: `unavailable` when no server answers, `refused` when one does and does not let us in.
    public static func open(_ settings: ConnectionSettings) async throws(PostgreSQLError) -> Connection {
        let connection = Connection()
        try await connection.connect(settings)
        return connection
    }

    private func connect(_ settings: ConnectionSettings) throws(PostgreSQLError) {
        link = try Link(settings)
    }

    /// Runs statements, each a transaction of its own.
    ///
    /// Cancelling the task cancels the statement under way. A transaction that the body leaves open is rolled back.
    ///
    /// - Parameter body: What to run; it has the connection to itself.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; `CancellationError` when the task was cancelled; `closed` after `close`.
    @discardableResult
    public func perform<R: Sendable>(_ body: @Sendable (Session) throws -> R) async throws -> R {
        try await cancellable { link in
            defer {
                link.cancellation.end()
                link.rollBack()
            }
            return try body(Session(link: link))
        }
    }

    /// Runs statements in one transaction: committed when the body returns, rolled back when it throws.
    ///
    /// A task that is cancelled before COMMIT is sent rolls back; COMMIT itself is never cancelled.
    ///
    /// - Parameters:
    ///   - isolation: How much of other transactions may be seen.
    ///   - body: What to run; it has the connection to itself.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; `CancellationError` when the task was cancelled; `sqlState` 25P02 when the body
    ///   swallowed a failure that aborted the transaction, 25P01 when it ended the transaction itself.
    @discardableResult
    public func transaction<R: Sendable>(
        isolation: Isolation = .readCommitted,
        _ body: @Sendable (Session) throws -> R
    ) async throws -> R {
        let begin = WorkName.begin(isolation)
        return try await cancellable { link in
            defer {
                link.cancellation.end()
                link.rollBack()
            }
            try link.script(begin)
            let value = try body(Session(link: link))
            if link.cancellation.end() { throw CancellationError() }
            try commit(link)
            return value
        }
    }

    /// Closes the connection once the work under way is done; closing twice does nothing.
    public func close() async {
        link = nil
    }

    /// Whether a further statement can be expected to work: open, the server there, no transaction left open.
    public var isUsable: Bool { link?.isIdle ?? false }

    private func commit(_ link: Link) throws(PostgreSQLError) {
        guard !link.isStreaming else { throw PostgreSQLError(.busy) }
        guard link.isInTransaction else {
            let isAborted = PQtransactionStatus(link.handle) == PQTRANS_INERROR
            throw PostgreSQLError(.sqlState, sqlState: isAborted ? "25P02" : "25P01")
        }
        // Not by `script`: a stop asked for from here on comes too late.
        let result = try link.check(Result(PQexec(link.handle, "COMMIT")), "COMMIT")
        // The server answers COMMIT of a failed transaction with success and the tag ROLLBACK.
        guard result.tag == "COMMIT" else { throw PostgreSQLError(.sqlState, sqlState: "25P02") }
    }

    func cancellable<R: Sendable>(_ work: (Link) throws -> R) async throws -> R {
        try Task.checkCancellation()
        guard let link else { throw PostgreSQLError(.closed) }
        let cancellation = link.cancellation
        cancellation.begin()
        return try await withTaskCancellationHandler {
            // Through `self`: a closure that does not capture the actor leaves its thread for a shared one.
            try self.run(work, on: link)
        } onCancel: {
            cancellation.request()
        }
    }

    private func run<R: Sendable>(_ work: (Link) throws -> R, on link: Link) throws -> R {
        do {
            return try work(link)
        } catch let error as PostgreSQLError where error.isCancelled && link.cancellation.isWanted {
            throw CancellationError()
        }
    }
}

/// How much of other transactions a transaction may see: PostgreSQL's manual, 13.2.
public enum Isolation: Sendable {
    case readCommitted
    /// One snapshot for the whole transaction.
    case repeatableRead
    /// As if transactions ran one after another; be ready to run it again (`isSerialisationFailure`).
    case serializable

    var begin: SQL {
        switch self {
        case .readCommitted: "BEGIN ISOLATION LEVEL READ COMMITTED"
        case .repeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ"
        case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        }
    }
}
