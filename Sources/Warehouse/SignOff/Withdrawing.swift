import PostgreSQL

extension Warehouse {
    /// Takes a submission back.
    ///
    /// Nothing is deleted. A signed one stops counting; the one before it counts again only when the national team says so (`reinstate`).
    /// One that is being checked is taken from its worker, whose commit is then refused.
    ///
    /// - Parameters:
    ///   - submission: Number of the submission.
    ///   - reason: Why, in a few words, without a child's data.
    ///   - officer: A preparer or approver of its sender; for a signed one an approver.
    /// - Throws: `SignOffError`, `WarehouseError.submissionUnknown`, or a `PostgreSQLError`.
    public func withdraw(_ submission: Int, reason: String, by officer: Officer) async throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw SignOffError.reasonMissing }
        try await transaction { session in
            let acted = try ActedSubmission(submission, stopsJob: true, in: session)
            try acted.requireWithdrawable(by: officer, in: session)
            try session.execute(
                """
                UPDATE intake.submission
                SET state = 'withdrawn', reason = $2,
                    valid_to = CASE WHEN valid_from IS NULL THEN NULL ELSE greatest(valid_from, clock_timestamp()) END
                WHERE id = $1
                """,
                [Parameter(submission), .text(reason)]
            )
            try session.execute(
                """
                UPDATE intake.job
                SET state = 'done', lease_number = lease_number + 1, lease_until = NULL, ended_at = clock_timestamp()
                WHERE submission_id = $1 AND state IN ('waiting', 'running')
                """,
                [Parameter(submission)]
            )
            try Acts.record(.withdrawn, of: submission, by: officer, reason: reason, in: session)
            try acted.audit("submission-withdrawn", officer, ["was": acted.state.rawValue], in: session)
        }
    }

    /// Lets an earlier signed submission count again, after the one that took its place was withdrawn.
    ///
    /// It counts from now on; for which time it counted before stands in its acts.
    ///
    /// - Parameters:
    ///   - submission: Number of the superseded submission.
    ///   - reason: Why.
    ///   - officer: Somebody of the national team.
    /// - Throws: `SignOffError`, `WarehouseError.submissionUnknown`, or a `PostgreSQLError`.
    public func reinstate(_ submission: Int, reason: String, by officer: Officer) async throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw SignOffError.reasonMissing }
        try await transaction { session in
            let acted = try ActedSubmission(submission, in: session)
            try officer.requireNationalTeam(in: session)
            guard acted.state == .superseded else { throw SignOffError.notReady(acted.state) }
            if let counting = try acted.turn.counting(in: session) { throw SignOffError.anotherCounts(counting) }
            let before = try session.row(
                """
                SELECT valid_from::text AS began, valid_to::text AS ended,
                    EXISTS (SELECT FROM intake.act WHERE submission_id = $1 AND act = 'signed') AS was_signed
                FROM intake.submission WHERE id = $1
                """,
                [Parameter(submission)]
            )
            try session.execute(
                """
                UPDATE intake.submission
                SET state = $2, superseded_by = NULL, valid_from = clock_timestamp(), valid_to = NULL
                WHERE id = $1
                """,
                [Parameter(submission), .text(try before.get("was_signed", as: Bool.self) ? "signed" : "accepted")]
            )
            try Acts.record(.reinstated, of: submission, by: officer, reason: reason, in: session)
            let earlier = [
                "from": try before.get("began", as: String.self), "to": try before.get("ended", as: String.self),
            ]
            try acted.audit("submission-reinstated", officer, earlier, in: session)
        }
    }

    /// Takes a signed return: the national team has looked at it.
    ///
    /// - Parameters:
    ///   - submission: Number of the submission.
    ///   - officer: Somebody of the national team.
    /// - Throws: `SignOffError`, `WarehouseError.submissionUnknown`, or a `PostgreSQLError`.
    public func accept(_ submission: Int, by officer: Officer) async throws {
        try await transaction { session in
            let acted = try ActedSubmission(submission, in: session)
            try officer.requireNationalTeam(in: session)
            guard acted.state == .signed else { throw SignOffError.notReady(acted.state) }
            try session.execute(
                "UPDATE intake.submission SET state = 'accepted' WHERE id = $1",
                [Parameter(submission)]
            )
            // Reinstated after it was accepted once, it is accepted without a second act.
            if try Acts.person(who: .accepted, submission, in: session) == nil {
                try Acts.record(.accepted, of: submission, by: officer, in: session)
            }
            try acted.audit("submission-taken", officer, in: session)
        }
    }
}

extension ActedSubmission {
    fileprivate func requireWithdrawable(by officer: Officer, in session: Session) throws {
        switch state {
        case .withdrawn: throw SignOffError.alreadyWithdrawn
        case .superseded: throw SignOffError.notReady(state)
        case .signed, .accepted:
            guard try officer.has(.approver, for: turn.sender, of: authority, in: session) else {
                throw SignOffError.notApprover(sender: turn.sender)
            }
        default: try requirePreparer(officer, in: session)
        }
        try requireOpen(in: session)
    }
}
