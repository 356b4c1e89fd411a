import PostgreSQL
import Testing
import Warehouse

@Suite struct RoleTests {
    @Test func `an analyst reads the views, and no table of a person, a sender or the reference data`()
        async throws
    {
        try await MigratedWarehouse.open { warehouse, settings in
            _ = try await SampleReference().withFolders { try await warehouse.loadReference(directories: $0) }
            _ = try await load(SampleReturn(), into: warehouse)
            try await warehouse.createCut("c")
            let tables = try await query(settings, Self.tables)
            #expect(tables.count > 20)
            let connection = try await Connection.open(settings)
            try await connection.perform { try $0.script("SET ROLE sendstat_analyst") }
            let plans = try await connection.perform { try $0.query("SELECT FROM pub.plan WHERE cut = 'c'") }
            #expect(plans.count == 10)
            let authorities = try await connection.perform { try $0.query("SELECT FROM pub.authority") }
            #expect(authorities.count == 3)
            for table in tables {
                let schema: String = try table.get("schema")
                let name: String = try table.get("name")
                let read: SQL = "SELECT FROM {schema}.{name} LIMIT 1"
                let named = read.naming("{schema}", schema).naming("{name}", name)
                let error = await #expect(throws: PostgreSQLError.self, "\(schema).\(name)") {
                    try await connection.perform { try $0.query(named) }
                }
                #expect(error?.sqlState == "42501")
            }
            await connection.close()
        }
    }

    private static let tables: SQL = """
        SELECT n.nspname AS schema, c.relname AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname IN ('intake', 'identity', 'warehouse', 'access', 'reference')
        ORDER BY 1, 2
        """
}
