import PostgreSQL

extension Warehouse {
    /// Signs a return: from now on it counts, and the one that counted before is superseded.
    ///
    /// All that is asked for is asked for at this moment, in one transaction, in the turn of its sender: of two people
    /// who sign at once one is told that it is signed already.
    ///
    /// - Parameters:
    ///   - submission: Number of the submission.
    ///   - officer: Who signs; another person than the one who prepared it.
    ///   - key: The key that the receipt is signed with.
    /// - Returns: The receipt, kept for ever.
    /// - Throws: `SignOffError` with what stands in the way, `WarehouseError.submissionUnknown`, or a
    ///   `PostgreSQLError`.
    public func sign(_ submission: Int, by officer: Officer, key: ReceiptKey) async throws -> SignedReceipt {
        try await transaction { session in
            let acted = try ActedSubmission(submission, in: session)
            try acted.requireSignable(by: officer, in: session)
            let instant = try session.instant()
            let earlier = try acted.turn.supersede(by: submission, at: instant, in: session)
            try session.execute(
                "UPDATE intake.submission SET state = 'signed', valid_from = $2::timestamptz WHERE id = $1",
                [Parameter(submission), .text(instant)]
            )
            _ = try session.query("SELECT warehouse.count_signed($1)", [Parameter(submission)])
            try Acts.record(.signed, of: submission, by: officer, at: instant, in: session)
            let receipt = try ReceiptStore.make(submission, key: key, in: session)
            try acted.audit("submission-signed", officer, ["supersedes": earlier.map(String.init) ?? ""], in: session)
            return receipt
        }
    }

    /// What stands in the way of signing, whoever signs.
    ///
    /// - Parameter submission: Number of the submission.
    /// - Returns: The reasons in the order in which one mends them; none when it can be signed now.
    /// - Throws: `WarehouseError.submissionUnknown`, or a `PostgreSQLError`.
    public func obstacles(toSigning submission: Int) async throws -> [SignOffError] {
        try await transaction { session in
            try ActedSubmission(submission, in: session).obstacles(in: session)
        }
    }
}

extension ActedSubmission {
    fileprivate func requireSignable(by officer: Officer, in session: Session) throws {
        guard try officer.has(.approver, for: turn.sender, of: authority, in: session) else {
            throw SignOffError.notApprover(sender: turn.sender)
        }
        if let first = try obstacles(in: session).first { throw first }
        guard let preparer = try Acts.person(who: .prepared, id, in: session) else {
            throw SignOffError.preparerUnknown
        }
        guard !officer.isSame(account: preparer.account, name: preparer.name) else { throw SignOffError.samePerson }
    }

    private func errorsOfRulesThatHold(in session: Session) throws -> Int {
        try session.row(
            """
            SELECT coalesce(sum(c.found_count), 0)::bigint AS errors FROM intake.finding_count c
            WHERE c.submission_id = $1 AND c.severity = 'error' AND NOT EXISTS (
                SELECT FROM intake.known_issue k
                WHERE k.return_name = $2 AND k.collection_year = $3 AND k.rule = c.rule AND k.lifted_at IS NULL
            )
            """,
            [Parameter(id), .text(turn.returnName), Parameter(turn.year)]
        ).get("errors")
    }

    fileprivate func obstacles(in session: Session) throws -> [SignOffError] {
        var found: [SignOffError] = []
        switch state {
        case .signed, .accepted: return [.alreadySigned]
        case .withdrawn: return [.alreadyWithdrawn]
        case .hasErrors: found.append(.errorsLeft(errors))
        case .hasQueries, .ready:
            // A rule was set aside when it was checked, and has been put back since.
            let errors = try errorsOfRulesThatHold(in: session)
            if errors > 0 { found.append(.errorsLeft(errors)) }
        default: return [.notReady(state)]
        }
        let unexplained = try ExplanationState.unexplained(of: id, in: session)
        if !unexplained.isEmpty { found.append(.queriesUnexplained(unexplained)) }
        if let newer = try turn.newer(than: id, in: session) { found.append(.newerUpload(newer)) }
        do {
            try requireOpen(in: session)
        } catch let error as SignOffError {
            found.append(error)
        }
        if try Acts.person(who: .prepared, id, in: session) == nil { found.append(.preparerUnknown) }
        return found
    }
}
