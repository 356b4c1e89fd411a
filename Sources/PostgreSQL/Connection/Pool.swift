/// A bounded number of connections to one server, lent for as long as a body runs.
public struct Pool: Sendable {
    private let lending: Lending

    /// Makes a pool; nothing connects until a connection is wanted.
    ///
    /// - Parameters:
    ///   - settings: Where to connect.
    ///   - size: How many connections there may be at once, at least 1.
    public init(settings: ConnectionSettings, size: Int) {
        lending = Lending(settings: settings, size: max(1, size))
    }

    /// Lends a connection; waits, first come first served, while all are lent.
    ///
    /// - Parameter body: What to do with it; the connection must not be kept.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; `unavailable` or `refused` from connecting; `closed` after `close`;
    ///   `CancellationError` when the task is cancelled while it waits.
    @discardableResult
    public func withConnection<R>(_ body: (Connection) async throws -> R) async throws -> R {
        let connection = try await lending.take()
        do {
            let value = try await body(connection)
            await lending.giveBack(connection)
            return value
        } catch {
            await lending.giveBack(connection)
            throw error
        }
    }

    /// Closes the connections that are not lent, the others as they come back; who waits gets `closed`.
    public func close() async {
        await lending.close()
    }
}

private actor Lending {
    private let settings: ConnectionSettings
    private let size: Int
    private var idle: [Connection] = []
    /// How many connections are lent or being opened.
    private var lent = 0
    private var waiting: [(number: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    private var lastNumber = 0
    private var isClosed = false

    init(settings: ConnectionSettings, size: Int) {
        self.settings = settings
        self.size = size
    }

    func take() async throws -> Connection {
        try await takePlace()
        while let connection = idle.popLast() {
            if await connection.isUsable { return connection }
        }
        do {
            return try await Connection.open(settings)
        } catch {
            freePlace()
            throw error
        }
    }

    func giveBack(_ connection: Connection) async {
        if await connection.isUsable, !isClosed {
            idle.append(connection)
        } else {
            await connection.close()
        }
        freePlace()
    }

    func close() async {
        isClosed = true
        for waiter in waiting { waiter.continuation.resume(throwing: PostgreSQLError(.closed)) }
        waiting = []
        let closing = idle
        idle = []
        for connection in closing { await connection.close() }
    }

    private func takePlace() async throws {
        guard !isClosed else { throw PostgreSQLError(.closed) }
        try Task.checkCancellation()
        if lent < size {
            lent += 1
            return
        }
        lastNumber += 1
        let number = lastNumber
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                waiting.append((number, continuation))
            }
        } onCancel: {
            Task { await self.leave(number) }
        }
    }

    private func leave(_ number: Int) {
        guard let place = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: place).continuation.resume(throwing: CancellationError())
    }

    /// Passes a place on to who has waited longest, else frees it.
    private func freePlace() {
        guard !waiting.isEmpty else {
            lent -= 1
            return
        }
        waiting.removeFirst().continuation.resume()
    }
}
