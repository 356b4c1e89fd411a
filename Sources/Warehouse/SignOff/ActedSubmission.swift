import PostgreSQL

/// A submission that somebody acts on: its sender's turn is taken and its row is locked.
struct ActedSubmission {
    let id: Int
    let turn: SenderTurn
    let authority: String?
    let state: Submission.State
    let errors: Int

    /// Takes the turn of its sender and locks it.
    ///
    /// - Parameters:
    ///   - id: Number of the submission.
    ///   - stopsJob: Whether its job is to be stopped, whose row is locked first then, as a worker does.
    ///   - session: The transaction.
    /// - Throws: `WarehouseError.submissionUnknown`, or a `PostgreSQLError`.
    init(_ id: Int, stopsJob: Bool = false, in session: Session) throws {
        if stopsJob {
            _ = try session.query("SELECT FROM intake.job WHERE submission_id = $1 FOR UPDATE", [Parameter(id)])
        }
        let before = try Self.row(id, session)
        turn = SenderTurn(
            returnName: try before.get("return_name"),
            year: try before.get("year"),
            sender: try before.get("sender")
        )
        try turn.take(in: session)
        _ = try session.query("SELECT FROM intake.submission WHERE id = $1 FOR UPDATE", [Parameter(id)])
        // Read again: while we waited for our turn somebody else may have acted.
        let row = try Self.row(id, session)
        guard let state = Submission.State(rawValue: try row.get("state")) else { throw WarehouseError.noAnswer }
        self.id = id
        self.state = state
        authority = try row.get("la_code")
        errors = try row.get("errors")
    }

    private static func row(_ id: Int, _ session: Session) throws -> Row {
        let rows = try session.query(
            """
            SELECT return_name, coalesce(collection_year, 0) AS year, sender, la_code, state,
                coalesce(error_count, 0) AS errors
            FROM intake.submission
            WHERE id = $1
            """,
            [Parameter(id)]
        )
        guard let row = rows.first else { throw WarehouseError.submissionUnknown(id: id) }
        return row
    }

    /// Makes sure that its collection is open at this moment.
    func requireOpen(in session: Session) throws {
        let isOpen = try Warehouse.collection(turn.returnName, turn.year, session)?.isOpen ?? false
        guard isOpen || turn.year == 0 else {
            throw SignOffError.collectionClosed("\(turn.returnName) \(turn.year)")
        }
    }

    func requirePreparer(_ officer: Officer, in session: Session) throws {
        guard try officer.mayPrepare(for: turn.sender, of: authority, in: session) else {
            throw SignOffError.notPreparer(sender: turn.sender)
        }
    }

    func audit(_ action: String, _ officer: Officer, _ detail: [String: String] = [:], in session: Session) throws {
        let author = officer.account.map { "account:\($0)" } ?? officer.way.rawValue
        try Audit.record(action, "submission:\(id)", detail.merging(["by": author]) { own, _ in own }, in: session)
    }
}
