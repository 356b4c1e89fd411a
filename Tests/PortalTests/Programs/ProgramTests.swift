import Foundation
import Portal
import Support
import Testing
import Warehouse

/// Suppliers' systems over a real socket: sending, looking, explaining, taking back.
@Suite struct ProgramTests {
    private static let place = "/api/v1/collections/sen2-2025/uploads"

    @Test func `a system sends a return, sees what was found, explains it and fetches the receipt`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let system = try await portal.system("Case system", of: "la:301")
            let collections = try await system.get("/api/v1/collections").object
            let listed = try #require(collections["collections"] as? [[String: Any]])
            #expect(listed.map { $0["collection"] as? String } == ["sen2-2025", "sen2-2026"])
            let sent = try await system.send(files.good, to: Self.place, key: "first-return")
            #expect(sent.status == 202 && sent.object["state"] as? String == "received")
            let upload = try #require(sent.headers["location"])
            let id = try #require(sent.object["upload"] as? Int)
            #expect(upload == "/api/v1/uploads/\(id)")
            #expect(try await system.get(upload).object["placeInQueue"] as? Int == 1)
            try await portal.work()
            let checked = try await system.get(upload).object
            let counts = try #require(checked["counts"] as? [String: Int])
            #expect(checked["state"] as? String == "has_queries" && counts["errors"] == 0)
            let findings = try await system.get("\(upload)/findings").object
            #expect((findings["findings"] as? [Any])?.count == counts.values.reduce(0, +))
            let table = try await system.get("\(upload)/findings", headers: ["Accept": "text/csv"])
            #expect(table.headers["content-type"] == "text/csv; charset=utf-8")
            try await explainAll(upload, system)
            #expect(try await system.get(upload).object["state"] as? String == "ready")
            #expect(try await system.get("\(upload)/receipt").status == 404)
            let approver = try await portal.person("Ann Approver", [.approver: "la:301"])
            _ = try await portal.warehouse.sign(id, by: approver.officer, key: PortalUnderTest.receiptKey)
            let receipt = try await system.get("\(upload)/receipt").object
            let content = try #require(receipt["content"] as? [String: Any])
            #expect(content["preparer"] as? String == "Case system (system)")
            #expect(try await system.get("/api/v1/uploads?limit=1").object["next"] == nil)
        }
    }

    private func explainAll(_ upload: String, _ system: PortalUnderTest.System) async throws {
        let queries = try #require(try await system.get("\(upload)/queries").object["queries"] as? [[String: Any]])
        #expect(!queries.isEmpty)
        for query in queries {
            let rule = try #require(query["rule"] as? String)
            let body: [String: Any] = ["rule": rule, "reason": "one_off", "text": "OK"]
            let short = try await system.post("\(upload)/explanations", body)
            #expect(short.status == 422 && short.object["path"] as? String == "text")
            let words = "Three plans came from other areas in January; their needs follow with the papers."
            let said = try await system.post("\(upload)/explanations", body.merging(["text": words]) { $1 })
            #expect(said.status == 200 && said.object["queries"] as? Int == query["found"] as? Int)
        }
    }

    @Test func `sent again under its key it is one return, and other files need a key of their own`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let system = try await portal.system("Case system", of: "la:301")
            let first = try await system.send(files.good, to: Self.place, key: "first-return")
            let again = try await system.send(files.good, to: Self.place, key: "first-return")
            #expect((first.status, again.status) == (202, 200))
            #expect(first.headers["location"] == again.headers["location"])
            let other = try await system.send(files.spoilt, to: Self.place, key: "first-return")
            #expect(other.status == 409 && other.object["code"] as? String == "conflict")
            #expect(try await portal.owner.submissions(of: "la:301").count == 1)
            let noKey = try await system.send(files.good, to: Self.place, key: "")
            #expect(noKey.status == 422 && noKey.object["path"] as? String == "Idempotency-Key")
        }
    }

    @Test func `another organisation's things, and what is not there, answer alike`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let system = try await portal.system("Case system", of: "la:301")
            let stranger = try await portal.system("Other system", of: "la:302")
            let upload = try #require(
                try await system.send(files.good, to: Self.place, key: "first-return").headers["location"]
            )
            for path in ["", "/findings", "/queries", "/receipt"] {
                let others = try await stranger.get(upload + path)
                let absent = try await stranger.get("/api/v1/uploads/99999" + path)
                #expect(others.status == 404 && absent.status == 404)
                #expect(others.object["detail"] as? String == absent.object["detail"] as? String)
            }
            let taken = try await stranger.post("\(upload)/withdrawal", ["reason": "It is not ours, but we try."])
            #expect(taken.status == 404)
            let list = try await stranger.get("/api/v1/uploads").object
            #expect((list["uploads"] as? [Any])?.isEmpty == true)
            let school = try await portal.system("School system", of: "school:100001")
            #expect(try await school.send(files.good, to: Self.place, key: "first-return").status == 404)
        }
    }

    @Test func `without a token that counts nothing is told`() async throws {
        try await PortalUnderTest.open { portal in
            let system = try await portal.system("Case system", of: "la:301")
            for words in ["", "Bearer", "Bearer no-such-token", "Basic \(system.token)"] {
                let answer = try await portal.get("/api/v1/uploads", headers: ["Authorization": words])
                #expect(answer.status == 401 && answer.headers["www-authenticate"] == "Bearer")
                #expect(answer.headers["content-type"] == "application/problem+json")
            }
            let id = try #require(try await portal.owner.tokens().first).id
            try await portal.owner.revokeToken(id)
            #expect(try await system.get("/api/v1/uploads").status == 401)
            #expect(!portal.log.lines.contains { $0.contains(system.token) })
        }
    }

    @Test func `what cannot be taken is told with what to mend`() async throws {
        try await PortalUnderTest.open { portal in
            let system = try await portal.system("Case system", of: "la:301")
            let other = try await system.ask("DELETE", "/api/v1/uploads")
            #expect(other.status == 405 && other.headers["allow"] == "GET, HEAD")
            let media = try await system.ask("POST", Self.place, ["Idempotency-Key": "some-key"], Data("x".utf8))
            #expect(media.status == 415)
            for query in ["limit=abc", "limit=0", "limit=101", "before=-1", "limit=1&limit=2"] {
                let answer = try await system.get("/api/v1/uploads?\(query)")
                #expect(answer.status == 422, "\(query)")
            }
            let form = try await portal.upload(
                Self.place,
                [],
                headers: ["Authorization": "Bearer \(system.token)", "Idempotency-Key": "some-key"]
            )
            #expect(form.status == 422)
        }
    }

    @Test func `a token that asks too often waits for the next minute, and others do not`() async throws {
        let noon = Date(timeIntervalSince1970: 1_772_366_415)
        try await PortalUnderTest.open(clock: { noon }, adjust: { settings, _ in settings.requestsPerMinute = 3 }) {
            portal in
            let system = try await portal.system("Case system", of: "la:301")
            let other = try await portal.system("Other system", of: "la:302")
            for _ in 0..<3 { #expect(try await system.get("/api/v1/uploads").status == 200) }
            let late = try await system.get("/api/v1/uploads")
            #expect(late.status == 429 && late.headers["retry-after"] == "45")
            #expect(try await other.get("/api/v1/uploads").status == 200)
        }
    }

    @Test func `an upload is taken back with a reason`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let system = try await portal.system("Case system", of: "la:301")
            let upload = try #require(
                try await system.send(files.good, to: Self.place, key: "first-return").headers["location"]
            )
            try await portal.work()
            let wrong = try await system.post("\(upload)/withdrawal", ["reason": 3])
            #expect(wrong.status == 422 && wrong.object["path"] as? String == "reason")
            let more = try await system.post("\(upload)/withdrawal", ["reason": "Wrong file.", "force": true])
            #expect(more.status == 422 && more.object["path"] as? String == "force")
            let taken = try await system.post("\(upload)/withdrawal", ["reason": "It was last year's file."])
            #expect(taken.status == 200 && taken.object["state"] as? String == "withdrawn")
            #expect(try await system.post("\(upload)/withdrawal", ["reason": "Once more."]).status == 409)
        }
    }
}
