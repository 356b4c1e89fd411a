import PostgreSQL
import Testing
import Validation
import Warehouse

/// Every act on a submission in every state: the table that docs/submissions.md draws.
@Suite struct StateWalkTests {
    enum Act: CaseIterable {
        case sign, accept, withdraw, reinstate, explain
    }

    enum End: Equatable {
        case becomes(Submission.State)
        case refused(SignOffError)
        case nothingToExplain
        /// Refused with the rules that are not explained.
        case unexplained
    }

    @Test(arguments: Submission.State.allCases)
    func `each act moves a submission as drawn, or is refused and moves nothing`(state: Submission.State) async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            for (number, act) in Act.allCases.enumerated() {
                let sample = SampleReturn(localAuthority: Int32(301 + number))
                let id = try await Self.submission(in: state, sample, warehouse)
                #expect(try await Office.state(id, warehouse) == state)
                let entries = try await query(settings, "SELECT FROM intake.audit").count
                let end = try await Self.end(of: act, on: id, warehouse)
                #expect(end == Self.drawn(act, state), "\(act)")
                let after = try await Office.state(id, warehouse)
                let written = try await query(settings, "SELECT FROM intake.audit").count - entries
                if case .becomes(let next) = end {
                    #expect(after == next && written == 1, "\(act)")
                } else {
                    #expect(after == state && written == 0, "\(act)")
                }
            }
            // Only what was received is there for a worker to take.
            #expect((try await warehouse.claimJob(lease: 60) != nil) == (state == .received))
        }
    }

    private static func drawn(_ act: Act, _ state: Submission.State) -> End {
        switch (act, state) {
        case (.sign, .hasErrors): .refused(.errorsLeft(1))
        case (.sign, .hasQueries): .unexplained
        case (.sign, .ready): .becomes(.signed)
        case (.sign, .signed), (.sign, .accepted): .refused(.alreadySigned)
        case (.sign, .withdrawn), (.withdraw, .withdrawn): .refused(.alreadyWithdrawn)
        case (.accept, .signed): .becomes(.accepted)
        case (.withdraw, .superseded): .refused(.notReady(.superseded))
        case (.withdraw, _): .becomes(.withdrawn)
        // The one that took its place was withdrawn.
        case (.reinstate, .superseded): .becomes(.signed)
        case (.explain, .hasErrors): .nothingToExplain
        case (.explain, .hasQueries), (.explain, .ready): .becomes(.ready)
        default: .refused(.notReady(state))
        }
    }

    private static func end(of act: Act, on id: Int, _ warehouse: Warehouse) async throws -> End {
        do {
            switch act {
            case .sign: _ = try await warehouse.sign(id, by: Office.approver, key: Office.key)
            case .accept: try await warehouse.accept(id, by: Office.nation)
            case .withdraw: try await warehouse.withdraw(id, reason: "Wrong file", by: Office.approver)
            case .reinstate: try await warehouse.reinstate(id, reason: "It was right", by: Office.nation)
            case .explain: try await explain(id, warehouse)
            }
            return .becomes(try await Office.state(id, warehouse))
        } catch SignOffError.queriesUnexplained {
            return .unexplained
        } catch let error as SignOffError {
            return .refused(error)
        } catch WarehouseError.nothingToExplain {
            return .nothingToExplain
        }
    }

    /// Explains the first rule with queries, or one that found nothing.
    private static func explain(_ id: Int, _ warehouse: Warehouse) async throws {
        let rule = try await warehouse.queryProgress(of: id).first?.rule ?? "no-rule"
        let new = NewExplanation(rule: rule, scope: .all, reason: .lateRecord, text: Office.reason)
        try await warehouse.explain(new, in: id, by: Office.preparer)
    }

    /// Leads a submission into a state by what leads there in earnest.
    private static func submission(
        in state: Submission.State,
        _ sample: SampleReturn,
        _ warehouse: Warehouse
    ) async throws -> Int {
        switch state {
        case .hasErrors: return try await withErrors(sample, warehouse)
        case .hasQueries: return try await Office.upload(sample, to: warehouse)
        case .ready:
            let id = try await Office.upload(sample, to: warehouse)
            try await Office.explainAll(id, warehouse)
            return id
        case .signed, .accepted, .superseded: return try await signed(sample, warehouse, as: state)
        default: break
        }
        let id = try await Office.handIn(sample, to: warehouse)
        switch state {
        case .withdrawn: try await warehouse.withdraw(id, reason: "Wrong year", by: Office.preparer)
        case .checking: _ = try #require(try await warehouse.claimJob(lease: 3_600))
        case .failed:
            let job = try #require(try await warehouse.claimJob(lease: 60))
            try await warehouse.fail(job, reason: "It is no return.")
        case .quarantined:
            for _ in 1...Warehouse.startLimit { _ = try #require(try await warehouse.claimJob(lease: 0)) }
            #expect(try await warehouse.claimJob(lease: 0) == nil)
        default: break
        }
        return id
    }

    private static func signed(
        _ sample: SampleReturn,
        _ warehouse: Warehouse,
        as state: Submission.State
    ) async throws -> Int {
        let id = try await Office.sign(sample, warehouse)
        if state == .accepted { try await warehouse.accept(id, by: Office.nation) }
        guard state == .superseded else { return id }
        var later = sample
        later.variant += 1
        let next = try await Office.sign(later, warehouse)
        try await warehouse.withdraw(next, reason: "Wrong file", by: Office.approver)
        return id
    }

    private static func withErrors(_ sample: SampleReturn, _ warehouse: Warehouse) async throws -> Int {
        let id = try await Office.handIn(sample, to: warehouse)
        let job = try #require(try await warehouse.claimJob(lease: 60))
        let error = MadeUpQuery(record: 0, value: 0, severity: .error)
        try await warehouse.reject(try MadeUpQuery.result([error]), job: job)
        return id
    }
}
