import Foundation
import PostgreSQL
import Support
import Testing
import Warehouse

/// What somebody had written when their session ended is not lost: LA-1.5.
@Suite struct KeptFormTests {
    private static let words = "Three plans came from other areas in January; their needs follow with the papers."

    @Test func `an explanation sent after half an hour of idling is sent after signing in again`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let stranger = try await portal.person("Sam Stranger", [.preparer: "la:301"])
            let id = try await portal.handIn(files.good, by: preparer)
            try await portal.work()
            let rule = try #require(try await portal.warehouse.queryProgress(of: id).first).rule
            let path = "\(try await portal.warehouse.submission(id).path)/queries/\(rule)"
            let token = try await portal.get(path, as: preparer).formToken
            try await portal.endByIdling(preparer)
            let fields = [
                ("form_token", token), ("scope", "all"), ("reason", "one_off"), ("text", Self.words),
            ]
            let late = try await portal.post(path, fields, as: preparer)
            #expect(late.status == 303 && late.headers["location"] == "/sign-in?next=%2Fkept")
            let kept = try #require(late.cookie("sendstat_kept"))
            let stored = try await portal.storedForms()
            #expect(stored.count == 1 && !stored[0].contains("Three plans"))
            // Nobody else who signs in at this browser sees it.
            let other = ["Cookie": "sendstat_session=\(stranger.token); sendstat_kept=\(kept)"]
            #expect(try await portal.get("/kept", headers: other).headers["location"] == "/home")
            let signIn = [("email", "pat@example.org"), ("password", PortalUnderTest.password), ("next", "/kept")]
            let session = try #require(try await portal.post("/sign-in", signIn).cookie("sendstat_session"))
            let own = ["Cookie": "sendstat_session=\(session); sendstat_kept=\(kept)"]
            let page = try await portal.get("/kept", headers: own)
            #expect(page.text.contains(Self.words) && page.text.contains("action=\"\(path)\""))
            let cookies = [
                Browser.Cookie(name: "sendstat_session", value: session),
                Browser.Cookie(name: "sendstat_kept", value: kept),
            ]
            let steps: [Browser.Step] = [
                .open("/kept"), .heading("Send what you had written"), .text("Nothing is lost"),
            ]
            let journey = Browser.Journey("kept", cookies: cookies, steps: steps)
            #expect(try await Browser().walk([journey], whileServingAt: portal.base).flatMap(\.faults) == [])
            let again = [("form_token", page.formToken)] + fields.dropFirst()
            #expect(try await portal.post(path, again, headers: own).status == 303)
            let said = try await portal.warehouse.explanations(of: id, rule: rule)
            #expect(said.allSatisfy { $0.explanation?.text == Self.words })
            let forget = [("form_token", page.formToken)]
            #expect(try await portal.post("/kept/forget", forget, headers: own).status == 303)
            #expect(try await portal.storedForms() == [])
        }
    }

    @Test func `a form without a session that ever was is not kept`() async throws {
        try await PortalUnderTest.open { portal in
            let fields = [("text", Self.words)]
            let made = ["Cookie": "sendstat_session=made-up"]
            let answer = try await portal.post("/senders/la:301/submissions/1/queries/R1", fields, headers: made)
            #expect(answer.status == 303 && answer.cookie("sendstat_kept") == nil)
            let none = try await portal.post("/senders/la:301/submissions/1/queries/R1", fields)
            #expect(none.status == 303 && none.cookie("sendstat_kept") == nil)
            #expect(try await portal.storedForms() == [])
        }
    }
}

extension PortalUnderTest {
    /// Lets a session sit until it has ended.
    fileprivate func endByIdling(_ person: Person) async throws {
        let connection = try await Connection.open(settings)
        try await connection.perform { session in
            _ = try session.execute(
                "UPDATE access.session SET last_seen_at = clock_timestamp() - interval '31 minutes' WHERE account_id = $1",
                [Parameter(person.account.id)]
            )
        }
        await connection.close()
    }

    /// The kept forms as they lie in the database, as text.
    fileprivate func storedForms() async throws -> [String] {
        let connection = try await Connection.open(settings)
        let forms = try await connection.perform { session in
            try session.query("SELECT sealed FROM access.kept_form").map { row in
                String(decoding: try row.get("sealed", as: [UInt8].self), as: UTF8.self)
            }
        }
        await connection.close()
        return forms
    }
}
