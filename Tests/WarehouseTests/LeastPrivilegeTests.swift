import Foundation
import PostgreSQL
import Returns
import Testing
import Validation
import Warehouse

/// The life of a submission with the rights of the roles alone that portals and workers log in with.
@Suite struct LeastPrivilegeTests {
    @Test func `portal and worker carry a return from its upload to its receipt, each with its own rights`()
        async throws
    {
        try await MigratedWarehouse.open(signOff: .twoPeople) { owner, settings in
            _ = try await SampleReference().withFolders { try await owner.loadReference(directories: $0) }
            let officers = try await Officers(owner)
            try await withRole("sendstat_portal", settings) { portal in
                try await withRole("sendstat_loader", settings) { loader in
                    try await openAndSetAside(portal, officers)
                    let id = try await upload(SampleReturn(), portal, loader, officers)
                    try await explainAndAskBack(id, portal, officers)
                    try await sign(id, portal, officers)
                    let errors = try await handIn(SampleReturn(persons: 0), portal, officers)
                    let job = try #require(try await loader.claimJob(lease: 60))
                    try await loader.reject(try SampleReturn(persons: 0).result, job: job)
                    #expect(try await portal.progress(of: errors).contains { $0.fixed > 0 })
                    try await portal.withdraw(errors, reason: "Wrong file", by: officers.preparer)
                    try await replaceAndReinstate(id, portal, loader, officers)
                    _ = try await portal.dueChasers(now: LondonTime(seconds: 1_900_000_000))
                    #expect(try await portal.measuredRules(return: "sen2", year: 2025).isEmpty)
                    try await portal.closeCollection(return: "sen2", year: 2025, by: officers.nation)
                }
            }
        }
    }

    private func openAndSetAside(_ portal: Warehouse, _ officers: Officers) async throws {
        let due = try #require(CalendarDate("2099-02-27"))
        try await portal.openCollection(CollectionOpening("sen2@2025", dueOn: due), by: officers.nation)
        let (rule, notice) = ("a-rule", "It counts twice.")
        try await portal.knownIssue(rule: rule, return: "sen2", year: 2025, notice: notice, by: officers.nation)
        try await portal.liftKnownIssue(rule: rule, return: "sen2", year: 2025, by: officers.nation)
        #expect(try await portal.collections().count == 3)
    }

    private func handIn(_ sample: SampleReturn, _ portal: Warehouse, _ officers: Officers) async throws -> Int {
        let file = SubmittedFile(name: "return.xml", bytes: Array("\(sample.persons) \(sample.variant)".utf8))
        let sender = try Sender("la:301")
        return try await portal.submit(files: [file], from: sender, return: "sen2@2025", by: officers.preparer).id
    }

    private func upload(
        _ sample: SampleReturn,
        _ portal: Warehouse,
        _ loader: Warehouse,
        _ officers: Officers
    ) async throws -> Int {
        let id = try await handIn(sample, portal, officers)
        let job = try #require(try await loader.claimJob(lease: 60))
        #expect(try await loader.renew(job, lease: 60))
        for file in job.files { #expect(try await !loader.bytes(of: file).isEmpty) }
        #expect(try await loader.knownIssueRules(return: "sen2", year: 2025).isEmpty)
        try await Office.finish(job, sample, loader)
        return id
    }

    private func explainAndAskBack(_ id: Int, _ portal: Warehouse, _ officers: Officers) async throws {
        let rule = try #require(try await portal.queryProgress(of: id).first).rule
        let new = NewExplanation(rule: rule, scope: .all, reason: .oneOff, text: Office.reason)
        try await portal.explain(new, in: id, by: officers.preparer)
        let explained = try #require(try await portal.explanations(of: id).first?.explanation)
        try await portal.reply(to: explained.id, "How many?", by: officers.nation)
        #expect(try await Office.state(id, portal) == .hasQueries)
        #expect(try await portal.explain(new, in: id, by: officers.preparer).state == .ready)
    }

    private func sign(_ id: Int, _ portal: Warehouse, _ officers: Officers) async throws {
        #expect(try await portal.obstacles(toSigning: id) == [])
        let receipt = try await portal.sign(id, by: officers.approver, key: Office.key)
        #expect(try await portal.signedReceipt(of: id) == receipt.text())
        try await portal.accept(id, by: officers.nation)
        let library = SchemaLibrary(directory: MigratedWarehouse.migrations.deletingLastPathComponent())
        let result = try await portal.result(of: id, judgedBy: try library.resolve("sen2@2025"))
        #expect(result.count(of: .query) == 3)
    }

    private func replaceAndReinstate(
        _ id: Int,
        _ portal: Warehouse,
        _ loader: Warehouse,
        _ officers: Officers
    ) async throws {
        let next = try await upload(SampleReturn(variant: 1), portal, loader, officers)
        for rule in try await portal.queryProgress(of: next) where rule.missing + rule.checkAgain > 0 {
            let new = NewExplanation(rule: rule.rule, scope: .all, reason: .oneOff, text: Office.reason)
            try await portal.explain(new, in: next, by: officers.preparer)
        }
        _ = try await portal.sign(next, by: officers.approver, key: Office.key)
        try await portal.withdraw(next, reason: "Wrong file", by: officers.approver)
        try await portal.reinstate(id, reason: "It was right", by: officers.nation)
        let board = try await portal.collectionBoard(return: "sen2", year: 2025)
        #expect(board.first { $0.sender == "la:301" }?.counting == id)
    }

    /// A warehouse reached by somebody who has the rights of one role and no others.
    private func withRole(
        _ role: String,
        _ settings: ConnectionSettings,
        _ body: (Warehouse) async throws -> Void
    ) async throws {
        var own = settings
        own.user = "\(role)_of_\(settings.database)"
        let create: SQL = "CREATE ROLE {own} LOGIN IN ROLE {role}"
        _ = try await query(settings, create.naming("{own}", own.user).naming("{role}", role))
        let pool = Pool(settings: own, size: 2)
        do {
            try await body(Warehouse(pool: pool, pseudonymKey: MigratedWarehouse.pseudonymKey))
            await pool.close()
        } catch {
            await pool.close()
            throw error
        }
        let drop: SQL = "DROP ROLE {own}"
        _ = try await query(settings, drop.naming("{own}", own.user))
    }

    private struct Officers {
        let preparer, approver, nation: Officer

        init(_ warehouse: Warehouse) async throws {
            func officer(_ name: String, _ role: Role, _ organisation: String) async throws -> Officer {
                let account = try await warehouse.createAccount(email: "\(name.lowercased())@example.org", name: name)
                let membership = try Membership(Organisation(organisation), role)
                _ = try await warehouse.grant(membership, to: account.id)
                return Officer(account: account.id, name: name, way: .portal)
            }
            preparer = try await officer("Pat", .preparer, "la:301")
            approver = try await officer("Ann", .approver, "la:301")
            nation = try await officer("Nat", .nationalTeam, "national")
        }
    }
}
