import PostgreSQL

/// Receipts, made in the transaction that signs and kept as they were made.
enum ReceiptStore {
    static func make(_ submission: Int, key: ReceiptKey, in session: Session) throws -> SignedReceipt {
        let receipt = try SignedReceipt(content(submission, session), key: key)
        try session.execute(
            "INSERT INTO intake.signed_receipt (submission_id, document) VALUES ($1, $2)",
            [Parameter(submission), .text(try receipt.text())]
        )
        return receipt
    }

    private static func content(_ submission: Int, _ session: Session) throws -> SignedReceipt.Content {
        let row = try session.row(Self.facts, [Parameter(submission)])
        let (name, year): (String, Int) = (try row.get("return_name"), try row.get("collection_year"))
        let sender: String = try row.get("sender")
        return SignedReceipt.Content(
            reference: "\(name)-\(year)-\(sender)-\(submission)",
            submission: submission,
            sender: sender,
            senderName: try row.get("sender_name"),
            collection: SignedReceipt.Collection(
                return: name,
                year: year,
                schemaVersion: try row.get("schema_version")
            ),
            received: try moment(row, "received"),
            signed: try moment(row, "signed"),
            dueAt: try moment(row, "due"),
            files: try FileStore.files(of: submission, in: session).map {
                SignedReceipt.File(name: $0.name, sha256: $0.sha256, bytes: $0.byteCount)
            },
            hashes: SignedReceipt.Hashes(
                schema: try row.get("schema_hash"),
                rules: try row.get("rules_hash"),
                reference: try row.get("reference_hash"),
                previous: try row.get("previous_hash")
            ),
            records: try session.query(Self.records, [Parameter(submission)]).map {
                SignedReceipt.Count(table: try $0.get("table_name"), records: try $0.get("row_count"))
            },
            errors: try row.get("error_count"),
            queriesExplained: try row.get("explained"),
            knownIssues: try session.query(Self.issues, [.text(name), Parameter(year)]).map { try $0.get("rule") },
            preparer: try row.get("preparer"),
            approver: try row.get("approver")
        )
    }

    private static func moment(_ row: Row, _ column: String) throws -> SignedReceipt.Moment {
        SignedReceipt.Moment(LondonTime(seconds: try row.get(column)))
    }

    private static let facts: SQL = """
        SELECT s.return_name, s.collection_year, s.sender, s.schema_version, s.schema_hash,
            coalesce(s.rules_hash, '') AS rules_hash, coalesce(s.reference_hash, '') AS reference_hash,
            coalesce(s.previous_hash, '') AS previous_hash, s.error_count,
            floor(extract(epoch FROM s.received_at))::bigint AS received,
            floor(extract(epoch FROM a.at))::bigint AS signed,
            floor(extract(epoch FROM c.due_at))::bigint AS due,
            p.person AS preparer, a.person AS approver,
            coalesce(l.name, h.name, s.sender) AS sender_name,
            (SELECT coalesce(sum(q.explained), 0)::bigint FROM intake.query_progress q WHERE q.submission_id = s.id)
                AS explained
        FROM intake.submission s
        JOIN intake.collection c ON c.return_name = s.return_name AND c.collection_year = s.collection_year
        JOIN intake.act p ON p.submission_id = s.id AND p.act = 'prepared'
        JOIN intake.act a ON a.submission_id = s.id AND a.act = 'signed'
        LEFT JOIN reference.local_authority l ON 'la:' || l.la_code = s.sender AND l.valid_to IS NULL
        LEFT JOIN reference.establishment h ON 'school:' || h.urn = s.sender AND h.valid_to IS NULL
        WHERE s.id = $1
        """

    private static let records: SQL =
        "SELECT table_name, row_count FROM intake.sent_count WHERE submission_id = $1 ORDER BY table_number"

    private static let issues: SQL = """
        SELECT rule FROM intake.known_issue
        WHERE return_name = $1 AND collection_year = $2 AND lifted_at IS NULL ORDER BY rule
        """
}

extension Warehouse {
    /// The receipt of a signed return as it was made when it was signed, whatever became of it since.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: The receipt's file.
    /// - Throws: `WarehouseError.receiptUnknown`, or a `PostgreSQLError`.
    public func signedReceipt(of submission: Int) async throws -> String {
        try await transaction { session in
            let rows = try session.query(
                "SELECT document FROM intake.signed_receipt WHERE submission_id = $1",
                [Parameter(submission)]
            )
            guard let row = rows.first else { throw WarehouseError.receiptUnknown(submission: submission) }
            return try row.get("document")
        }
    }
}
