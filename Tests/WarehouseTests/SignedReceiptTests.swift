import Foundation
import Testing
import Warehouse

@Suite struct SignedReceiptTests {
    @Test func `a receipt tells all that was signed and can be verified by whoever holds the file`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            _ = try await SampleReference().withFolders { try await warehouse.loadReference(directories: $0) }
            let id = try await Office.upload(SampleReturn(), to: warehouse)
            try await Office.explainAll(id, warehouse)
            let receipt = try await warehouse.sign(id, by: Office.approver, key: Office.key)
            let text = try await warehouse.signedReceipt(of: id)
            #expect(try receipt.text() == text)
            let content = receipt.content
            #expect(content.reference == "sen2-2025-la:301-\(id)" && content.senderName == "Barking and Dagenham")
            #expect(content.preparer == "Pat Preparer" && content.approver == "Ann Approver")
            #expect(content.errors == 0 && content.queriesExplained == 3)
            #expect(content.records.first { $0.table == "person" }?.records == 10)
            #expect(content.hashes.schema.count == 64 && content.hashes.rules.count == 64)
            #expect(content.dueAt.london == "2100-02-28 23:59:59 GMT")
            let files = ["mine.xml": content.files[0].sha256]
            let key = Office.key.publicKey
            #expect(ReceiptVerification(text: text, files: files, key: key) == .good(receipt))
            #expect(ReceiptVerification(text: text, files: [:], key: nil) == .good(receipt))
            try expectFaults(text, files, key)
            #expect(!SampleReturn.markers.contains { text.contains($0) })
        }
    }

    /// Any one byte of the file that is changed is noticed, as is another file or another key.
    private func expectFaults(_ text: String, _ files: [String: String], _ key: ReceiptPublicKey) throws {
        let bytes = Array(text.utf8)
        for place in stride(from: 0, to: bytes.count, by: 3) where bytes[place] > UInt8(ascii: " ") {
            var changed = bytes
            changed[place] ^= 1
            let end = ReceiptVerification(text: String(decoding: changed, as: UTF8.self), files: files, key: key)
            guard case .bad = end else {
                Issue.record("byte \(place) was changed and not noticed")
                return
            }
        }
        let added = text.replacing("\"version\"", with: "\"note\" : \"x\", \"version\"", maxReplacements: 1)
        let other = try ReceiptKey([UInt8](repeating: 6, count: 32)).publicKey
        let ends = [
            ReceiptVerification(text: added, files: files, key: key),
            ReceiptVerification(text: text, files: files, key: other),
            ReceiptVerification(text: text, files: ["mine.xml": String(repeating: "0", count: 64)], key: key),
            ReceiptVerification(text: "", files: [:], key: nil),
        ]
        for end in ends {
            guard case .bad(let faults) = end else {
                Issue.record("it should not be good")
                continue
            }
            #expect(!faults.isEmpty)
        }
    }

    @Test func `without a signature there is no receipt, and withdrawing leaves it`() async throws {
        try await MigratedWarehouse.open(signOff: .twoPeople) { warehouse, _ in
            let id = try await Office.upload(SampleReturn(), to: warehouse)
            await #expect(throws: WarehouseError.receiptUnknown(submission: id)) {
                try await warehouse.signedReceipt(of: id)
            }
            try await Office.explainAll(id, warehouse)
            let receipt = try await warehouse.sign(id, by: Office.approver, key: Office.key)
            try await warehouse.withdraw(id, reason: "Wrong year", by: Office.approver)
            #expect(try await warehouse.signedReceipt(of: id) == receipt.text())
        }
    }

    @Test func `a key has 32 bytes, and its public half is read back`() throws {
        #expect(throws: WarehouseError.receiptKeyUnusable) { try ReceiptKey([1, 2, 3]) }
        let key = Office.key.publicKey
        #expect(ReceiptPublicKey(key.text)?.id == key.id)
        #expect(ReceiptPublicKey("nothing") == nil)
    }
}
