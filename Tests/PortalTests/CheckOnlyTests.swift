import Foundation
import Portal
import PostgreSQL
import Support
import Synchronization
import Testing
import Warehouse

/// Checking a return on any day of the year, without keeping anything: LA-2.4.
@Suite struct CheckOnlyTests {
    @Test func `a return that is only checked leaves no row and no file`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        let spool = Mutex<URL?>(nil)
        try await PortalUnderTest.open(adjust: { settings, _ in spool.withLock { $0 = settings.spool } }) { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let place = "/senders/la:301/check/sen2-2025"
            let token = try await portal.get(place, as: preparer).formToken
            let before = try await portal.rowCounts()
            let file = (name: "mine.xml", bytes: try Data(contentsOf: files.spoilt))
            let answer = try await portal.upload(place, [file], fields: [("form_token", token)], as: preparer)
            #expect(answer.status == 200 && answer.text.contains("mine.xml"))
            #expect(answer.text.contains("errors"))
            #expect(try await portal.rowCounts() == before)
            #expect(!before.isEmpty)
            let folder = try #require(spool.withLock { $0 })
            let left = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            #expect(left == [])
            let bad = (name: "bad.xml", bytes: Data("<a><b></a>".utf8))
            let refused = try await portal.upload(place, [bad], fields: [("form_token", token)], as: preparer)
            #expect(refused.status == 422 && refused.text.contains("There is a problem"))
            #expect(try await portal.rowCounts() == before)
        }
    }

    @Test func `the form says so, and asks for a file`() async throws {
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let browser = try Browser()
            let steps: [Browser.Step] = [
                .open("/senders/la:301/check/sen2-2025"), .heading("Check a file without sending it"),
                .text("Nothing of it is kept"), .press("Check"), .text("Choose the file of your return"),
            ]
            let journey = Browser.Journey("check", cookies: preparer.cookies, steps: steps)
            #expect(try await browser.walk([journey], whileServingAt: portal.base).flatMap(\.faults) == [])
        }
    }
}

extension PortalUnderTest {
    /// Rows of every table that holds what people sent or what was made of it.
    fileprivate func rowCounts() async throws -> [String: Int] {
        let connection = try await Connection.open(settings)
        let counts = try await connection.perform { session in
            let tables = try session.query(
                """
                SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
                WHERE schemaname IN ('intake', 'identity', 'warehouse')
                """
            ).map { try $0.get("name", as: String.self) }
            var counts: [String: Int] = [:]
            for table in tables {
                let parts = table.split(separator: ".").map(String.init)
                let count: SQL = "SELECT count(*) AS count FROM {schema}.{table}"
                let named = count.naming("{schema}", parts[0]).naming("{table}", parts[1])
                counts[table] = try session.query(named).first?.get("count")
            }
            return counts
        }
        await connection.close()
        return counts
    }
}
