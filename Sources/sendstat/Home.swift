import ArgumentParser
import Foundation
import Pipeline
import PostgreSQL
import Returns
import Validation
import Warehouse

/// Which database a command works on, and how much it talks.
struct Home: ParsableArguments {
    @Option(help: "The folder that holds the private PostgreSQL and the keys.")
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
        let warehouse = try Warehouse(pool: pool, pseudonymKey: try KeyFile.pseudonyms(from: folder))
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

/// Keys that are files beside the database, never in it, made of 32 random bytes the first time.
enum KeyFile {
    /// Reads the key of the persons' pseudonyms.
    ///
    /// - Parameter home: The folder that holds it.
    /// - Returns: The key's bytes.
    /// - Throws: A file error when it can be neither read nor made.
    static func pseudonyms(from home: URL) throws -> [UInt8] {
        try load("pseudonym.key", variable: "SENDSTAT_PSEUDONYM_KEY", from: home)
    }

    /// Reads the key that receipts are signed with.
    ///
    /// - Parameter home: The folder that holds it.
    /// - Returns: The key.
    /// - Throws: A file error when it can be neither read nor made; `WarehouseError.receiptKeyUnusable`.
    static func receipts(from home: URL) throws -> ReceiptKey {
        try ReceiptKey(load("receipt.key", variable: "SENDSTAT_RECEIPT_KEY", from: home))
    }

    /// Reads the key that the portal's forms and cookies are sealed with.
    ///
    /// - Parameter home: The folder that holds it.
    /// - Returns: The key's bytes.
    /// - Throws: A file error when it can be neither read nor made.
    static func portal(from home: URL) throws -> [UInt8] {
        try load("portal.key", variable: "SENDSTAT_PORTAL_KEY", from: home)
    }

    /// The key that receipts are signed with, where there is one already.
    ///
    /// - Parameter home: The folder that may hold it.
    /// - Returns: The key, or nil.
    static func knownReceipts(in home: URL) -> ReceiptKey? {
        let file = place("receipt.key", variable: "SENDSTAT_RECEIPT_KEY", in: home)
        return (try? Data(contentsOf: file)).flatMap { try? ReceiptKey([UInt8]($0)) }
    }

    private static func place(_ name: String, variable: String, in home: URL) -> URL {
        ProcessInfo.processInfo.environment[variable].map { URL(fileURLWithPath: $0) }
            ?? home.appendingPathComponent(name)
    }

    private static func load(_ name: String, variable: String, from home: URL) throws -> [UInt8] {
        let file = place(name, variable: variable, in: home)
        if let data = try? Data(contentsOf: file), !data.isEmpty { return [UInt8](data) }
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        var generator = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        // Made under another name and linked into place, so that of two first runs one key wins whole.
        let partial = home.appendingPathComponent("\(name).\(ProcessInfo.processInfo.processIdentifier)")
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
