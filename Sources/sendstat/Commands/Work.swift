import ArgumentParser
import Foundation
import Glibc
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

    func run() async throws {
        let line = Line(
            library: try Installation.library(),
            reference: try reference.map { try ReferenceData(directory: URL(fileURLWithPath: $0)) }
        )
        let refused = try await home.withWarehouse(connections: concurrency * 2 + 1) { open in
            let worker = Worker(
                warehouse: open.warehouse,
                line: line,
                leaseSeconds: lease,
                atKillPoint: Self.killPoint()
            )
            var refused = 0
            repeat {
                let outcomes = try await worker.workUntilEmpty(
                    concurrency: concurrency,
                    settings: open.settings
                ) { outcome in
                    if !home.quiet { Talk.say(Self.sentence(outcome)) }
                }
                refused += outcomes.count { ![.accepted, .superseded].contains($0.state) }
                if !once { try await Task.sleep(for: .seconds(1)) }
            } while !once
            return refused
        }
        if refused > 0 { throw Failure.findings }
    }

    private static func sentence(_ outcome: Worker.Outcome) -> String {
        let start = "submission \(outcome.submission) from la:\(outcome.localAuthority): \(outcome.state.rawValue)"
        return outcome.reason.isEmpty
            ? "\(start), \(outcome.errors) errors, \(outcome.queries) queries, \(outcome.rows) rows loaded"
            : "\(start). \(outcome.reason)"
    }

    /// Rehearsals name a point in `SENDSTAT_KILL_AT`, and the process kills itself there.
    private static func killPoint() -> AtKillPoint {
        let wanted = ProcessInfo.processInfo.environment["SENDSTAT_KILL_AT"].flatMap(KillPoint.init(rawValue:))
        return { point in
            if point == wanted { kill(getpid(), SIGKILL) }
        }
    }
}
