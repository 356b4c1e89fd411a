import Foundation
import Hummingbird
import Reporting
import Returns
import Validation
import Warehouse

/// The receipt of a signed return, and who did what with an upload.
enum ReceiptPages: PageGroup {
    static var templates: [String: [UInt8]] {
        ["receipt": PackageResources.receipt_mustache, "history": PackageResources.history_mustache]
    }

    static func add(to routes: Routes) {
        let base = "/senders/:sender/submissions/:submission"
        routes.get("\(base)/receipt") { portal, _, context in
            let submission = try await portal.submission(context)
            let content = try await content(portal, submission)
            let settings = PageSettings(banner: try await portal.banner(submission), back: submission.path)
            return portal.page("receipt", "Receipt", content, context, settings)
        }
        routes.get("\(base)/receipt.json") { portal, _, context in
            try await file(portal, try await portal.submission(context))
        }
        routes.get("\(base)/receipt.pdf") { portal, _, context in
            try await document(portal, try await portal.submission(context))
        }
        routes.get("\(base)/history") { portal, _, context in
            let submission = try await portal.submission(context)
            let entries = try await portal.warehouse.history(of: submission.id)
            let content = HistoryContent(
                received: LondonTime.words(of: submission.receivedAt),
                rows: entries.map(HistoryContent.Row.init)
            )
            let settings = PageSettings(banner: try await portal.banner(submission), back: submission.path)
            return portal.page("history", "Who did what, and when", content, context, settings)
        }
    }

    private static func content(_ portal: Portal, _ submission: Submission) async throws -> ReceiptContent {
        let bytes = Data(try await text(portal, submission).utf8)
        let receipt = try JSONDecoder().decode(SignedReceipt.self, from: bytes)
        return ReceiptContent(receipt, submission, hasDocument: portal.printer != nil)
    }

    /// The receipt as tagged PDF, where this service has a browser to print it.
    private static func document(_ portal: Portal, _ submission: Submission) async throws -> Response {
        guard let printer = portal.printer else { throw PortalError.notFound }
        let html = portal.templates.document("receipt_document", try await content(portal, submission))
        let place = try portal.prints.take()
        do {
            let bytes = try await printer.pdf(of: html, in: place.folder)
            return DownloadPages.file(bytes, "receipt-\(submission.id).pdf", "application/pdf")
        } catch is PagePrinter.Failure {
            throw PortalError.away("The receipt could not be printed now. Take receipt.json, or try again in a minute.")
        }
    }

    /// The receipt as it was made when it was signed.
    static func file(_ portal: Portal, _ submission: Submission) async throws -> Response {
        let name = "receipt-\(submission.id).json"
        return DownloadPages.file(Array(try await text(portal, submission).utf8), name, "application/json")
    }

    private static func text(_ portal: Portal, _ submission: Submission) async throws -> String {
        do {
            return try await portal.warehouse.signedReceipt(of: submission.id)
        } catch WarehouseError.receiptUnknown {
            throw PortalError.notFound
        }
    }
}

private struct ReceiptContent {
    let path, reference, sender, collection, schemaVersion: String
    let received, signed, due, preparer, approver: String
    let files: [File]
    let records: [Count]
    let errors, explained: String
    let knownIssues: [String]
    let hasKnownIssues: Bool
    let schema, rules, referenceData, previous: String
    let algorithm, key, value: String
    let isSuperseded, hasDocument: Bool

    struct File {
        let name, size, sha256: String
    }

    struct Count {
        let table, records: String
    }

    init(_ receipt: SignedReceipt, _ submission: Submission, hasDocument: Bool) {
        self.hasDocument = hasDocument
        let content = receipt.content
        path = submission.path
        reference = content.reference
        sender = "\(content.senderName) (\(content.sender))"
        collection = "\(content.collection.return) \(content.collection.year)"
        schemaVersion = content.collection.schemaVersion
        received = Self.words(content.received)
        signed = Self.words(content.signed)
        due = LondonTime.words(of: content.dueAt.utc)
        (preparer, approver) = (content.preparer, content.approver)
        files = content.files.map { File(name: $0.name, size: CountText.size($0.bytes), sha256: $0.sha256) }
        records = content.records.map {
            Count(table: $0.table, records: CountText.text($0.records, "record", "records"))
        }
        errors = CountText.text(content.errors)
        explained = CountText.text(content.queriesExplained)
        knownIssues = content.knownIssues
        hasKnownIssues = !knownIssues.isEmpty
        (schema, rules) = (content.hashes.schema, content.hashes.rules)
        (referenceData, previous) = (content.hashes.reference, content.hashes.previous)
        (algorithm, key, value) = (receipt.signature.algorithm, receipt.signature.key, receipt.signature.value)
        isSuperseded = !submission.state.counts
    }

    /// In London, and to the second in coordinated universal time.
    private static func words(_ moment: SignedReceipt.Moment) -> String {
        "\(LondonTime.words(of: moment.utc)) (\(moment.utc))"
    }
}

private struct HistoryContent {
    let received: String
    let rows: [Row]

    struct Row {
        let at, person, act, words: String

        init(_ entry: HistoryEntry) {
            at = LondonTime.words(of: entry.at)
            person = entry.person
            words = entry.words
            switch entry.act {
            case .prepared: act = "Uploaded"
            case .checked: act = "Checked"
            case .explained: act = "Explained \(CountText.text(entry.count, "query", "queries"))"
            case .asked: act = "Asked back"
            case .signed: act = "Signed"
            case .accepted: act = "Accepted"
            case .withdrawn: act = "Withdrawn"
            case .reinstated: act = "Reinstated"
            }
        }
    }
}
