import Foundation
import Support
import Testing
import Warehouse

/// The national team's pages, and an authority above its schools: ST-1.
@Suite struct BoardPagesTests {
    @Test func `the national team sees where each sender stands, asks back, accepts and sets a rule aside`()
        async throws
    {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let approver = try await portal.person("Ann Approver", [.approver: "la:301"])
            let nation = try await portal.person("Nat Nation", [.nationalTeam: "national"])
            let id = try await portal.handIn(files.good, by: preparer)
            try await portal.work()
            try await portal.explainAll(id, by: preparer)
            _ = try await portal.warehouse.sign(id, by: approver.officer, key: PortalUnderTest.receiptKey)
            let rule = try #require(try await portal.warehouse.queryProgress(of: id).first).rule
            let browser = try Browser()
            let steps: [Browser.Step] = [
                .open("/home"), .heading("National collections"), .follow("SEN2 person-level return 2025"),
                .text("All 153 senders"), .follow("Signed"), .text("1 sender: Signed"),
                .follow("Barking and Dagenham"), .text("What the sender explains"), .press("Ask"),
                .text("Choose the explanation you ask about"), .press("Accept this return"),
                .text("The return is accepted."), .open("/board/sen2-2025"),
                .follow("National checks of what is signed"),
                .text("Nothing stands out in what is signed so far."), .follow("Show all figures"),
                .text("In specialist state provision"), .text("What the authority explains"),
                .open("/board/sen2-2025/running"),
                .type("no-such-rule", in: "Code of the rule"), .type("It counts twice.", in: "What senders are told"),
                .press("Set the rule aside"), .text("Write the code of a rule"), .type(rule, in: "Code of the rule"),
                .press("Set the rule aside"), .text("The rule holds nobody up"), .press("Put back \(rule)"),
                .text("The rule is back."), .type("tomorrow", in: "Last day in time"), .press("Change the dates"),
                .text("Write the day like"), .type("2099-07-15", in: "Last day in time"),
                .press("Change the dates"), .text("15 July 2099, midnight"),
            ]
            let journey = Browser.Journey("board", cookies: nation.cookies, steps: steps)
            let faults = try await browser.walk([journey], whileServingAt: portal.base).flatMap(\.faults)
            #expect(faults == [])
            let complaints = try await onThread { try MarkupCheck().complaints(about: browser.pages) }
            #expect(complaints == "")
            #expect(try await portal.warehouse.submission(id).state == .accepted)
            let table = try await portal.get("/board/sen2-2025/board.csv", as: nation)
            #expect(table.text.split(whereSeparator: \.isNewline).count == 154)
            let checks = try await portal.get("/board/sen2-2025/checks.csv", as: nation).text
            #expect(checks.hasPrefix("sender,submission,measure,value") && checks.contains("la:301,\(id),plans,"))
            #expect(try await portal.get("/board/sen2-2025/checks", as: preparer).status == 404)
        }
    }

    @Test func `a question asked back makes the query wait again`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let nation = try await portal.person("Nat Nation", [.nationalTeam: "national"])
            let id = try await portal.handIn(files.good, by: preparer)
            try await portal.work()
            try await portal.explainAll(id, by: preparer)
            #expect(try await portal.warehouse.submission(id).state == .ready)
            let place = "/board/sen2-2025/senders/la:301"
            let number = try #require(try await portal.warehouse.explanations(of: id).first?.explanation?.id)
            let fields = [("explanation", String(number)), ("text", "How many families moved?")]
            let answer = try await portal.post("\(place)/ask", fields, as: nation, from: place)
            #expect(answer.status == 303)
            #expect(try await portal.warehouse.submission(id).state == .hasQueries)
        }
    }

    @Test func `the board is there for the national team alone, and schools for their authority alone`() async throws {
        try await PortalUnderTest.open { portal in
            let nation = try await portal.person("Nat Nation", [.nationalTeam: "national"])
            let officer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let other = try await portal.person("Otto Other", [.approver: "la:302"])
            for page in ["/board", "/board/sen2-2025", "/board/sen2-2025/board.csv", "/board/sen2-2025/running"] {
                #expect(try await portal.get(page, as: nation).status == 200, "\(page)")
                #expect(try await portal.get(page, as: officer).status == 404, "\(page)")
                #expect(try await portal.get(page, as: other).status == 404, "\(page)")
                #expect(try await portal.get(page).status == 303, "\(page)")
            }
            let notice = [("rule", "x"), ("notice", "y")]
            let post = try await portal.post("/board/sen2-2025/set-aside", notice, as: other, from: "/access")
            #expect(post.status == 404)
            #expect(try await portal.get("/schools/la:301/provision-2026", as: officer).status == 200)
            #expect(try await portal.get("/schools/la:301/provision-2026", as: other).status == 404)
            #expect(try await portal.get("/schools/la:301/sen2-2025", as: officer).status == 404)
        }
    }
}
