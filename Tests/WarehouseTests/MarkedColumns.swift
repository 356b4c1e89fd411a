import PostgreSQL

/// Looks through every column of every table for a text.
enum MarkedColumns {
    static func find(_ marker: String, _ settings: ConnectionSettings) async throws -> [String] {
        let columns = try await query(settings, columns)
        var places: [String] = []
        for column in columns {
            let schema: String = try column.get("schema")
            let table: String = try column.get("table")
            let name: String = try column.get("column")
            // As text and, for bytes, by their hexadecimal form.
            let search: SQL = """
                SELECT FROM {schema}.{table}
                WHERE {column}::text LIKE '%' || $1 || '%' OR {column}::text LIKE '%' || $2 || '%' LIMIT 1
                """
            let named = search.naming("{schema}", schema).naming("{table}", table).naming("{column}", name)
            let digits = marker.utf8.map { String($0, radix: 16) }.joined()
            if try await !query(settings, named, [.text(marker), .text(digits)]).isEmpty {
                places.append("\(schema).\(table).\(name)")
            }
        }
        return places
    }

    private static let columns: SQL = """
        SELECT n.nspname AS schema, c.relname AS table, a.attname AS column
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        ORDER BY 1, 2, 3
        """
}
