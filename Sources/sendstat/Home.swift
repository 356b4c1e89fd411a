import ArgumentParser
import Foundation
import Pipeline
import PostgreSQL
import Returns
import Validation
import Warehouse

/// Which database a command works on, and how much it talks.
struct Home: ParsableArguments {
    @Option(help: "The folder that holds the private PostgreSQL and the key of the pseudonyms.")
    var home = ".sendstat"

    @Flag(help: "Say nothing beside the result.")
    var quiet = false

    var folder: URL { URL(fileURLWithPath: home, isDirectory: true) }

    /// The server that `DATABASE_URL` or `PG*` name, otherwise the private one, started when it does not run.
    ///
    /// - Returns: How to reach it.
    /// - Throws: `PostgreSQLError` when it is away.
    func settings() throws -> ConnectionSettings {
        if let named = try ConnectionSettings(environment: ProcessInfo.processInfo.environment) { return named }
        return try PrivateCluster(home: folder).start()
    }

    /// Opens the warehouse, brings it to the newest migration and hands it over.
    ///
    /// - Parameters:
    ///   - connections: How many connections it may hold.
    ///   - body: What to do with it.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws, or `PostgreSQLError`.
    func withWarehouse<R>(connections: Int = 2, _ body: (OpenWarehouse) async throws -> R) async throws -> R {
        let settings = try settings()
        let pool = Pool(settings: settings, size: connections)
        let warehouse = try Warehouse(pool: pool, pseudonymKey: try PseudonymKey.load(from: folder))
        try await warehouse.migrate(directory: Installation.schemas().appendingPathComponent("warehouse"))
        do {
            let result = try await body(OpenWarehouse(warehouse: warehouse, settings: settings))
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}

/// A warehouse with the settings it was opened by.
struct OpenWarehouse: Sendable {
    let warehouse: Warehouse
    let settings: ConnectionSettings
}

/// The key of the persons' pseudonyms: a file beside the database, never in it.
enum PseudonymKey {
    /// Reads the key, making one the first time.
    ///
    /// - Parameter home: The folder that holds it.
    /// - Returns: The key's bytes.
    /// - Throws: A file error when it can be neither read nor made.
    static func load(from home: URL) throws -> [UInt8] {
        let file =
            ProcessInfo.processInfo.environment["SENDSTAT_PSEUDONYM_KEY"].map { URL(fileURLWithPath: $0) }
            ?? home.appendingPathComponent("pseudonym.key")
        if let data = try? Data(contentsOf: file), !data.isEmpty { return [UInt8](data) }
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        var generator = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        // Made under another name and linked into place, so that of two first runs one key wins whole.
        let partial = home.appendingPathComponent("pseudonym.key.\(ProcessInfo.processInfo.processIdentifier)")
        guard
            FileManager.default.createFile(
                atPath: partial.path,
                contents: Data(key),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw CocoaError(.fileWriteNoPermission) }
        defer { try? FileManager.default.removeItem(at: partial) }
        try? FileManager.default.linkItem(at: partial, to: file)
        return [UInt8](try Data(contentsOf: file))
    }
}

/// The forms in which a result is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
}
