import Foundation
import PostgreSQL
import Support
import Testing
import Warehouse

/// The way of a return through the pages, in the browser: LA-1, LA-3 to LA-7.
@Suite struct JourneyTests {
    @Test func `a return goes from its upload to its receipt, by two people`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let approver = try await portal.person("Ann Approver", [.approver: "la:301"])
            let browser = try Browser()
            func walk(_ name: String, _ person: PortalUnderTest.Person, _ steps: [Browser.Step]) async throws {
                let journey = Browser.Journey(name, cookies: person.cookies, steps: steps)
                let faults = try await browser.walk([journey], whileServingAt: portal.base).flatMap(\.faults)
                #expect(faults == [], "\(name)")
            }
            try await walk(
                "upload",
                preparer,
                [
                    .open("/home"), .heading("Barking and Dagenham"),
                    .follow("Upload your return, SEN2 person-level return 2025"), .heading("Upload your return"),
                    .press("Upload"), .text("There is a problem"), .file(files.spoilt, in: "File"), .press("Upload"),
                    .text("Your return is received."), .text("It is the next to be checked."),
                ]
            )
            try await portal.work()
            let first = try #require(try await portal.warehouse.submissions(of: "la:301").first)
            #expect(first.state == .hasErrors)
            let rule = try #require(try await portal.warehouse.ruleCounts(of: first.id).first)
            try await walk(
                "results",
                preparer,
                [
                    .open("/senders/la:301"), .follow("See what to correct, SEN2 person-level return 2025"),
                    .text("Correct them and upload the return again."), .follow(rule.title), .text("How to mend it"),
                    .type("nothing like this", in: "Find a record or a value"), .press("Show"),
                    .text("0 places are listed."), .open("/senders/la:301/upload/sen2-2025"),
                    .text("Your file would take the place of"), .file(files.good, in: "File"),
                    .tick("My file shall take the place of upload \(first.id)"), .press("Upload"),
                    .text("Your return is received."),
                ]
            )
            try await portal.work()
            let second = try #require(try await portal.warehouse.submissions(of: "la:301").first)
            #expect(second.state == .hasQueries)
            let query = try #require(try await portal.warehouse.queryProgress(of: second.id).first)
            try await walk(
                "explain",
                preparer,
                [
                    .open(second.path), .text("still there"), .follow("Explain queries"),
                    .heading("Queries to explain"), .follow(query.title), .press("Save the explanation"),
                    .text("Choose the kind of reason"), .select("It happened once", in: "What kind of reason is it?"),
                    .select(
                        "All \(query.found == 1 ? "1 query" : "\(query.found) queries") of this rule",
                        in: "Which queries is your explanation for?"
                    ),
                    .type("ok", in: "Why is it right?"), .press("Save the explanation"),
                    .text("This does not say why."),
                    .type("Two families moved here in January and the papers follow in March.", in: "Why is it right?"),
                    .press("Save the explanation"), .text("explained."),
                ]
            )
            try await portal.explainAll(second.id, by: preparer)
            try await walk(
                "own-signature",
                preparer,
                [
                    .open("\(second.path)/figures"), .heading("Figures to be published for you"),
                    .open("\(second.path)/sign"), .text("An approver of your organisation signs it."),
                ]
            )
            try await walk(
                "sign",
                approver,
                [
                    .open("/home"), .follow("Look through it and sign, SEN2 person-level return 2025"),
                    .follow("Look through and sign"), .press("Sign this return"), .text("There is a problem"),
                    .tick("I have looked through this return and its explanations, and sign it for my organisation"),
                    .press("Sign this return"), .heading("Receipt"), .text("Return signed"),
                    .open("\(second.path)/history"), .text("Explained"), .open("/senders/la:301/uploads"),
                ]
            )
            #expect(try await portal.warehouse.submission(second.id).state == .signed)
            let receipt = try await portal.get("\(second.path)/receipt.json", as: preparer)
            let known = ["sen2-2025-301.xml": try SubmittedFile(file: files.good).described().sha256]
            let key = PortalUnderTest.receiptKey.publicKey
            guard case .good = ReceiptVerification(text: receipt.text, files: known, key: key) else {
                Issue.record("The receipt does not verify.")
                return
            }
            try await walk(
                "withdraw",
                approver,
                [
                    .open("\(second.path)/withdraw"), .press("Withdraw"), .text("There is a problem"),
                    .type("Wrong year", in: "Why do you withdraw it?"), .press("Withdraw"),
                    .text("The upload is withdrawn."),
                ]
            )
            let complaints = try await onThread { try MarkupCheck().complaints(about: browser.pages) }
            #expect(complaints == "")
        }
    }

    @Test func `findings are taken away in each form, the workbook marked`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let id = try await portal.handIn(files.spoilt, by: preparer)
            try await portal.work()
            let base = "/senders/la:301/submissions/\(id)"
            let table = try await portal.get("\(base)/findings.csv", as: preparer)
            #expect(table.status == 200 && table.text.contains("rule,"))
            let json = try await portal.get("\(base)/findings.json", as: preparer)
            #expect(try JSONSerialization.jsonObject(with: json.body) is [String: Any])
            let book = try await portal.get("\(base)/findings.xlsx", as: preparer)
            #expect(book.status == 200 && book.body.starts(with: Data("PK".utf8)))
            #expect(try await portal.get("\(base)/findings.exe", as: preparer).status == 404)
        }
    }

    @Test func `what belongs to another authority answers as if it were not there, and asking is noted`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let owner = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let other = try await portal.person("Otto Other", [.preparer: "la:302"])
            let id = try await portal.handIn(files.spoilt, by: owner)
            try await portal.work()
            let base = "/senders/la:301/submissions/\(id)"
            let pages = [
                "/senders/la:301", "/senders/la:301/uploads", "/senders/la:301/upload/sen2-2025", base,
                "\(base)/queries",
                "\(base)/sign", "\(base)/receipt", "\(base)/history", "\(base)/withdraw", "\(base)/findings.csv",
                // Under their own sender's address, too.
                "/senders/la:302/submissions/\(id)", "/senders/la:302/submissions/\(id)/findings.csv",
            ]
            let absent = try await portal.get("/senders/la:302/submissions/999999", as: other)
            func plain(_ answer: PortalUnderTest.Answer) -> String {
                answer.text.replacing(/tell the number [0-9a-f]*/, with: "")
            }
            for page in pages {
                let answer = try await portal.get(page, as: other)
                #expect(answer.status == 404, "\(page)")
                #expect(plain(answer) == plain(absent), "\(page)")
                #expect(try await portal.get(page).status == 303, "\(page)")
            }
            let noted = try await query(
                portal.settings,
                "SELECT count(*) AS n FROM intake.audit WHERE action = 'access-refused' AND subject = 'la:301'"
            )
            #expect(try noted[0].get("n", as: Int.self) == 10)
            let values = try await portal.warehouse.findings(of: id).findings.map(\.found).filter { $0.count > 6 }
            let log = portal.log.lines.joined(separator: "\n")
            #expect(!log.contains("la:301") && values.allSatisfy { !log.contains($0) })
        }
    }
}
