import PostgreSQL
import Returns
import Validation
public import Warehouse

/// Takes returns from the queue, checks them, and loads or refuses them.
public struct Worker: Sendable {
    public let warehouse: Warehouse
    public let line: Line
    /// How long a job is held before another worker may take it, unless renewed.
    public let leaseSeconds: Int
    /// Where returns are checked.
    public let checking: Checking
    /// Called at named places, so that tests and rehearsals can stop a worker there.
    public let atKillPoint: AtKillPoint

    public init(
        warehouse: Warehouse,
        line: Line,
        leaseSeconds: Int = 300,
        checking: Checking = .inProcess,
        atKillPoint: @escaping AtKillPoint = { _ in }
    ) {
        self.warehouse = warehouse
        self.line = line
        self.leaseSeconds = leaseSeconds
        self.checking = checking
        self.atKillPoint = atKillPoint
    }

    /// What became of one submission.
    public struct Outcome: Sendable {
        public let submission: Int
        /// Who sent it, such as `la:301`.
        public let sender: String
        public let state: Submission.State
        public let errors: Int
        public let queries: Int
        /// Facts written, over all tables.
        public let rows: Int
        /// One sentence when the return was refused or set aside.
        public let reason: String
    }

    /// Takes one job and carries it to its end.
    ///
    /// What fails for reasons of ours puts the job back, with a reason, before it is thrown.
    ///
    /// - Parameter presence: The worker's sign of life.
    /// - Returns: What became of it, or nil when there was none to take.
    /// - Throws: `WarehouseError.leaseLost` when another worker took the job over, so that nothing of it was kept;
    ///   otherwise what stopped it.
    public func workOnce(presence: WorkerPresence?) async throws -> Outcome? {
        if let one = try await warehouse.setAside() { return Outcome(setAside: one) }
        guard let job = try await warehouse.claimJob(lease: leaseSeconds, worker: presence) else { return nil }
        try atKillPoint(.claimed)
        let renewal = Task { await keepLease(of: job) }
        defer { renewal.cancel() }
        do {
            return try await Warehouse.named("work submission=\(job.submission)") { try await carryOut(job) }
        } catch let error as ReadingError {
            return try await refuse(job, error)
        } catch WarehouseError.leaseLost(let lost) {
            throw WarehouseError.leaseLost(job: lost)
        } catch {
            // Away from the task, which may be cancelled. Without a server the lease ends by itself.
            try? await Task { try await warehouse.release(job, reason: Self.reason(for: error)) }.value
            throw error
        }
    }

    /// Errors of ours carry no value of a return; of others nothing is known, so nothing is repeated.
    private static func reason(for error: any Error) -> String {
        switch error {
        case let error as PostgreSQLError: "\(error)"
        case let error as WarehouseError: "\(error)"
        case let error as SchemaError: "\(error)"
        case let error as RuleError: "\(error)"
        case let error as CheckingError: "\(error)"
        case is CancellationError: "The worker was stopped."
        default: "It stopped for a reason that lies with this program, not with the return."
        }
    }

    private func carryOut(_ job: ClaimedJob) async throws -> Outcome {
        let result = try await check(job)
        try atKillPoint(.checked)
        do {
            let report = try await settle(job, result)
            return outcome(job, report?.state ?? .hasErrors, result, rows: report?.rowCount ?? 0)
        } catch let error as WarehouseError {
            switch error {
            case .otherAuthority, .collectionNotOpen: return try await refuse(job, error)
            default: throw error
            }
        }
    }

    private func check(_ job: ClaimedJob) async throws -> CheckResult {
        var files: [CheckRequest.File] = []
        for file in job.files {
            files.append(CheckRequest.File(name: file.name, bytes: try await warehouse.bytes(of: file)))
        }
        try atKillPoint(.bytesRead)
        let name = job.schemaVersion.map { "\(job.returnName)@\($0)" } ?? job.returnName
        var issues: [Int: Set<String>] = [:]
        for year in try line.years(of: name) {
            issues[year] = try await warehouse.knownIssueRules(return: job.returnName, year: year)
        }
        return try await checking.check(CheckRequest(returnName: name, files: files, knownIssues: issues), by: line)
    }

    /// Keeps what the check found, and the facts of a return that has tables for them.
    ///
    /// - Returns: What was done, or nil when errors stand in the way.
    private func settle(_ job: ClaimedJob, _ result: CheckResult) async throws -> LoadReport? {
        if let checked = result.checked, job.returnName == "sen2" {
            return try await warehouse.load(checked, result: result, job: job, atKillPoint: atKillPoint)
        }
        guard result.checked == nil, result.count(of: .error) > 0 || job.returnName == "sen2" else {
            return try await warehouse.conclude(result, job: job)
        }
        try await warehouse.reject(result, job: job)
        return nil
    }

    private func refuse(_ job: ClaimedJob, _ error: any Error) async throws -> Outcome {
        try await warehouse.fail(job, reason: "\(error)")
        return Outcome(
            submission: job.submission,
            sender: job.sender.description,
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
            sender: job.sender.description,
            state: state,
            errors: result.count(of: .error),
            queries: result.count(of: .query),
            rows: rows,
            reason: ""
        )
    }

    /// Renews the lease at a third of its length; a lease that is lost is noticed at the commit.
    private func keepLease(of job: ClaimedJob) async {
        while (try? await Task.sleep(for: .seconds(max(1, leaseSeconds / 3)))) != nil {
            // No answer this time is no reason to stop asking.
            if let held = try? await warehouse.renew(job, lease: leaseSeconds), !held { return }
        }
    }
}

extension Worker.Outcome {
    init(setAside one: Warehouse.SetAside) {
        self.init(
            submission: one.submission,
            sender: one.sender,
            state: .quarantined,
            errors: 0,
            queries: 0,
            rows: 0,
            reason: one.reason
        )
    }
}
