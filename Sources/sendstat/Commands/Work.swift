import ArgumentParser
import Foundation
import Glibc
import Logging
import Pipeline
import Validation
import Warehouse

struct Work: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check and load the returns that wait in the queue.")

    @OptionGroup var home: Home

    @Flag(help: "End when the queue is empty instead of waiting for more.")
    var once = false

    @Option(help: "How many returns at once.")
    var concurrency = 2

    @Option(help: "Seconds for which a return is held before another worker may take it over.")
    var lease = 300

    @Option(help: "A folder of reference data to check establishments against.")
    var reference: String?

    @Flag(help: "Check in this process instead of confined ones: faster to start, and a hostile file can end it.")
    var inProcess = false

    @Option(help: "MiB of memory that checking one return may use.")
    var checkMemory = 4096

    @Option(help: "Seconds of processor time that checking one return may use.")
    var checkSeconds = 600

    @Option(help: "text or json: how what was done is told; json where stderr is no terminal, without --once.")
    var log: LogForm?

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let line = Line(
            library: try Installation.library(),
            reference: try reference.map { try Installation.referenceData(in: $0) }
        )
        let stop = StopSignal()
        let refused = try await home.withWarehouse(connections: concurrency * 2 + 1) { open in
            let worker = Worker(
                warehouse: open.warehouse,
                line: line,
                leaseSeconds: lease,
                checking: try checking(),
                atKillPoint: Self.killPoint()
            )
            return try await once
                ? Self.workOnce(worker, on: open, self, stop.wish)
                : Self.workOn(worker, on: open, self, stop.wish)
        }
        if refused > 0 { throw Failure.findings }
    }

    private func checking() throws -> Checking {
        guard !inProcess else { return .inProcess }
        let limits = CheckLimits(
            memory: checkMemory << 20,
            processorSeconds: checkSeconds,
            wallSeconds: checkSeconds * 2
        )
        let children = CheckingChildren(program: try CheckOne.program(reference: reference), limits: limits)
        try children.prove()
        return .children(children)
    }

    private static func workOnce(
        _ worker: Worker,
        on open: OpenWarehouse,
        _ command: Work,
        _ stop: OneWayFlag
    ) async throws -> Int {
        let isQuiet = command.home.quiet
        let outcomes = try await worker.workUntilEmpty(
            concurrency: command.concurrency,
            settings: open.settings,
            progress: { if !isQuiet { Talk.say(sentence($0)) } },
            mayGoOn: { !stop.isMade }
        )
        return outcomes.count { !$0.state.isLoaded }
    }

    /// A worker that waits for more has no result of its own: what became of each return stands with the return.
    private static func workOn(
        _ worker: Worker,
        on open: OpenWarehouse,
        _ command: Work,
        _ stop: OneWayFlag
    ) async throws -> Int {
        let form = command.log ?? LogForm.usual
        let logger = form.logger("worker", isQuiet: command.home.quiet)
        let isQuiet = command.home.quiet
        try await worker.workUntilStopped(
            concurrency: command.concurrency,
            settings: open.settings,
            mayGoOn: { !stop.isMade },
            trouble: { error in
                switch form {
                case .text: Talk.say("sendstat: \(error) It is tried again in a few seconds.")
                case .json: logger.error("trouble", metadata: ["reason": "\(error)"])
                }
            },
            progress: { outcome in
                switch form {
                case .text where !isQuiet: Talk.say(sentence(outcome))
                case .text: break
                case .json: logger.info("checked", metadata: members(outcome))
                }
            }
        )
        return 0
    }

    private static func members(_ outcome: Worker.Outcome) -> Logger.Metadata {
        [
            "submission": "\(outcome.submission)", "sender": "\(outcome.sender)", "state": "\(outcome.state.rawValue)",
            "errors": "\(outcome.errors)", "queries": "\(outcome.queries)", "rows": "\(outcome.rows)",
            "reason": "\(outcome.reason)",
        ]
    }

    private static func sentence(_ outcome: Worker.Outcome) -> String {
        let start = "submission \(outcome.submission) from \(outcome.sender): \(outcome.state.rawValue)"
        return outcome.reason.isEmpty
            ? "\(start), \(outcome.errors) errors, \(outcome.queries) queries, \(outcome.rows) rows loaded"
            : "\(start). \(outcome.reason)"
    }

    /// Rehearsals name a point in `SENDSTAT_KILL_AT` or `SENDSTAT_STOP_AT`, and the process kills or stops itself there.
    ///
    /// It stops once: whoever let it go on does not wait at the next return again.
    private static func killPoint() -> AtKillPoint {
        let environment = ProcessInfo.processInfo.environment
        let deadly = environment["SENDSTAT_KILL_AT"].flatMap(KillPoint.init(rawValue:))
        let pausing = environment["SENDSTAT_STOP_AT"].flatMap(KillPoint.init(rawValue:))
        let hasStopped = OneWayFlag()
        return { point in
            if point == deadly { kill(getpid(), SIGKILL) }
            guard point == pausing, !hasStopped.isMade else { return }
            hasStopped.make()
            kill(getpid(), SIGSTOP)
        }
    }
}
