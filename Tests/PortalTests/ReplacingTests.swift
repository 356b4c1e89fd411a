import Foundation
import Testing
import Warehouse

/// Uploading again: LA-3.14.
@Suite struct ReplacingTests {
    @Test func `another upload asks before it takes the place of one, and every one is kept`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let path = "/senders/la:301/upload/sen2-2025"
            let file = (name: "return.xml", bytes: try Data(contentsOf: files.good))
            func send(_ fields: (String, String)...) async throws -> PortalUnderTest.Answer {
                let token = try await portal.get(path, as: preparer).formToken
                return try await portal.upload(path, [file], fields: [("form_token", token)] + fields, as: preparer)
            }
            func ids() async throws -> [Int] { try await portal.warehouse.submissions(of: "la:301").map(\.id) }
            #expect(try await portal.get(path, as: preparer).text.contains("shall take the place of") == false)
            #expect(try await send(("key", "page-first")).status == 303)
            let first = try #require(try await ids().first)
            let page = try await portal.get(path, as: preparer).text
            #expect(page.contains("upload \(first)</a>") && page.contains("Pat Preparer"))

            let unasked = try await send(("key", "page-second"))
            #expect(unasked.status == 422 && unasked.text.contains("Say that your file shall take the place"))
            #expect(try await send(("key", "page-second"), ("replace", "\(first + 7)")).status == 422)
            #expect(try await ids() == [first])
            #expect(try await send(("key", "page-second"), ("replace", "\(first)")).status == 303)
            let second = try #require(try await ids().first)
            #expect(second != first)
            // Sent twice from one page it is one upload, although by now it is itself the newest.
            #expect(try await send(("key", "page-second"), ("replace", "\(first)")).status == 303)
            #expect(try await ids() == [second, first])
            // What was seen before somebody else uploaded is no answer to what is there now.
            #expect(try await send(("key", "page-third"), ("replace", "\(first)")).status == 422)
            for id in [first, second] {
                let kept = try await portal.get("/senders/la:301/submissions/\(id)", as: preparer)
                #expect(kept.status == 200)
            }
        }
    }
}
