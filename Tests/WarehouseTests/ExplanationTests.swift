import PostgreSQL
import Support
import Testing
import Validation
import Warehouse

@Suite struct ExplanationTests {
    @Test(arguments: 1...4)
    func `any re-upload keeps exactly the explanations whose facts are unchanged`(seed: UInt64) async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            var random = Seeded(seed)
            var given: Set<MadeUpQuery> = []
            for _ in 0..<6 {
                let queries = Self.anyQueries(&random)
                let id = try await MadeUpQuery.upload(queries, to: warehouse)
                try await Self.expect(given, queries, id, warehouse)
                for query in queries where Bool.random(using: &random) {
                    let new = NewExplanation(
                        rule: query.rule,
                        scope: .record(query.key),
                        reason: .oneOff,
                        text: Office.reason
                    )
                    #expect(try await warehouse.explain(new, in: id, by: Office.preparer).queries == 1)
                    given.insert(query)
                }
                try await Self.expect(given, queries, id, warehouse)
            }
        }
    }

    /// Three rules in two versions, twelve records and three values: much comes back, as it was or changed.
    private static func anyQueries(_ random: inout Seeded) -> [MadeUpQuery] {
        ["a", "b", "c"].flatMap { rule in
            let version = Int.random(in: 0..<4, using: &random) == 0 ? "v2" : "v1"
            return (0..<12).filter { _ in Int.random(in: 0..<3, using: &random) > 0 }.map { record in
                MadeUpQuery(
                    rule: rule,
                    ruleHash: version,
                    record: record,
                    value: Int.random(in: 0..<3, using: &random)
                )
            }
        }
    }

    private static func expect(
        _ given: Set<MadeUpQuery>,
        _ queries: [MadeUpQuery],
        _ id: Int,
        _ warehouse: Warehouse
    ) async throws {
        let found = try await warehouse.explanations(of: id)
        #expect(found.count == queries.count)
        for (one, query) in zip(found, queries) {
            let wasExplained = given.contains { $0.rule == query.rule && $0.record == query.record }
            let status: QueryExplanation.Status =
                given.contains(query) ? .explained : wasExplained ? .checkAgain : .missing
            #expect(one.rule == query.rule && one.recordKey == query.key && one.status == status)
            #expect((one.explanation != nil) == wasExplained)
        }
        let open = found.count { $0.status != .explained }
        let isOpen = open > 0
        #expect(try await warehouse.collectionBoard(return: "sen2", year: 2025).map(\.unexplained) == [open])
        #expect(try await Office.state(id, warehouse) == (isOpen ? .hasQueries : .ready))
    }

    @Test func `given for all, each record has one of its own, and editing one leaves the others`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let queries = (0..<5).map { MadeUpQuery(record: $0, value: 0) }
            let id = try await MadeUpQuery.upload(queries, to: warehouse)
            let all = NewExplanation(rule: "one-rule", scope: .all, reason: .oneOff, text: Office.reason)
            #expect(try await warehouse.explain(all, in: id, by: Office.preparer).queries == 5)
            let other = "A special school opened in September and took these pupils in."
            let some = NewExplanation(rule: "one-rule", scope: .findings([2, 3]), reason: .realChange, text: other)
            #expect(try await warehouse.explain(some, in: id, by: Office.preparer).queries == 2)
            let texts = try await warehouse.explanations(of: id).map { $0.explanation?.text }
            #expect(texts == [Office.reason, other, other, Office.reason, Office.reason])
        }
    }

    @Test func `queries beyond the stored ones are explained for all, and again when their number changes`()
        async throws
    {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let query = [MadeUpQuery(record: 0, value: 0)]
            let id = try await MadeUpQuery.upload(query, beyondStored: 9, to: warehouse)
            #expect(try await warehouse.queryProgress(of: id).map(\.missing) == [10])
            let one = NewExplanation(rule: "one-rule", scope: .record("record 0"), reason: .oneOff, text: Office.reason)
            #expect(try await warehouse.explain(one, in: id, by: Office.preparer).state == .hasQueries)
            let all = NewExplanation(rule: "one-rule", scope: .all, reason: .oneOff, text: Office.reason)
            let done = try await warehouse.explain(all, in: id, by: Office.preparer)
            #expect(done.queries == 10 && done.state == .ready)
            let same = try await MadeUpQuery.upload(query, beyondStored: 9, to: warehouse)
            #expect(try await Office.state(same, warehouse) == .ready)
            let more = try await MadeUpQuery.upload(query, beyondStored: 12, to: warehouse)
            let progress = try #require(try await warehouse.queryProgress(of: more).first)
            #expect(progress.explained == 1 && progress.checkAgain == 12 && progress.missing == 0)
        }
    }

    @Test func `a statistician who asks back makes it missing again, and the thread is kept`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let id = try await MadeUpQuery.upload([MadeUpQuery(record: 0, value: 0)], to: warehouse)
            try await Office.explainAll(id, warehouse)
            let explained = try #require(try await warehouse.explanations(of: id).first?.explanation)
            let stranger = Officer(account: 2, name: "Stranger", way: .portal)
            await #expect(throws: SignOffError.notNationalTeam) {
                try await warehouse.reply(to: explained.id, "Say more.", by: stranger)
            }
            try await warehouse.reply(to: explained.id, "How many are phase transfers?", by: Office.nation)
            #expect(try await Office.state(id, warehouse) == .hasQueries)
            let asked = try #require(try await warehouse.explanations(of: id).first)
            #expect(asked.status == .missing)
            #expect(asked.explanation?.replies.map(\.text) == ["How many are phase transfers?"])
            try await Office.explainAll(id, warehouse)
            #expect(try await Office.state(id, warehouse) == .ready)
        }
    }

    @Test func `what says too little, or holds an identifier, is refused and nothing is kept`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, settings in
            let id = try await MadeUpQuery.upload([MadeUpQuery(record: 0, value: 0)], to: warehouse)
            func explain(_ text: String, confirmed: Bool = false) async throws {
                let new = NewExplanation(
                    rule: "one-rule",
                    scope: .all,
                    reason: .other,
                    text: text,
                    isConfirmed: confirmed
                )
                try await warehouse.explain(new, in: id, by: Office.preparer)
            }
            let number = "The pupil A123456789012 moved here from another area in May."
            for text in ["", "OK", number] {
                await #expect(throws: WarehouseError.self) { try await explain(text) }
            }
            #expect(try await query(settings, "SELECT FROM intake.explanation").isEmpty)
            try await explain(number, confirmed: true)
            let kept = try await query(settings, "SELECT confirmed_identifier FROM intake.explanation")
            #expect(try kept.map { try $0.get("confirmed_identifier", as: Bool.self) } == [true])
            await #expect(throws: WarehouseError.nothingToExplain(rule: "no-rule")) {
                try await warehouse.explain(
                    NewExplanation(rule: "no-rule", scope: .all, reason: .other, text: Office.reason),
                    in: id,
                    by: Office.preparer
                )
            }
        }
    }

    @Test func `a rule set aside holds nobody up until it is put back`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let id = try await MadeUpQuery.upload([MadeUpQuery(record: 0, value: 0)], to: warehouse)
            func setAside() async throws {
                try await warehouse.knownIssue(
                    rule: "one-rule",
                    return: "sen2",
                    year: 2025,
                    notice: "The rule counts leavers twice.",
                    by: Office.nation
                )
            }
            try await setAside()
            #expect(try await Office.state(id, warehouse) == .ready)
            #expect(try await warehouse.queryProgress(of: id).map(\.notice) == ["The rule counts leavers twice."])
            await #expect(throws: WarehouseError.knownIssueUnchanged(rule: "one-rule")) { try await setAside() }
            #expect(try await warehouse.knownIssueRules(return: "sen2", year: 2025) == ["one-rule"])
            try await warehouse.liftKnownIssue(rule: "one-rule", return: "sen2", year: 2025, by: Office.nation)
            #expect(try await Office.state(id, warehouse) == .hasQueries)
            #expect(try await warehouse.knownIssueRules(return: "sen2", year: 2025).isEmpty)
        }
    }

    @Test func `errors of a rule set aside hold nobody up, and do again once it is put back`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            func setAside() async throws {
                try await warehouse.knownIssue(
                    rule: "one-rule",
                    return: "sen2",
                    year: 2025,
                    notice: "The rule counts leavers twice.",
                    by: Office.nation
                )
            }
            try await setAside()
            let id = try await MadeUpQuery.upload([MadeUpQuery(record: 0, value: 0, severity: .error)], to: warehouse)
            #expect(try await Office.state(id, warehouse) == .ready)
            #expect(try await warehouse.obstacles(toSigning: id) == [])
            try await warehouse.liftKnownIssue(rule: "one-rule", return: "sen2", year: 2025, by: Office.nation)
            await #expect(throws: SignOffError.errorsLeft(1)) {
                try await warehouse.sign(id, by: Office.approver, key: Office.key)
            }
            try await setAside()
            let receipt = try await warehouse.sign(id, by: Office.approver, key: Office.key)
            #expect(receipt.content.errors == 1 && receipt.content.knownIssues == ["one-rule"])
            #expect(
                try await warehouse.knownIssues(return: "sen2", year: 2025).map { $0.liftedAt == nil } == [true, false]
            )
        }
    }

    @Test func `after a re-upload it is told what is fixed, still there and new`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let before = (0..<5).map { MadeUpQuery(rule: "a", record: $0, value: 0) }
            let first = try await MadeUpQuery.upload(before, to: warehouse)
            #expect(try await warehouse.progress(of: first).map(\.new) == [5])
            let now =
                [3, 4, 7].map { MadeUpQuery(rule: "a", record: $0, value: 1) } + [
                    MadeUpQuery(rule: "b", record: 1, value: 0)
                ]
            let second = try await MadeUpQuery.upload(now, to: warehouse)
            let progress = try await warehouse.progress(of: second)
            #expect(progress.map(\.rule) == ["a", "b"])
            #expect(progress.map(\.fixed) == [3, 0])
            #expect(progress.map(\.stillThere) == [2, 0])
            #expect(progress.map(\.new) == [1, 1])
            #expect(progress.map(\.isExact) == [true, true])
            #expect(try await warehouse.uploadBefore(second) == first)
            #expect(try await warehouse.uploadBefore(first) == nil)
        }
    }
}
