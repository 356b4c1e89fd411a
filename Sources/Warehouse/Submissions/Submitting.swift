import PostgreSQL

extension Warehouse {
    /// Takes a return in: its bytes, the submission and its place in the queue, in one transaction.
    ///
    /// - Parameters:
    ///   - files: The files of one return, in any order.
    ///   - sender: Who sends it.
    ///   - identifier: The return, as `sen2` or, where the version is known, `sen2@2025`.
    ///   - key: The sender's own key: sending the same files again under it gives the same receipt.
    /// - Returns: The receipt, given only when the bytes are durable.
    /// - Throws: `WarehouseError.noFiles`, `fileUnreadable`, `keyReused`, or a `PostgreSQLError`.
    public func submit(
        files: [SubmittedFile],
        from sender: Sender,
        return identifier: String,
        key: String? = nil
    ) async throws -> Receipt {
        guard !files.isEmpty else { throw WarehouseError.noFiles }
        let described = try files.map { try $0.described() }
        return try await transaction { session in
            let standard = identifier.split(separator: "@", maxSplits: 1).map(String.init)
            let inserted = try session.query(
                """
                INSERT INTO intake.submission (sender, la_code, return_name, schema_version, idempotency_key)
                VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (sender, idempotency_key) DO NOTHING
                RETURNING id
                """,
                [
                    .text(sender.description), .text(sender.localAuthority), .text(standard.first ?? ""),
                    Parameter(standard.count == 2 ? standard[1] : nil), Parameter(key),
                ]
            )
            guard let id = try inserted.first?.get("id", as: Int.self) else {
                return try Self.earlierReceipt(of: sender, key: key ?? "", files: described, session)
            }
            for (number, file) in zip(1..., zip(files, described)) {
                try FileStore.keep(file.0, as: file.1, in: session)
                try Self.attach(file.1, number: number, to: id, session)
            }
            try Self.enqueue(id, files: described, session)
            return Receipt(id: id, files: described, isRepeat: false)
        }
    }

    private static func attach(
        _ file: StoredFile,
        number: Int,
        to submission: Int,
        _ session: Session
    ) throws {
        try session.execute(
            """
            INSERT INTO intake.submission_file (submission_id, file_number, name, sha256)
            VALUES ($1, $2, $3, decode($4, 'hex'))
            """,
            [Parameter(submission), Parameter(number), .text(file.name), .text(file.sha256)]
        )
    }

    private static func enqueue(_ submission: Int, files: [StoredFile], _ session: Session) throws {
        try session.execute("INSERT INTO intake.job (submission_id) VALUES ($1)", [Parameter(submission)])
        try Audit.record(
            "submission-received",
            "submission:\(submission)",
            ["files": files.map(\.sha256).joined(separator: " ")],
            in: session
        )
        _ = try session.query("SELECT pg_notify('intake_job', '')")
    }

    private static func earlierReceipt(
        of sender: Sender,
        key: String,
        files: [StoredFile],
        _ session: Session
    ) throws -> Receipt {
        let rows = try session.query(
            "SELECT id FROM intake.submission WHERE sender = $1 AND idempotency_key = $2",
            [.text(sender.description), .text(key)]
        )
        guard let id = try rows.first?.get("id", as: Int.self) else { throw WarehouseError.keyReused(key: key) }
        let earlier = try FileStore.files(of: id, in: session)
        guard Set(earlier) == Set(files) else { throw WarehouseError.keyReused(key: key) }
        return Receipt(id: id, files: earlier, isRepeat: true)
    }
}
