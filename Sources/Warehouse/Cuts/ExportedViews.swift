import PostgreSQL

/// A view for analysts, as it is taken out whole.
public struct ExportedView: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public let name: String
        /// PostgreSQL's name of its type, such as `integer`.
        public let type: String
        public let meaning: String
    }

    public let name: String
    public let meaning: String
    public let columns: [Column]
    /// Whether its rows are of a cut; the others are the same for all.
    public let isOfCut: Bool
}

extension Warehouse {
    /// The views that are taken out: all of `pub`, but those that list cuts and views.
    ///
    /// - Returns: Them, by name.
    /// - Throws: A `PostgreSQLError`.
    public func exportedViews() async throws -> [ExportedView] {
        try await transaction { session in
            let rows = try session.query(
                """
                SELECT relation_name, column_name, type_name, meaning FROM pub.dictionary
                WHERE relation_name NOT IN ('cut', 'dictionary') ORDER BY relation_name, position
                """
            )
            var views: [String: (meaning: String, columns: [ExportedView.Column])] = [:]
            for row in rows {
                let view: String = try row.get("relation_name")
                let meaning = try row.get("meaning", as: String?.self) ?? ""
                guard let column = try row.get("column_name", as: String?.self) else {
                    views[view, default: ("", [])].meaning = meaning
                    continue
                }
                let type = try row.get("type_name", as: String?.self) ?? "text"
                views[view, default: ("", [])].columns.append(.init(name: column, type: type, meaning: meaning))
            }
            return views.sorted { $0.key < $1.key }.map { name, view in
                ExportedView(
                    name: name,
                    meaning: view.meaning,
                    columns: view.columns,
                    isOfCut: view.columns.contains { $0.name == "cut" }
                )
            }
        }
    }

    /// Takes the rows of a view out as lines of CSV, in the order of their columns.
    ///
    /// - Parameters:
    ///   - view: The view.
    ///   - cut: The cut whose rows are taken.
    ///   - body: Takes each line, without its end; it must not be slow, as a connection waits for it.
    /// - Throws: What the body throws, or a `PostgreSQLError`.
    public func export(
        _ view: ExportedView,
        of cut: String,
        _ body: @Sendable (String) throws -> Void
    ) async throws {
        let statement = Self.lines(view)
        try await transaction { session in
            try session.execute("SET LOCAL work_mem = '256MB'")
            try session.execute("SET LOCAL TimeZone = 'UTC'")
            let parameters: [Parameter] = view.isOfCut ? [.text(cut)] : []
            try session.forEachRow(statement, parameters) { try body(try $0.get(0)) }
        }
    }

    /// Names come from the catalogue, and are quoted.
    private static func lines(_ view: ExportedView) -> SQL {
        let quoted = view.columns.map { column in "\"\(column.name.split(separator: "\"").joined())\"" }
        let cells = zip(view.columns, quoted).map { column, name in
            switch column.type {
            case "text":
                """
                CASE WHEN \(name) ~ '[",\\n\\r]' THEN '"' || replace(\(name), '"', '""') || '"' ELSE coalesce(\(name), '') END
                """
            case "timestamp with time zone": "coalesce(to_char(\(name), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), '')"
            default: "coalesce(\(name)::text, '')"
            }
        }
        let filter = view.isOfCut ? "WHERE cut = $1 " : ""
        let order = (1...max(1, quoted.count)).map { quoted[$0 - 1] }.joined(separator: ", ")
        return SQL(
            fileContents: """
                SELECT \(cells.joined(separator: " || ',' || ")) AS line
                FROM pub."\(view.name.split(separator: "\"").joined())" \(filter)ORDER BY \(order)
                """
        )
    }
}
