import PostgreSQL

/// What a new upload takes the place of, as whoever sends it was told.
public enum Replacement: Sendable, Hashable {
    /// Nobody was told.
    case whatever
    /// The sender's newest upload of the collection that was not withdrawn; nil for none.
    case upload(Int?)

    /// Holds what was told against what is there now: another person may have uploaded meanwhile.
    fileprivate func require(_ sender: Sender, _ standard: StandardName, in session: Session) throws {
        guard case .upload(let told) = self else { return }
        // Until the new one is in, nobody else's comes between.
        _ = try session.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [.text("upload \(sender)")])
        let newest = try session.query(
            """
            SELECT max(id) AS newest FROM intake.submission
            WHERE sender = $1 AND return_name = $2 AND collection_year = $3 AND state <> 'withdrawn'
            """,
            [.text(sender.description), .text(standard.returnName), Parameter(standard.year)]
        ).first?.get("newest", as: Int?.self)
        guard newest == told else { throw WarehouseError.takesPlaceOfOther(newest: newest) }
    }
}

extension Warehouse {
    /// Takes a return in: its bytes, the submission and its place in the queue, in one transaction.
    ///
    /// - Parameters:
    ///   - files: The files of one return, in any order.
    ///   - sender: Who sends it.
    ///   - identifier: The return, as `sen2` or, where the version is known, `sen2@2025`.
    ///   - key: The sender's own key: sending the same files again under it gives the same receipt.
    ///   - officer: Who prepared it; without a name nobody can sign it where two people are needed.
    ///   - replacing: What whoever sends it was told it takes the place of.
    /// - Returns: The receipt, given only when the bytes are durable.
    /// - Throws: `WarehouseError.noFiles`, `fileUnreadable`, `keyReused`, `collectionNotOpen`, `takesPlaceOfOther`,
    ///   `SignOffError.notPreparer`, or a `PostgreSQLError`.
    public func submit(
        files: [SubmittedFile],
        from sender: Sender,
        return identifier: String,
        key: String? = nil,
        by officer: Officer? = nil,
        replacing: Replacement = .whatever
    ) async throws -> Receipt {
        guard !files.isEmpty else { throw WarehouseError.noFiles }
        let standard = StandardName(identifier)
        let described = try files.map { try $0.described() }
        return try await transaction { session in
            if let key, let earlier = try Self.earlierReceipt(of: sender, key: key, files: described, session) {
                return earlier
            }
            try OpenAtArrival.require(standard, in: session)
            try replacing.require(sender, standard, in: session)
            let inserted = try session.query(
                """
                INSERT INTO intake.submission (
                    sender, la_code, return_name, schema_version, collection_year, idempotency_key
                )
                VALUES ($1, coalesce($2, (
                    SELECT la_code FROM reference.establishment WHERE 'school:' || urn = $1 AND valid_to IS NULL
                )), $3, $4, $5, $6)
                ON CONFLICT (sender, idempotency_key) DO NOTHING
                RETURNING id
                """,
                [
                    .text(sender.description), Parameter(sender.localAuthority), .text(standard.returnName),
                    Parameter(standard.version), Parameter(standard.year), Parameter(key),
                ]
            )
            guard let id = try inserted.first?.get("id", as: Int.self) else {
                guard let earlier = try Self.earlierReceipt(of: sender, key: key ?? "", files: described, session)
                else { throw WarehouseError.noAnswer }
                return earlier
            }
            try Self.name(officer, of: id, from: sender, session)
            for (number, file) in zip(1..., zip(files, described)) {
                try FileStore.keep(file.0, as: file.1, in: session)
                try Self.attach(file.1, number: number, to: id, session)
            }
            try Self.enqueue(id, files: described, session)
            return Receipt(id: id, files: described, isRepeat: false)
        }
    }

    private static func name(_ officer: Officer?, of submission: Int, from sender: Sender, _ session: Session) throws {
        guard let officer else { return }
        let row = try session.row("SELECT la_code FROM intake.submission WHERE id = $1", [Parameter(submission)])
        let authority = try row.get("la_code", as: String?.self)
        guard try officer.mayPrepare(for: sender.description, of: authority, in: session) else {
            throw SignOffError.notPreparer(sender: sender.description)
        }
        try Acts.record(.prepared, of: submission, by: officer, in: session)
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
    ) throws -> Receipt? {
        let rows = try session.query(
            "SELECT id FROM intake.submission WHERE sender = $1 AND idempotency_key = $2",
            [.text(sender.description), .text(key)]
        )
        guard let id = try rows.first?.get("id", as: Int.self) else { return nil }
        let earlier = try FileStore.files(of: id, in: session)
        guard Set(earlier) == Set(files) else { throw WarehouseError.keyReused(key: key) }
        return Receipt(id: id, files: earlier, isRepeat: true)
    }
}
