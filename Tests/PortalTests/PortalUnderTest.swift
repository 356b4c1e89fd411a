import Crypto
import Foundation
import Hummingbird
import Logging
import Pipeline
import Portal
import PostgreSQL
import Reporting
import Returns
import Support
import Synchronization
import Testing
import Validation
import Warehouse

/// A portal on a socket of its own, with the rights of its role alone, over a warehouse where collections are open.
struct PortalUnderTest: Sendable {
    /// Where it answers, without a path.
    let base: URL
    /// What the portal works on, by the rights of `sendstat_portal`.
    let warehouse: Warehouse
    /// The same by the owner's rights, for workers and to look behind.
    let owner: Warehouse
    let settings: ConnectionSettings
    let log: KeptLog
    let portal: Portal

    static let library = SchemaLibrary(directory: Repository.root.appending(path: "Schemas"))
    static let receiptKey = try! ReceiptKey([UInt8](repeating: 5, count: ReceiptKey.byteCount))
    private static let pseudonymKey = [UInt8](repeating: 7, count: 32)
    private static let cheap = ScryptCost(rounds: 1024, blockSize: 8, parallelism: 1)

    /// Starts one, and ends it with the test.
    ///
    /// - Parameters:
    ///   - clock: The portal's time; collections are open from 2026 to 2100.
    ///   - adjust: Changes settings, given the port.
    ///   - check: Checks without keeping.
    ///   - body: The test.
    /// - Throws: What the body throws, or what stands in the way of a portal.
    static func open(
        clock: @escaping @Sendable () -> Date = { Date() },
        adjust: (inout PortalSettings, Int) throws -> Void = { _, _ in },
        check: @escaping Portal.Check = checkHere,
        _ body: @Sendable (PortalUnderTest) async throws -> Void
    ) async throws {
        try await TestDatabase.withDatabase(template: "portal", prepare: prepare) { settings in
            try await withPortalRole(settings) { own in
                let pools = (portal: Pool(settings: own, size: 4), owner: Pool(settings: settings, size: 4))
                let stores = Stores(
                    warehouse: try Warehouse(pool: pools.portal, pseudonymKey: pseudonymKey, passwordCost: cheap),
                    owner: try Warehouse(pool: pools.owner, pseudonymKey: pseudonymKey, passwordCost: cheap),
                    settings: settings
                )
                let result = await Result {
                    try await start(stores, clock: clock, adjust: adjust, check: check, body)
                }
                await pools.portal.close()
                await pools.owner.close()
                try result.get()
            }
        }
    }

    /// Checks as the confined process does, in this one.
    static let checkHere: Portal.Check = { files, name in
        let inputs = try files.map {
            ReturnInput(name: $0.lastPathComponent, bytes: [UInt8](try Data(contentsOf: $0)))
        }
        return try Line(library: library, reference: nil).check(inputs, as: name)
    }

    private struct Stores {
        let warehouse, owner: Warehouse
        let settings: ConnectionSettings
    }

    /// A free port may be taken by another process before the portal takes it: then there is another.
    private static func start(
        _ stores: Stores,
        clock: @escaping @Sendable () -> Date,
        adjust: (inout PortalSettings, Int) throws -> Void,
        check: @escaping Portal.Check,
        _ body: @Sendable (PortalUnderTest) async throws -> Void
    ) async throws {
        let spool = try TemporaryFolder()
        for _ in 0..<10 {
            let port = try HeldPort().port
            var settings = PortalSettings(
                address: "http://127.0.0.1:\(port)",
                spool: spool.url.appending(path: "spool"),
                key: SymmetricKey(data: [UInt8](repeating: 9, count: 32))
            )
            settings.assets = Repository.root.appending(path: ".assets")
            try adjust(&settings, port)
            let portal = try Portal(
                warehouse: stores.warehouse,
                library: library,
                receiptKey: receiptKey,
                settings: settings,
                check: check,
                printer: PagePrinter(),
                clock: clock
            )
            let under = PortalUnderTest(
                base: try #require(URL(string: settings.address)),
                warehouse: stores.warehouse,
                owner: stores.owner,
                settings: stores.settings,
                log: KeptLog(),
                portal: portal
            )
            if try await serve(portal, port, under, body) { return }
        }
        throw PortalUnderTestError.noPort
    }

    /// Answers while the body runs; false when the port could not be taken.
    private static func serve(
        _ portal: Portal,
        _ port: Int,
        _ under: PortalUnderTest,
        _ body: @Sendable (PortalUnderTest) async throws -> Void
    ) async throws -> Bool {
        let server = PortalServer(portal, host: "127.0.0.1", port: port, logger: under.log.logger)
        let (ready, isReady) = AsyncStream.makeStream(of: Int.self)
        let running = Task {
            defer { isReady.finish() }
            try await server.run { isReady.yield($0) }
        }
        guard await ready.first(where: { $0 == port }) != nil else { return false }
        let result = await Result { try await body(under) }
        running.cancel()
        _ = await running.result
        // A fault of the portal itself is nobody's wish, whatever the test looked at.
        #expect(under.log.lines.filter { $0.hasPrefix("error fault") } == [])
        try result.get()
        return true
    }

    private static func prepare(_ settings: ConnectionSettings) async throws {
        let pool = Pool(settings: settings, size: 1)
        let warehouse = try Warehouse(pool: pool, pseudonymKey: pseudonymKey)
        try await warehouse.migrate(directory: Repository.root.appending(path: "Schemas/warehouse"))
        _ = try await warehouse.loadReference(
            directories: [Repository.root.appending(path: "Schemas/reference")]
        )
        let connection = try await Connection.open(settings)
        try await connection.perform { session in
            try session.script(
                """
                INSERT INTO intake.collection (
                    return_name, collection_year, schema_version, senders, opens_at, due_at, sign_off
                )
                VALUES ('sen2', 2025, '2025', 'la', '2020-01-01+00', '2100-02-28 23:59:59+00', 'two_people'),
                    ('sen2', 2026, '2026', 'la', '2020-01-01+00', '2100-02-28 23:59:59+00', 'two_people'),
                    ('provision', 2026, '2026', 'school', '2020-01-01+00', '2100-02-28 23:59:59+00', 'two_people'),
                    ('school-census', 2026, '2026', 'school', '2020-01-01+00', '2100-02-28 23:59:59+00', 'two_people')
                """
            )
        }
        await connection.close()
        await pool.close()
    }

    /// A role that has the rights of the portal's and no others.
    private static func withPortalRole(
        _ settings: ConnectionSettings,
        _ body: (ConnectionSettings) async throws -> Void
    ) async throws {
        var own = settings
        own.user = "portal_of_\(settings.database)"
        let create: SQL = "CREATE ROLE {own} LOGIN IN ROLE sendstat_portal"
        let drop: SQL = "DROP ROLE {own}"
        let name = own.user
        let connection = try await Connection.open(settings)
        try await connection.perform { try $0.script(create.naming("{own}", name)) }
        let result = await Result { try await body(own) }
        try await connection.perform { try $0.script(drop.naming("{own}", name)) }
        await connection.close()
        try result.get()
    }
}

enum PortalUnderTestError: Error {
    case noCheck, noPort
}

extension Result where Failure == any Error {
    /// What a body returns or throws.
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
