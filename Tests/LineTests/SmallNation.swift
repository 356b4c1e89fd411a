import Foundation
import Pipeline
import PostgreSQL
import Returns
import Support
import Synthesis
import Synchronization
import Warehouse

/// A small synthetic nation of two years in a folder, and the pipeline over it on a database of its own.
struct SmallNation {
    let folder: URL
    let summary: NationSummary

    static let schemas = Repository.root.appendingPathComponent("Schemas")
    static let library = SchemaLibrary(directory: schemas)

    /// Makes the nation, hands it over and removes it.
    static func with<R>(
        scale: Double = 0.01,
        forms: NationRecipe.Forms = .xml,
        authorities: [Int]? = nil,
        _ body: (SmallNation) async throws -> R
    ) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sendstat-line-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let nation = try SyntheticNation(
            recipe: NationRecipe(scale: scale, seed: 11, localAuthorities: authorities, forms: forms),
            library: library,
            reference: schemas.appendingPathComponent("reference")
        )
        let summary = try await nation.write(to: folder.appendingPathComponent("nation"), concurrency: 2)
        return try await body(SmallNation(folder: folder, summary: summary))
    }

    /// Runs the annual report on a database.
    ///
    /// - Returns: What the run told.
    @discardableResult
    func run(
        on settings: ConnectionSettings,
        out: String = "report",
        method: String = "round-to-five",
        cut: String = "annual-2025",
        concurrency: Int = 2
    ) async throws -> [PipelineEvent] {
        let file = try PipelineFile(named: "annual-report", in: Repository.root.appendingPathComponent("Pipelines"))
        let events = Mutex<[PipelineEvent]>([])
        let parameters = try file.parameters(with: [
            "returns": folder.appendingPathComponent("nation").path, "cut": cut, "method": method,
            "out": folder.appendingPathComponent(out).path,
        ])
        try await Self.withWarehouse(settings) { warehouse in
            let context = PipelineRun.Context(
                warehouse: warehouse,
                settings: settings,
                schemas: Self.schemas,
                concurrency: concurrency,
                codeVersion: "test",
                tell: { event in events.withLock { $0.append(event) } }
            )
            try await PipelineRun(file: file, parameters: parameters, context: context).run()
        }
        return events.withLock { $0 }
    }

    /// The migrated warehouse of a database.
    static func withWarehouse<R>(_ settings: ConnectionSettings, _ body: (Warehouse) async throws -> R) async throws
        -> R
    {
        let pool = Pool(settings: settings, size: 6)
        let warehouse = try Warehouse(pool: pool, pseudonymKey: [UInt8](repeating: 7, count: 32))
        try await warehouse.migrate(directory: schemas.appendingPathComponent("warehouse"))
        do {
            let result = try await body(warehouse)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}
