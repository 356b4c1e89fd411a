import Foundation
import PostgreSQL
import Support
import Testing
import Warehouse

/// Analysts ask in SQL, as themselves, each for their own area.
@Suite struct AnalystTests {
    /// A cut with two authorities, which say the same of different people, and an analyst of the first.
    private static func open(
        _ body: (Warehouse, ConnectionSettings, _ role: String) async throws -> Void
    ) async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await SampleReference().withFolders { try await warehouse.loadReference(directories: $0) }
            for authority: Int32 in [301, 302] {
                for year in [2_024, 2_025] {
                    _ = try await load(SampleReturn(localAuthority: authority, year: year), into: warehouse)
                }
            }
            try await warehouse.createCut("c")
            let role = "analyst_of_\(settings.database.replacing("-", with: "_"))".lowercased().prefix(40)
            do {
                try await body(warehouse, settings, String(role))
                try await drop(String(role), settings)
            } catch {
                try await drop(String(role), settings)
                throw error
            }
        }
    }

    private static func drop(_ role: String, _ settings: ConnectionSettings) async throws {
        let drop: SQL = "DROP ROLE IF EXISTS {role}"
        _ = try await query(settings, drop.naming("{role}", role))
    }

    private static func rows(_ view: String, as role: String, _ settings: ConnectionSettings) async throws -> [String] {
        var own = settings
        own.user = role
        let read: SQL = "SELECT la_code FROM pub.{view} WHERE cut = 'c'"
        return try await query(own, read.naming("{view}", view)).map { try $0.get("la_code") }
    }

    private static let viewsOfAreas: SQL = """
        SELECT c.relname::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'la_code'
        JOIN pg_attribute k ON k.attrelid = c.oid AND k.attname = 'cut'
        WHERE c.relnamespace = 'pub'::regnamespace ORDER BY 1
        """

    @Test func `in every view of areas an analyst sees their own and no other`() async throws {
        try await Self.open { warehouse, settings, role in
            let views = try await query(settings, Self.viewsOfAreas).map { try $0.get("name", as: String.self) }
            #expect(views.count >= 12)
            try await warehouse.letSee(role, area: "301")
            for view in views {
                let everything = try await Self.rows(view, as: settings.user, settings)
                let own = try await Self.rows(view, as: role, settings)
                #expect(own.allSatisfy { $0 == "301" }, "\(view)")
                // The sample has no plan that ended.
                #expect(own.isEmpty == (view == "ceased_plan"), "\(view)")
                // Both returns are of the same persons, who stand but once in what is of persons over years.
                guard !["transition", "indicator"].contains(view) else { continue }
                #expect(Set(everything) == (view == "ceased_plan" ? [] : ["301", "302"]), "\(view)")
                #expect(own.count == everything.count { $0 == "301" }, "\(view)")
            }
            try await warehouse.letNoLongerSee(role, area: nil)
            for view in views { #expect(try await Self.rows(view, as: role, settings).isEmpty, "\(view)") }
            try await warehouse.letSee(role, area: "E12000007")
            #expect(try await Set(Self.rows("plan", as: role, settings)) == ["301", "302"])
            #expect(try await warehouse.analysts().map(\.areas) == [["E12000007"]])
        }
    }

    @Test func `analysts are given areas that are there, under names that are theirs`() async throws {
        try await Self.open { warehouse, _, role in
            await #expect(throws: AccessError.areaUnknown) { try await warehouse.letSee(role, area: "999") }
            for name in ["postgres", "pg_read_all_data", "sendstat_loader", "Ruth", "a;b", ""] {
                await #expect(throws: AccessError.analystMisnamed, "\(name)") {
                    try await warehouse.letSee(name, area: "all")
                }
            }
            await #expect(throws: AccessError.areaUnknown) { try await warehouse.letNoLongerSee(role, area: "301") }
        }
    }

    @Test func `beside the views an analyst may read and call nothing of ours`() async throws {
        try await Self.open { warehouse, settings, role in
            try await warehouse.letSee(role, area: "all")
            let reachable = try await query(settings, Self.reachable, [.text(role)])
            #expect(try reachable.map { try $0.get("what", as: String.self) } == [])
        }
    }

    /// Everything of ours that a role may touch beside reading views of pub.
    private static let reachable: SQL = """
        SELECT 'relation ' || c.oid::regclass AS what FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('intake', 'identity', 'warehouse', 'reference', 'published', 'pub', 'access')
            AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
            AND (
                (n.nspname <> 'pub' AND has_schema_privilege($1, n.oid, 'USAGE') AND has_any_column_privilege($1, c.oid, 'SELECT'))
                OR (c.relkind <> 'S' AND has_table_privilege($1, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER'))
            )
        UNION ALL
        SELECT 'function ' || p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname IN ('intake', 'identity', 'warehouse', 'reference', 'published', 'pub', 'access')
            AND has_function_privilege($1, p.oid, 'EXECUTE') AND has_schema_privilege($1, n.oid, 'USAGE')
        UNION ALL
        SELECT 'schema ' || n.nspname FROM pg_namespace n WHERE has_schema_privilege($1, n.oid, 'CREATE')
        UNION ALL
        SELECT 'view without a barrier ' || c.oid::regclass FROM pg_class c
        WHERE c.relnamespace = 'pub'::regnamespace AND c.relkind = 'v'
            AND NOT coalesce('security_barrier=true' = ANY (c.reloptions), false)
        """

    @Test func `columns of views are of types that every program reads`() async throws {
        try await MigratedWarehouse.open { _, settings in
            let others = try await query(
                settings,
                """
                SELECT table_name || '.' || column_name || ' ' || data_type AS what FROM information_schema.columns
                WHERE table_schema = 'pub' AND NOT (
                    data_type IN ('text', 'integer', 'bigint', 'date', 'boolean', 'timestamp with time zone')
                    OR (data_type = 'numeric' AND numeric_precision IS NOT NULL)
                )
                """
            )
            #expect(try others.map { try $0.get("what", as: String.self) } == [])
        }
    }

    @Test func `no way out that an analyst tries shows another area or changes anything`() async throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "escape-probes.sql")
        let probes = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map(String.init)
        #expect(probes.count >= 60)
        try await Self.open { warehouse, settings, role in
            try await warehouse.letSee(role, area: "301")
            let before = try await Self.state(warehouse, role, settings)
            // Those that log in as somebody else by now would make all others look harmless.
            let who = try await Self.psql(
                "SELECT 'I am ' || session_user; SELECT DISTINCT la_code FROM pub.plan",
                role,
                settings
            )
            #expect(who.contains("I am \(role)") && who.contains("301"))
            for probe in probes {
                let answer = try await Self.psql(probe.replacing("{role}", with: role), role, settings)
                #expect(!answer.contains("division by zero"), "\(probe)")
                // Errors tell the probe itself back.
                for line in answer.split(separator: "\n") where !line.hasPrefix("LINE ") {
                    let shown = (["302", "Barnet"] + SampleReturn.markers).filter {
                        line.contains($0) && !probe.contains($0)
                    }
                    #expect(shown.isEmpty, "\(probe): \(line)")
                }
            }
            #expect(try await Self.state(warehouse, role, settings) == before)
        }
    }

    /// Everything that a probe could have changed.
    private static func state(_ warehouse: Warehouse, _ role: String, _ settings: ConnectionSettings) async throws
        -> [String]
    {
        let rows = try await query(
            settings,
            """
            SELECT 'role ' || r.rolname || r.rolsuper || r.rolcreaterole || r.rolbypassrls || coalesce(r.rolconfig::text, '') AS what
            FROM pg_roles r WHERE r.rolname IN ($1, 'postgres', 'other')
            UNION ALL SELECT 'relation ' || c.oid::regclass || coalesce(obj_description(c.oid, 'pg_class'), '')
            FROM pg_class c WHERE c.relnamespace::regnamespace::text !~ '^pg_'
            UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'
            UNION ALL SELECT 'member ' || m.roleid::regrole || m.member::regrole FROM pg_auth_members m WHERE m.member::regrole::text = $1
            UNION ALL SELECT 'object ' || oid FROM pg_largeobject_metadata
            UNION ALL SELECT 'extension ' || extname FROM pg_extension
            UNION ALL SELECT 'worker ' || last_value FROM intake.worker_number
            ORDER BY 1
            """,
            [.text(role)]
        ).map { try $0.get("what", as: String.self) }
        return rows + ["\(try await warehouse.digest())"]
    }

    private static func psql(
        _ text: String,
        _ role: String,
        _ settings: ConnectionSettings
    ) async throws -> String {
        var own = settings
        own.user = role
        let address = own.description
        let server = address.dropLast(settings.database.count + 1)
        guard let colon = server.lastIndex(of: ":") else { return "" }
        let words = [
            "psql", "-X", "-At", "-h", String(server[..<colon]), "-p", String(server[server.index(after: colon)...]),
            "-U", role,
            "-d", settings.database, "-c", text,
        ]
        // Not on the threads that all tests share.
        return try await onThread { try Tool.run(words).text }
    }

    @Test func `a query that lifts its own limit is ended from outside`() async throws {
        try await Self.open { warehouse, settings, role in
            try await warehouse.letSee(role, area: "301")
            let running = Task {
                try await Self.psql("SET statement_timeout = 0; SELECT pg_sleep(300)", role, settings)
            }
            var ended: [String] = []
            while ended.isEmpty {
                try await Task.sleep(for: .milliseconds(200))
                ended = try await warehouse.endRunawayQueries(after: 0)
            }
            #expect(ended == [role])
            #expect(try await running.value.contains("terminating connection"))
        }
    }
}
