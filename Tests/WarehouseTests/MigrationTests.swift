import Foundation
import PostgreSQL
import Support
import Testing
import Warehouse

@Suite struct MigrationTests {
    @Test func `migrating again changes nothing`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let applied = try await warehouse.migrate(directory: MigratedWarehouse.migrations)
            #expect(applied.isEmpty)
            #expect(try await warehouse.status().migrations >= 7)
        }
    }

    @Test func `two programs that migrate at once both end well`() async throws {
        try await TestDatabase.withDatabase { settings in
            let pool = Pool(settings: settings, size: 4)
            let warehouse = try Warehouse(pool: pool, pseudonymKey: MigratedWarehouse.pseudonymKey)
            async let first = warehouse.migrate(directory: MigratedWarehouse.migrations)
            async let second = warehouse.migrate(directory: MigratedWarehouse.migrations)
            let applied = try await first + second
            #expect(applied.sorted() == Array(Set(applied)).sorted())
            #expect(try await warehouse.status().migrations == applied.count)
            await pool.close()
        }
    }

    @Test func `a migration edited after it was applied is refused`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "migrations-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: MigratedWarehouse.migrations, to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let edited = folder.appending(path: "0002-files-and-submissions.sql")
        try Data("SELECT 1;".utf8).write(to: edited)
        try await MigratedWarehouse.open { warehouse, _ in
            await #expect(throws: WarehouseError.migrationChanged(name: "0002-files-and-submissions.sql")) {
                try await warehouse.migrate(directory: folder)
            }
        }
    }

    @Test func `a database ahead of the program is refused`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await query(
                settings,
                "INSERT INTO intake.migration (number, name, sha256) VALUES (999, 'later', '')"
            )
            await #expect(throws: WarehouseError.migrationUnknown(number: 999)) {
                try await warehouse.migrate(directory: MigratedWarehouse.migrations)
            }
        }
    }

    @Test func `an owner who is not a superuser can migrate`() async throws {
        try await TestDatabase.withDatabase { settings in
            _ = try await query(settings, "DROP ROLE IF EXISTS plain_owner")
            _ = try await query(settings, "CREATE ROLE plain_owner LOGIN")
            let grant: SQL = "ALTER DATABASE {name} OWNER TO plain_owner"
            _ = try await query(settings, grant.naming("{name}", settings.database))
            var plain = settings
            plain.user = "plain_owner"
            let pool = Pool(settings: plain, size: 1)
            let warehouse = try Warehouse(pool: pool, pseudonymKey: MigratedWarehouse.pseudonymKey)
            #expect(try await warehouse.migrate(directory: MigratedWarehouse.migrations).count >= 7)
            await pool.close()
            _ = try await query(settings, "DROP OWNED BY plain_owner CASCADE")
            _ = try await query(settings, grant.naming("plain_owner", "postgres").naming("{name}", settings.database))
            _ = try await query(settings, "DROP ROLE plain_owner")
        }
    }

    @Test func `every schema, relation, column and function is explained`() async throws {
        try await MigratedWarehouse.open { _, settings in
            let unexplained = try await query(settings, Self.unexplained)
            #expect(try unexplained.map { try $0.get("what", as: String.self) } == [])
        }
    }

    private static let unexplained: SQL = """
        WITH ours AS (
            SELECT oid, nspname FROM pg_namespace
            WHERE nspname IN ('intake', 'identity', 'warehouse', 'reference', 'published', 'pub', 'access')
        ), things AS (
            SELECT nspname AS what, obj_description(oid, 'pg_namespace') AS comment FROM ours
            UNION ALL
            SELECT nspname || '.' || relname, obj_description(c.oid, 'pg_class')
            FROM pg_class c JOIN ours o ON o.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            UNION ALL
            SELECT nspname || '.' || relname || '.' || attname, col_description(c.oid, a.attnum)
            FROM pg_class c JOIN ours o ON o.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT nspname || '.' || proname || '()', obj_description(p.oid, 'pg_proc')
            FROM pg_proc p JOIN ours o ON o.oid = p.pronamespace
        )
        SELECT what FROM things WHERE coalesce(comment, '') = '' ORDER BY what
        """
}
