public import PostgreSQL
import Synchronization
import Warehouse

extension Worker {
    /// How often the queue is looked at again while a job is not done, and how long apart.
    private static let looks = 30
    private static let pause = Duration.milliseconds(100)

    /// Works until nothing is left to take.
    ///
    /// A worker that was killed a moment ago still holds its job until the server has noticed, so while jobs are not
    /// done the queue is looked at again for about three seconds.
    ///
    /// - Parameters:
    ///   - concurrency: How many returns at once.
    ///   - settings: Where the database is, for the worker's sign of life.
    ///   - progress: Told of each outcome as it happens.
    ///   - mayGoOn: Asked before each job; once it is false the jobs under way are finished and no more are taken.
    /// - Returns: All outcomes, in the order of their submissions.
    /// - Throws: What stopped a job for reasons of ours and would stop the next: the job went back to the queue.
    @discardableResult
    public func workUntilEmpty(
        concurrency: Int,
        settings: ConnectionSettings,
        progress: @escaping @Sendable (Outcome) -> Void = { _ in },
        mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) async throws -> [Outcome] {
        let round = Round(mayGoOn: mayGoOn, progress: progress)
        var looks = 0
        while true {
            let before = round.outcomes.count
            do {
                try await work(round, concurrency: concurrency, settings: settings)
                let open = try await warehouse.openJobs()
                guard open > 0, mayGoOn() else { break }
            } catch let error as PostgreSQLError where error.isUnavailable {
                guard looks < Self.looks, mayGoOn() else { throw error }
            }
            looks = round.outcomes.count > before ? 0 : looks + 1
            guard looks <= Self.looks else { break }
            try await Task.sleep(for: Self.pause)
        }
        return round.outcomes.sorted { $0.submission < $1.submission }
    }

    /// Works whenever there is something to do: a note from the database wakes it, and it looks by itself as well.
    ///
    /// - Parameters:
    ///   - concurrency: How many returns at once.
    ///   - settings: Where the database is.
    ///   - mayGoOn: Asked before each job and about every second between; it ends the work when it is false.
    ///   - trouble: Told of what stopped a round; the next is tried a little later.
    ///   - progress: Told of each outcome as it happens.
    /// - Throws: `CancellationError`.
    public func workUntilStopped(
        concurrency: Int,
        settings: ConnectionSettings,
        mayGoOn: @escaping @Sendable () -> Bool,
        trouble: @escaping @Sendable (any Error) -> Void,
        progress: @escaping @Sendable (Outcome) -> Void
    ) async throws {
        let listener = Listener(settings: settings)
        while mayGoOn() {
            do {
                // Listens before it looks, so that nothing falls between.
                _ = try await listener.wait(.zero)
                let round = Round(mayGoOn: mayGoOn, progress: progress)
                try await work(round, concurrency: concurrency, settings: settings)
                for _ in 0..<5 where mayGoOn() {
                    if try await listener.wait(.seconds(1)) { break }
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                trouble(error)
                for _ in 0..<5 where mayGoOn() { try await Task.sleep(for: .seconds(1)) }
            }
        }
        await listener.end()
    }

    /// Takes what there is to take, under one sign of life.
    private func work(_ round: Round, concurrency: Int, settings: ConnectionSettings) async throws {
        guard round.mayGoOn() else { return }
        let presence = try await WorkerPresence(settings: settings)
        let failures: [any Error] = await withTaskGroup(of: (any Error)?.self) { group in
            for _ in 0..<max(1, concurrency) {
                group.addTask { @concurrent in await takeInTurn(round, presence) }
            }
            return await group.reduce(into: []) { if let error = $1 { $0.append(error) } }
        }
        await presence.end()
        if let failure = failures.first { throw failure }
    }

    private func takeInTurn(_ round: Round, _ presence: WorkerPresence) async -> (any Error)? {
        while round.mayGoOn() {
            do {
                // Without its sign of life a worker's jobs look abandoned.
                guard await presence.isHeld else { return nil }
                guard let outcome = try await workOnce(presence: presence) else { return nil }
                round.add(outcome)
            } catch WarehouseError.leaseLost {
                continue
            } catch let error as PostgreSQLError where error.concernsOneReturn {
                continue
            } catch let error as CheckingError where error.concernsOneReturn {
                continue
            } catch {
                return error
            }
        }
        return nil
    }
}

extension PostgreSQLError {
    /// Whether the next return may well succeed: a clash with another transaction, or something in the data.
    fileprivate var concernsOneReturn: Bool {
        isSerialisationFailure || code == .copy || ["22", "23"].contains { sqlState.hasPrefix($0) }
    }
}

/// What was done so far, and whether to go on.
private final class Round: Sendable {
    private let list = Mutex<[Worker.Outcome]>([])
    private let progress: @Sendable (Worker.Outcome) -> Void
    let mayGoOn: @Sendable () -> Bool

    init(mayGoOn: @escaping @Sendable () -> Bool, progress: @escaping @Sendable (Worker.Outcome) -> Void) {
        self.mayGoOn = mayGoOn
        self.progress = progress
    }

    var outcomes: [Worker.Outcome] { list.withLock { $0 } }

    func add(_ outcome: Worker.Outcome) {
        list.withLock { $0.append(outcome) }
        progress(outcome)
    }
}

/// A connection that waits for notes of new jobs, opened anew when it was lost.
private actor Listener {
    private let settings: ConnectionSettings
    private var connection: Connection?

    init(settings: ConnectionSettings) {
        self.settings = settings
    }

    func wait(_ timeout: Duration) async throws -> Bool {
        do {
            let open = if let connection { connection } else { try await Connection.open(settings) }
            connection = open
            return try await open.waitForNotification(channel: "intake_job", timeout: timeout) != nil
        } catch {
            connection = nil
            throw error
        }
    }

    func end() async {
        await connection?.close()
        connection = nil
    }
}
