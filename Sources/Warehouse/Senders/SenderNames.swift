import PostgreSQL

extension Warehouse {
    /// The names of senders, from today's reference data.
    ///
    /// - Parameter senders: As `la:301` and `school:100001`.
    /// - Returns: A name for each; one that the reference data does not know is called by its code.
    /// - Throws: A `PostgreSQLError`.
    public func names(of senders: [String]) async throws -> [String: String] {
        try await transaction { session in
            let rows = try session.query(
                """
                SELECT s.sender, coalesce(l.name, h.name, s.sender) AS name
                FROM unnest($1::text[]) AS s (sender)
                LEFT JOIN reference.local_authority l ON 'la:' || l.la_code = s.sender AND l.valid_to IS NULL
                LEFT JOIN reference.establishment h ON h.valid_to IS NULL
                    AND h.urn = CASE WHEN s.sender ~ '^school:[0-9]{6}$' THEN substr(s.sender, 8)::integer END
                """,
                [Parameter(senders)]
            )
            let pairs: [(String, String)] = try rows.map { (try $0.get("sender"), try $0.get("name")) }
            return Dictionary(pairs) { first, _ in first }
        }
    }

    /// The name of one sender.
    ///
    /// - Parameter sender: As `la:301`.
    /// - Returns: Its name, otherwise its code.
    /// - Throws: A `PostgreSQLError`.
    public func name(of sender: String) async throws -> String {
        try await names(of: [sender])[sender] ?? sender
    }

    /// The local authority that a school belongs to, as `la:301`.
    ///
    /// - Parameter sender: A sender.
    /// - Returns: Its authority; nil for an authority itself, and for a school that the reference data does not know.
    /// - Throws: A `PostgreSQLError`.
    public func authority(of sender: String) async throws -> String? {
        try await transaction { session in try Self.authority(of: sender, session) }
    }

    static func authority(of sender: String, _ session: Session) throws -> String? {
        guard sender.hasPrefix("school:"), let number = Int(sender.dropFirst(7)) else { return nil }
        return try session.query(
            "SELECT 'la:' || la_code AS authority FROM reference.establishment WHERE urn = $1 AND valid_to IS NULL",
            [Parameter(number)]
        ).first?.get("authority")
    }
}
