import PostgreSQL

/// A return as it was sent, and what became of it.
public struct Submission: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        case received, checking
        /// It was read, and must be mended before it can be signed.
        case hasErrors = "has_errors"
        /// Some queries need an explanation before it can be signed.
        case hasQueries = "has_queries"
        /// It can be signed.
        case ready
        /// It was signed, and counts.
        case signed
        /// The national team has taken it, and it counts.
        case accepted
        /// It counted, or would have, and a later one does.
        case superseded
        /// Its sender took it back; see `reason`.
        case withdrawn
        /// It could not be read, or is not what its sender may send; see `reason`.
        case failed
        /// It was started three times and never finished; see `reason`.
        case quarantined
    }

    public let id: Int
    /// As `la:301`.
    public let sender: String
    public let returnName: String
    /// Nil until it is known.
    public let schemaVersion: String?
    public let collectionYear: Int?
    public let state: State
    /// Why it failed, was quarantined or was withdrawn, in plain words.
    public let reason: String?
    /// In coordinated universal time, as `2025-01-31T14:05:06Z`.
    public let receivedAt: String
    public let decidedAt: String?
    public let supersededBy: Int?
    /// How many errors, queries and warnings were found, exactly; nil before checking ended.
    public let errors: Int?
    public let queries: Int?
    public let warnings: Int?
    /// Who prepared it; nil when nobody was named.
    public let preparer: String?
    /// Hash of the resolved standard it was checked against; nil before it was.
    public let schemaHash: String?
    public let files: [StoredFile]
}

extension Warehouse {
    /// Tells what became of a submission.
    ///
    /// - Parameter id: Number of the submission.
    /// - Returns: Its state as of now.
    /// - Throws: `WarehouseError.submissionUnknown`, or a `PostgreSQLError`.
    public func submission(_ id: Int) async throws -> Submission {
        try await transaction { session in
            let rows = try session.query(
                """
                SELECT sender, return_name, schema_version, collection_year, state, reason, superseded_by,
                    to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS received_at,
                    to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS decided_at,
                    error_count, query_count, warning_count, schema_hash,
                    (SELECT a.person FROM intake.act a WHERE a.submission_id = submission.id AND a.act = 'prepared') AS preparer
                FROM intake.submission
                WHERE id = $1
                """,
                [Parameter(id)]
            )
            guard let row = rows.first else { throw WarehouseError.submissionUnknown(id: id) }
            return try Submission(id: id, row: row, files: FileStore.files(of: id, in: session))
        }
    }
}

extension Submission {
    init(id: Int, row: Row, files: [StoredFile]) throws {
        guard let state = State(rawValue: try row.get("state")) else {
            throw WarehouseError.noAnswer
        }
        self.init(
            id: id,
            sender: try row.get("sender"),
            returnName: try row.get("return_name"),
            schemaVersion: try row.get("schema_version"),
            collectionYear: try row.get("collection_year"),
            state: state,
            reason: try row.get("reason"),
            receivedAt: try row.get("received_at"),
            decidedAt: try row.get("decided_at"),
            supersededBy: try row.get("superseded_by"),
            errors: try row.get("error_count"),
            queries: try row.get("query_count"),
            warnings: try row.get("warning_count"),
            preparer: try row.get("preparer"),
            schemaHash: try row.get("schema_hash"),
            files: files
        )
    }
}
