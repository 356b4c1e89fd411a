import Foundation
import Support
import Testing
import Warehouse

/// The receipt for reading: LA-5.4.
@Suite struct ReceiptTests {
    @Test func `the receipt of a signed return is a tagged PDF on A4 with what was signed`() async throws {
        let files = try await PortalUnderTest.MadeUpReturns()
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let approver = try await portal.person("Ann Approver", [.approver: "la:301"])
            let id = try await portal.handIn(files.good, by: preparer)
            try await portal.work()
            try await portal.explainAll(id, by: preparer)
            let path = try await portal.warehouse.submission(id).path
            #expect(try await portal.get("\(path)/receipt.pdf", as: preparer).status == 404)
            let receipt = try await portal.warehouse.sign(id, by: approver.officer, key: PortalUnderTest.receiptKey)
            let page = try await portal.get("\(path)/receipt", as: preparer).text
            #expect(page.contains("(\(receipt.content.signed.utc))") && page.contains("\(path)/receipt.pdf"))
            let answer = try await portal.get("\(path)/receipt.pdf", as: preparer)
            #expect(answer.status == 200 && answer.headers["content-type"] == "application/pdf")
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "receipt.pdf")
            try answer.body.write(to: file)
            let (about, text) = try await onThread {
                (
                    try Tool.run(["pdfinfo", file.path]).text,
                    try Tool.run(["pdftotext", "-layout", file.path, "-"]).text
                )
            }
            #expect(about.contains(/Tagged: +yes/) && about.contains("A4") && about.contains(/Encrypted: +no/))
            #expect(text.contains(receipt.content.reference) && text.contains("Ann Approver"))
            #expect(text.contains(receipt.content.files[0].sha256.prefix(40)))
            let stranger = try await portal.person("Sam Stranger", [.preparer: "la:302"])
            #expect(try await portal.get("\(path)/receipt.pdf", as: stranger).status == 404)
        }
    }
}
