import Foundation
public import PostgreSQL

/// A database of its own for each test.
///
/// They stand on a server that is made when the first one is wanted and ends with the process, or on the one that the
/// variable `SENDSTAT_TEST_SERVER` names by its address.
public enum TestDatabase {
    /// The server, as its superuser.
    ///
    /// - Returns: Settings that name the database `postgres`.
    /// - Throws: When the server does not start.
    public static func server() async throws -> ConnectionSettings {
        try await Databases.shared.server()
    }

    /// Runs a test in a new database, which is dropped afterwards.
    ///
    /// - Parameters:
    ///   - template: The name of a template that many tests share; nil for an empty database.
    ///   - prepare: Fills the template; it runs once for each name and process, and must close its connections.
    ///   - body: The test.
    /// - Returns: What the body returns.
    /// - Throws: What the body or the preparation throws.
    public static func withDatabase<R>(
        template: String? = nil,
        prepare: @escaping @Sendable (ConnectionSettings) async throws -> Void = { _ in },
        _ body: (ConnectionSettings) async throws -> R
    ) async throws -> R {
        let settings = try await Databases.shared.make(template: template, prepare: prepare)
        do {
            let value = try await body(settings)
            try await Databases.shared.drop(settings)
            return value
        } catch {
            try? await Databases.shared.drop(settings)
            throw error
        }
    }
}

private actor Databases {
    static let shared = Databases()

    private var starting: Task<ConnectionSettings, any Error>?
    private var templates: [String: Task<String, any Error>] = [:]
    private var count = 0

    func server() async throws -> ConnectionSettings {
        let task =
            starting
            ?? Task {
                let named = ProcessInfo.processInfo.environment["SENDSTAT_TEST_SERVER"] ?? ""
                guard named.isEmpty else { return try ConnectionSettings(url: named) }
                return try await onThread { try ThrowawayServer().settings }
            }
        starting = task
        return try await task.value
    }

    func make(
        template: String?,
        prepare: @escaping @Sendable (ConnectionSettings) async throws -> Void
    ) async throws -> ConnectionSettings {
        let source = try await template.asyncMap { try await self.template($0, prepare) }
        return try await create(from: source)
    }

    func drop(_ settings: ConnectionSettings) async throws {
        try await administer { try $0.dropDatabase(settings.database) }
    }

    private func template(
        _ name: String,
        _ prepare: @escaping @Sendable (ConnectionSettings) async throws -> Void
    ) async throws -> String {
        if let task = templates[name] { return try await task.value }
        let task = Task {
            let settings = try await create(from: nil)
            try await prepare(settings)
            // From here on nobody can change it.
            let close: SQL = "ALTER DATABASE {name} ALLOW_CONNECTIONS false"
            try await administer { try $0.script(close.naming("{name}", settings.database)) }
            return settings.database
        }
        templates[name] = task
        return try await task.value
    }

    private func create(from template: String?) async throws -> ConnectionSettings {
        count += 1
        let name = "test_\(ProcessInfo.processInfo.processIdentifier)_\(count)"
        try await administer { session in
            try session.dropDatabase(name)
            try Self.create(name, template, session, attempts: 50)
        }
        return try await server().named(database: name)
    }

    /// Connections to a template close a moment after they are let go of.
    private static func create(_ name: String, _ template: String?, _ session: Session, attempts: Int) throws {
        do throws(PostgreSQLError) {
            try session.createDatabase(name, template: template)
        } catch {
            guard error.sqlState == "55006", attempts > 0 else { throw error }
            Thread.sleep(forTimeInterval: 0.1)
            try create(name, template, session, attempts: attempts - 1)
        }
    }

    private func administer(_ body: @Sendable (Session) throws -> Void) async throws {
        let connection = try await Connection.open(try await server())
        try await connection.perform(body)
        await connection.close()
    }
}

extension Optional {
    fileprivate func asyncMap<R>(_ body: (Wrapped) async throws -> R) async throws -> R? {
        guard let self else { return nil }
        return try await body(self)
    }
}
