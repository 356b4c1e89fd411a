import PostgreSQL

/// A named, frozen instant: the submissions that were current then.
public struct Cut: Sendable, Hashable {
    public let name: String
    /// In coordinated universal time, as `2025-01-31T14:05:06Z`.
    public let asOf: String
    /// The years it holds, rising.
    public let years: [Int]
    /// How many returns it holds.
    public let returns: Int
}

extension Warehouse {
    /// Freezes what is current now under a name.
    ///
    /// - Parameter name: Up to 64 letters, digits, full stops, hyphens and underscores, beginning with a letter or digit.
    /// - Returns: The cut, which never changes.
    /// - Throws: `WarehouseError.cutMisnamed`, `cutExists`, `nothingToCut`, or a `PostgreSQLError`.
    @discardableResult
    public func createCut(_ name: String) async throws -> Cut {
        do {
            try await freeze(name)
        } catch let error as PostgreSQLError where error.sqlState == "23514" {
            throw WarehouseError.cutMisnamed(name: name)
        }
        try await lookAtFacts()
        guard let cut = try await cuts().first(where: { $0.name == name }) else {
            throw WarehouseError.cutUnknown(name: name)
        }
        return cut
    }

    /// Lets the planner see how much there is: nobody else looks at partitioned tables as a whole by themselves.
    private func lookAtFacts() async throws {
        try await transaction { session in
            let owned = try session.query(
                """
                SELECT n.nspname::text AS schema_name, c.relname::text AS table_name
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE (n.nspname IN ('warehouse', 'reference') OR c.oid = 'intake.submission'::regclass)
                    AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                    AND pg_has_role(c.relowner, 'USAGE')
                """
            )
            for table in owned {
                let analyze: SQL = "ANALYZE {schema}.{table}"
                try session.script(
                    analyze.naming("{schema}", try table.get("schema_name")).naming(
                        "{table}",
                        try table.get("table_name")
                    )
                )
            }
        }
    }

    private func freeze(_ name: String) async throws {
        try await transaction(isolation: .repeatableRead) { session in
            let isNew = try session.execute(
                "INSERT INTO warehouse.cut (name) VALUES ($1) ON CONFLICT (name) DO NOTHING",
                [.text(name)]
            )
            guard isNew == 1 else { throw WarehouseError.cutExists(name: name) }
            let members = try session.execute(
                """
                INSERT INTO warehouse.cut_submission (cut, submission_id)
                SELECT $1, id FROM intake.submission WHERE state IN ('signed', 'accepted')
                """,
                [.text(name)]
            )
            guard members > 0 else { throw WarehouseError.nothingToCut }
            try Audit.record("cut-created", "cut:\(name)", ["returns": String(members)], in: session)
        }
    }

    /// The cuts there are.
    ///
    /// - Returns: All cuts, the oldest first.
    /// - Throws: A `PostgreSQLError`.
    public func cuts() async throws -> [Cut] {
        try await transaction { session in
            let rows = try session.query(
                """
                SELECT cut, sum(returns)::bigint AS returns,
                    string_agg(collection_year::text, ' ' ORDER BY collection_year) AS years,
                    to_char(as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS instant
                FROM pub.cut
                GROUP BY cut, as_of
                ORDER BY as_of, cut
                """
            )
            return try rows.map { row in
                Cut(
                    name: try row.get("cut"),
                    asOf: try row.get("instant"),
                    years: try row.get("years", as: String.self).split(separator: " ").compactMap { Int($0) },
                    returns: try row.get("returns")
                )
            }
        }
    }
}
