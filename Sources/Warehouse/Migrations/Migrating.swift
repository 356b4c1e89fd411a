public import Foundation
import PostgreSQL

extension Warehouse {
    /// Brings the database's shape up to date, forward only, each migration in a transaction of its own.
    ///
    /// Two programs that do this at once wait for each other. Doing it again changes nothing.
    ///
    /// - Parameter folder: The folder of migrations.
    /// - Returns: The names of those applied now, in order.
    /// - Throws: `WarehouseError.migrationChanged` when an applied file was edited, `migrationUnknown` when the
    ///   database is ahead of the folder, `noMigrations`, or a `PostgreSQLError`.
    @discardableResult
    public func migrate(directory folder: URL) async throws -> [String] {
        let migrations = try Migration.all(in: folder)
        try await transaction { session in try Self.prepare(session) }
        var applied: [String] = []
        for migration in migrations {
            let isNew = try await transaction { session in
                try Self.apply(migration, of: migrations.count, session)
            }
            if isNew { applied.append(migration.name) }
        }
        return applied
    }

    private static func prepare(_ session: Session) throws {
        try lock(session)
        let known = try session.query("SELECT to_regclass('intake.migration') IS NOT NULL AS known")
        guard try known.first?.get("known", as: Bool.self) != true else { return }
        try session.script(
            """
            CREATE SCHEMA IF NOT EXISTS intake;
            CREATE TABLE intake.migration (
                number integer PRIMARY KEY,
                name text NOT NULL,
                sha256 bytea NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            COMMENT ON TABLE intake.migration IS 'The steps by which this database got its shape.';
            COMMENT ON COLUMN intake.migration.number IS 'Number of the step, from 1.';
            COMMENT ON COLUMN intake.migration.name IS 'Name of its file.';
            COMMENT ON COLUMN intake.migration.sha256 IS 'SHA-256 of its file.';
            COMMENT ON COLUMN intake.migration.applied_at IS 'When it was applied.';
            """
        )
    }

    private static func apply(
        _ migration: Migration,
        of count: Int,
        _ session: Session
    ) throws -> Bool {
        try lock(session)
        let applied = try session.query("SELECT number, sha256 FROM intake.migration ORDER BY number")
        if let last = try applied.last?.get("number", as: Int.self), last > count {
            throw WarehouseError.migrationUnknown(number: last)
        }
        if migration.number <= applied.count {
            guard try applied[migration.number - 1].get("sha256", as: [UInt8].self) == migration.sha256 else {
                throw WarehouseError.migrationChanged(name: migration.name)
            }
            return false
        }
        try session.script(SQL(fileContents: migration.text))
        try session.execute(
            "INSERT INTO intake.migration (number, name, sha256) VALUES ($1, $2, $3)",
            [Parameter(migration.number), .text(migration.name), .bytes(migration.sha256)]
        )
        return true
    }

    private static func lock(_ session: Session) throws {
        _ = try session.query("SELECT pg_advisory_xact_lock(hashtextextended('intake.migration', 0))")
    }
}
