public import PostgreSQL
import Returns
import Validation
public import Warehouse

/// Takes returns from the queue, checks them, and loads or refuses them.
public struct Worker: Sendable {
    public let warehouse: Warehouse
    public let line: Line
    /// How long a job is held before another worker may take it, unless renewed.
    public let leaseSeconds: Int
    /// Called at named places, so that tests and rehearsals can stop a worker there.
    public let atKillPoint: AtKillPoint

    public init(
        warehouse: Warehouse,
        line: Line,
        leaseSeconds: Int = 300,
        atKillPoint: @escaping AtKillPoint = { _ in }
    ) {
        self.warehouse = warehouse
        self.line = line
        self.leaseSeconds = leaseSeconds
        self.atKillPoint = atKillPoint
    }

    /// What became of one submission.
    public struct Outcome: Sendable {
        public let submission: Int
        public let localAuthority: String
        public let state: Submission.State
        public let errors: Int
        public let queries: Int
        /// Facts written, over all tables.
        public let rows: Int
        /// One sentence when the return was refused.
        public let reason: String
    }

    /// Works until the queue is empty.
    ///
    /// - Parameters:
    ///   - concurrency: How many returns at once.
    ///   - settings: Where the database is, for the worker's sign of life.
    ///   - progress: Told of each outcome as it happens.
    /// - Returns: All outcomes, in the order of their submissions.
    /// - Throws: What stopped a job for reasons of ours: the job goes back to the queue.
    @discardableResult
    public func workUntilEmpty(
        concurrency: Int,
        settings: ConnectionSettings,
        progress: @escaping @Sendable (Outcome) -> Void = { _ in }
    ) async throws -> [Outcome] {
        let presence = try await WorkerPresence(settings: settings)
        let outcomes = try await withThrowingTaskGroup(of: [Outcome].self) { group in
            for _ in 0..<max(1, concurrency) {
                group.addTask { @concurrent in
                    var done: [Outcome] = []
                    while let outcome = try await workOnce(presence: presence) {
                        progress(outcome)
                        done.append(outcome)
                    }
                    return done
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        await presence.end()
        return outcomes.sorted { $0.submission < $1.submission }
    }

    /// Takes one job and carries it to its end.
    ///
    /// - Parameter presence: The worker's sign of life.
    /// - Returns: What became of it, or nil when there was none to take.
    /// - Throws: What stopped it for reasons of ours.
    public func workOnce(presence: WorkerPresence?) async throws -> Outcome? {
        guard let job = try await warehouse.claimJob(lease: leaseSeconds, worker: presence) else { return nil }
        try atKillPoint(.claimed)
        let renewal = Task { await keepLease(of: job) }
        defer { renewal.cancel() }
        do {
            return try await carryOut(job)
        } catch let error as ReadingError {
            return try await refuse(job, error)
        }
    }

    private func carryOut(_ job: ClaimedJob) async throws -> Outcome {
        var inputs: [ReturnInput] = []
        for file in job.files {
            inputs.append(ReturnInput(name: file.name, bytes: try await warehouse.bytes(of: file)))
        }
        try atKillPoint(.bytesRead)
        let name = job.schemaVersion.map { "\(job.returnName)@\($0)" } ?? job.returnName
        let schema = try line.schema(name, for: inputs)
        let result = line.check(try line.read(inputs, as: schema))
        try atKillPoint(.checked)
        guard let checked = result.checked else {
            try await warehouse.reject(result, job: job)
            return outcome(job, .hasErrors, result, rows: 0)
        }
        do {
            let report = try await warehouse.load(checked, result: result, job: job, atKillPoint: atKillPoint)
            let state: Submission.State = report.supersededBy == nil ? .accepted : .superseded
            return outcome(job, state, result, rows: report.rows.values.reduce(0, +))
        } catch let error as WarehouseError {
            guard case .otherAuthority = error else { throw error }
            return try await refuse(job, error)
        }
    }

    private func refuse(_ job: ClaimedJob, _ error: any Error) async throws -> Outcome {
        try await warehouse.fail(job, reason: "\(error)")
        return Outcome(
            submission: job.submission,
            localAuthority: job.localAuthority,
            state: .failed,
            errors: 0,
            queries: 0,
            rows: 0,
            reason: "\(error)"
        )
    }

    private func outcome(
        _ job: ClaimedJob,
        _ state: Submission.State,
        _ result: CheckResult,
        rows: Int
    ) -> Outcome {
        Outcome(
            submission: job.submission,
            localAuthority: job.localAuthority,
            state: state,
            errors: result.count(of: .error),
            queries: result.count(of: .query),
            rows: rows,
            reason: ""
        )
    }

    /// Renews the lease at a third of its length; a lease that is lost is noticed at the commit.
    private func keepLease(of job: ClaimedJob) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(max(1, leaseSeconds / 3)))
                guard try await warehouse.renew(job, lease: leaseSeconds) else { return }
            } catch {
                return
            }
        }
    }
}
