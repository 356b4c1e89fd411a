import Foundation
import PostgreSQL
import Returns
import Support
import Synthesis
import Testing
import Warehouse

/// The small nation that the kill tests load, and a home for each test to do so in.
struct KillNation: Sendable {
    struct Return: Sendable {
        let localAuthority: Int
        let file: URL
    }

    let returns: [Return]

    /// Whether the long tests run: `ops/test --all`.
    static let isLong = ProcessInfo.processInfo.environment["SENDSTAT_TEST_ALL"] == "1"
    static let pseudonymKey = [UInt8](repeating: 7, count: 32)
    private static let schemas = Repository.root.appending(path: "Schemas")
    private static let making = Task { try await make() }

    static func made() async throws -> KillNation { try await making.value }

    private static func make() async throws -> KillNation {
        try await make(
            NationRecipe(years: [2024, 2025], scale: 0.1, seed: 11, localAuthorities: [301, 302, 303]),
            "kill-nation"
        )
    }

    /// A return of Kent's size, with more than 20,000 persons, in a folder of its own.
    static func large() async throws -> Return {
        let recipe = NationRecipe(years: [2025], scale: 1, seed: 11, localAuthorities: [886])
        return try #require(try await make(recipe, "large-return").returns.first)
    }

    private static func make(_ recipe: NationRecipe, _ name: String) async throws -> KillNation {
        let folder = URL(filePath: "/tmp/\(name)-\(ProcessInfo.processInfo.processIdentifier)")
        let nation = try SyntheticNation(
            recipe: recipe,
            library: SchemaLibrary(directory: schemas),
            reference: schemas.appending(path: "reference")
        )
        let summary = try await nation.write(to: folder, concurrency: 2)
        return KillNation(
            returns: summary.returns.flatMap { made in
                made.files.map {
                    let place = "\(made.year)/\(made.localAuthority)/\($0.name)"
                    return Return(localAuthority: made.localAuthority, file: folder.appending(path: place))
                }
            }
        )
    }

    /// Hands all returns in.
    func submit(to warehouse: Warehouse) async throws {
        try await Rehearsal.open(in: warehouse)
        for one in returns { try await Self.submit(one, to: warehouse) }
    }

    @discardableResult
    static func submit(_ one: Return, to warehouse: Warehouse) async throws -> Receipt {
        try await warehouse.submit(
            files: [SubmittedFile(file: one.file)],
            from: Sender("la:\(one.localAuthority)"),
            return: "sen2"
        )
    }

    /// Hands in a return with a fault, or what is no return at all, by turns; neither is ever loaded.
    func submitSpoilt(_ turn: Int, to warehouse: Warehouse) async throws {
        let one = returns[turn % returns.count]
        let good = String(decoding: try Data(contentsOf: one.file), as: UTF8.self)
        let text = turn % 2 == 0 ? good.replacing("<PersonBirthDate>", with: "<PersonBirthDate>no day ") : "<a><b></a>"
        _ = try await warehouse.submit(
            files: [SubmittedFile(name: "spoilt.xml", bytes: Array(text.utf8))],
            from: Sender("la:\(one.localAuthority)"),
            return: "sen2"
        )
    }

    /// Opens a database in which all returns wait, with the program that works on it.
    static func withSubmitted<R>(
        _ body: (KilledProgram, Warehouse, ConnectionSettings) async throws -> R
    ) async throws -> R {
        let nation = try await made()
        return try await TestDatabase.withDatabase(
            template: "kill-nation",
            prepare: { settings in
                try await withWarehouse(settings) { warehouse in
                    try await warehouse.migrate(directory: schemas.appending(path: "warehouse"))
                    try await nation.submit(to: warehouse)
                }
            },
            { settings in
                try await withHome { home in
                    let program = try KilledProgram(home: home, database: settings)
                    return try await withWarehouse(settings) { try await body(program, $0, settings) }
                }
            }
        )
    }

    static func withWarehouse<R>(
        _ settings: ConnectionSettings,
        _ body: (Warehouse) async throws -> R
    ) async throws -> R {
        let pool = Pool(settings: settings, size: 2)
        do {
            let value = try await body(Warehouse(pool: pool, pseudonymKey: pseudonymKey))
            await pool.close()
            return value
        } catch {
            await pool.close()
            throw error
        }
    }

    /// A folder of its own with the key of the pseudonyms in it.
    static func withHome<R>(_ body: (URL) async throws -> R) async throws -> R {
        let home = URL(filePath: "/tmp/kill-home-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        try Data(pseudonymKey).write(to: home.appending(path: "pseudonym.key"))
        return try await body(home)
    }

    private static let undisturbedRun = Task {
        try await withSubmitted { program, _, settings in
            let end = try await program.run(["work", "--once"])
            guard end.status == 0, try await Wholeness.find(settings).accepted == 6 else {
                throw NotUndisturbed(end: end)
            }
            return try await program.digest()
        }
    }

    /// The digest of a run that nobody disturbed.
    static func undisturbed() async throws -> String { try await undisturbedRun.value }

    struct NotUndisturbed: Error {
        let end: KilledProgram.End
    }
}
