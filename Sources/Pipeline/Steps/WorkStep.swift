import Foundation
import Returns
import Synchronization
import Validation
import Warehouse

extension PipelineRun.Context {
    /// Checks and loads what waits in the queue.
    ///
    /// - Throws: `PipelineError` when a return was refused: a report must not be built without it unnoticed.
    func work(_ options: StepOptions) async throws {
        let reference = try options["reference"].map {
            try ReferenceData(directory: URL(fileURLWithPath: $0), standards: schemas)
        }
        let worker = Worker(
            warehouse: warehouse,
            line: Line(library: SchemaLibrary(directory: schemas), reference: reference)
        )
        let waiting = try await warehouse.status().jobs["waiting"] ?? 0
        let done = Mutex(0)
        let tell = tell
        let outcomes = try await worker.workUntilEmpty(concurrency: concurrency, settings: settings) { _ in
            let count = done.withLock { count in
                count += 1
                return count
            }
            tell(.progress(label: "checked and loaded", done: count, of: max(waiting, count)))
        }
        let rows = outcomes.reduce(0) { $0 + $1.rows }
        let queries = outcomes.reduce(0) { $0 + $1.queries }
        tell(.note("\(outcomes.count) returns worked on, \(rows) rows loaded, \(queries) queries."))
        let refused = outcomes.filter { !$0.state.isLoaded }
        guard refused.isEmpty else {
            let list = refused.prefix(5).map { "\($0.sender) (submission \($0.submission))" }
            throw PipelineError(
                "\(refused.count) returns were refused: \(list.joined(separator: ", ")). "
                    + "See `sendstat findings ID` for each, and run again when they are mended."
            )
        }
    }
}
