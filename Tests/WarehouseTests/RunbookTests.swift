import Foundation
import PostgreSQL
import Support
import Testing
import Warehouse

/// What operators run when an alert comes: OP-2.7 and OP-2.8.
@Suite struct RunbookTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static func runbooks() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "docs/runbooks").path)
            .filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
    }

    @Test func `each alert names a runbook that is there, and each runbook has its alert`() throws {
        let rules = try Self.text("ops/alerts/sendstat.rules.yml")
        let named = rules.matches(of: /runbook: ([a-z-]+)/).map { String($0.output.1) }
        #expect(Set(named).sorted() == (try Self.runbooks()))
        #expect(named.count == rules.components(separatedBy: "- alert:").count - 1)
    }

    @Test func `every figure of ours that an alert watches is one that the portal tells`() throws {
        let told = try Self.text("Sources/Portal/Operation/MetricsText.swift")
        let watched = try Self.text("ops/alerts/sendstat.rules.yml").matches(of: /send_[a-z_]+/).map {
            String($0.output)
        }
        #expect(watched.count > 5)
        for name in Set(watched) where name != "send_" { #expect(told.contains("\"\(name)\""), "\(name)") }
    }

    @Test func `every query of every runbook runs, and each says what it means and what to do`() async throws {
        let names = try Self.runbooks()
        try await MigratedWarehouse.open { _, settings in
            for name in names {
                let text = try Self.text("docs/runbooks/\(name).md")
                let hasParts = ["**It means**", "## Look", "## Do"].allSatisfy { text.contains($0) }
                #expect(hasParts, "\(name)")
                let queries = text.components(separatedBy: "```sql\n").dropFirst().compactMap {
                    $0.components(separatedBy: "```").first
                }
                let commands = text.matches(of: /\n    [a-z]/).count
                #expect(queries.count + commands >= 3, "\(name)")
                let connection = try await Connection.open(settings)
                for query in queries { try await connection.perform { try $0.script(SQL(fileContents: query)) } }
                await connection.close()
            }
        }
    }

    @Test func `the alerts come when they should and not before`() throws {
        let promtool = ProcessInfo.processInfo.environment["SENDSTAT_PROMTOOL"] ?? ""
        guard Self.isExpected else { return }
        let rules = try Tool.run([promtool, "test", "rules", "ops/alerts/sendstat.tests.yml"], in: Self.root)
        #expect(rules.status == 0, "\(rules.text)")
    }

    private static let isExpected =
        ProcessInfo.processInfo.environment["SENDSTAT_PROMTOOL"].map { !$0.isEmpty } ?? false
        || ProcessInfo.processInfo.environment["CI"] == "true"
}
