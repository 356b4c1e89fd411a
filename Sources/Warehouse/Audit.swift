import PostgreSQL

/// The log of what happened, written in the transaction in which it happened.
enum Audit {
    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - action: What was done, such as `submission-accepted`.
    ///   - subject: To what, such as `submission:12`.
    ///   - detail: Counts, hashes and names, never a child's data.
    ///   - author: Number of the account that did it, where a person did.
    ///   - session: The transaction.
    /// - Throws: A `PostgreSQLError`.
    static func record(
        _ action: String,
        _ subject: String,
        _ detail: [String: String] = [:],
        by author: Int? = nil,
        in session: Session
    ) throws {
        let known = author.map { ["by": "account:\($0)"] } ?? [:]
        let ordered = detail.merging(known) { own, _ in own }.sorted { $0.key < $1.key }
        try session.execute(
            """
            INSERT INTO intake.audit (action, subject, detail)
            VALUES ($1, $2, jsonb_object($3::text[], $4::text[]))
            """,
            [.text(action), .text(subject), Parameter(ordered.map(\.key)), Parameter(ordered.map(\.value))]
        )
    }
}
