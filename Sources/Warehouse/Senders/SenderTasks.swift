import PostgreSQL
import Returns

/// What a sender has to do in one collection.
public struct SenderTask: Sendable, Hashable {
    public let collection: ReturnCollection
    /// Where it stands, as the national team's board says it.
    public let state: BoardRow.State
    /// The newest upload that was not withdrawn.
    public let newest: Int?
    /// The submission that counts.
    public let counting: Int?
    public let errors: Int?
    /// Queries that wait for an explanation.
    public let unexplained: Int
    /// Days in London until the day it is due; below 0 when that has passed.
    public let daysLeft: Int
}

extension Warehouse {
    /// What a sender has to do: one task for each collection that its kind answers, those due first at the top.
    ///
    /// A collection that is closed shows for as long as the sender sent something in it.
    ///
    /// - Parameters:
    ///   - sender: Who.
    ///   - now: The time, for the days that are left.
    /// - Returns: The tasks.
    /// - Throws: A `PostgreSQLError`.
    public func tasks(of sender: Sender, now: LondonTime) async throws -> [SenderTask] {
        let collections = try await collections().filter { $0.senders == sender.kind }
        let rows = try await boardRows(of: sender.description)
        return collections.compactMap { collection in
            let row = rows["\(collection.returnName) \(collection.year)"]
            guard collection.isOpen || row?.lastUpload != nil else { return nil }
            return SenderTask(
                collection: collection,
                state: row?.state ?? .notStarted,
                newest: row?.newest,
                counting: row?.counting,
                errors: row?.errors,
                unexplained: row?.unexplained ?? 0,
                daysLeft: Int(collection.dueAt.date.daysSince1970 - now.date.daysSince1970)
            )
        }.sorted {
            ($0.collection.isOpen ? 0 : 1, $0.collection.dueAt, $0.collection.name)
                < ($1.collection.isOpen ? 0 : 1, $1.collection.dueAt, $1.collection.name)
        }
    }

    private func boardRows(of sender: String) async throws -> [String: BoardRow] {
        try await transaction { session in
            let rows = try session.query(
                """
                SELECT *, to_char(last_upload AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS uploaded
                FROM intake.collection_board WHERE sender = $1
                """,
                [.text(sender)]
            )
            let pairs: [(String, BoardRow)] = try rows.map { row in
                let (name, year): (String, Int) = (try row.get("return_name"), try row.get("collection_year"))
                return ("\(name) \(year)", try BoardRow(row: row))
            }
            return Dictionary(pairs) { first, _ in first }
        }
    }
}
