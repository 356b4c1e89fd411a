import Foundation
import HTTPTypes
import Hummingbird
import Returns
import Warehouse

/// What suppliers' systems ask, version 1: sending, looking, explaining and taking back, for one organisation.
///
/// `openapi.json` describes it to programs, and the tests hold both against each other.
enum ProgramRoutes: PageGroup {
    static func add(to routes: Routes) {
        for route in all { route.add(to: routes) }
    }

    static let all = [
        ProgramRoute("/api/v1/collections", [(.get, collections)]),
        ProgramRoute("/api/v1/collections/:collection/uploads", [(.post, send)]),
        ProgramRoute("/api/v1/uploads", query: ["before", "limit"], [(.get, uploads)]),
        ProgramRoute("/api/v1/uploads/:upload", [(.get, upload)]),
        ProgramRoute("/api/v1/uploads/:upload/findings", [(.get, findings)]),
        ProgramRoute("/api/v1/uploads/:upload/queries", [(.get, queries)]),
        ProgramRoute("/api/v1/uploads/:upload/explanations", [(.post, explain)]),
        ProgramRoute("/api/v1/uploads/:upload/withdrawal", [(.post, withdraw)]),
        ProgramRoute("/api/v1/uploads/:upload/receipt", [(.get, receipt)]),
    ]

    private static let collections: ProgramRoute.Answer = { portal, caller, _, _ in
        let tasks = try await portal.warehouse.tasks(of: try Sender(caller.organisation), now: portal.time)
        let answers = try tasks.map { task in
            let standard = "\(task.collection.returnName)@\(task.collection.schemaVersion)"
            return CollectionAnswer(task, title: try portal.library.resolve(standard).title)
        }
        return try portal.json(CollectionsAnswer(organisation: caller.organisation, collections: answers))
    }

    private static let uploads: ProgramRoute.Answer = { portal, caller, request, _ in
        let query = ProgramQuery(request)
        let limit = try query.number("limit", in: 1...100) ?? 50
        let found = try await portal.warehouse.submissions(
            of: caller.organisation,
            limit: limit + 1,
            before: try query.number("before", in: 1...Int(Int32.max))
        )
        let shown = found.prefix(limit)
        let next = found.count > limit ? shown.last?.id : nil
        return try portal.json(UploadsAnswer(uploads: shown.map { UploadAnswer($0) }, next: next))
    }

    private static let upload: ProgramRoute.Answer = { portal, caller, _, context in
        let submission = try await portal.upload(context, of: caller)
        let isChecked = submission.errors != nil
        let waits = submission.state == .received || submission.state == .checking
        let answer = UploadAnswer(
            submission,
            place: waits ? try await portal.warehouse.place(of: submission.id) : nil,
            rules: isChecked ? try await portal.warehouse.ruleCounts(of: submission.id) : nil
        )
        return try portal.json(answer)
    }

    private static let findings: ProgramRoute.Answer = { portal, caller, request, context in
        let submission = try await portal.upload(context, of: caller)
        let wanted = (request.headers[.accept] ?? "").split(separator: ",").map { mediaType(String($0)) }
        return try await DownloadPages.findings(of: submission, wanted.contains("text/csv") ? "csv" : "json", portal)
    }

    private static let queries: ProgramRoute.Answer = { portal, caller, _, context in
        let submission = try await portal.upload(context, of: caller)
        let progress = try await portal.warehouse.queryProgress(of: submission.id)
        return try portal.json(QueriesAnswer(queries: progress.map(QueryAnswer.init)))
    }

    private static let receipt: ProgramRoute.Answer = { portal, caller, _, context in
        try await ReceiptPages.file(portal, try await portal.upload(context, of: caller))
    }
}

extension ProgramRoutes {
    /// Takes an upload in; sent again under its key it is the same upload.
    private static let send: ProgramRoute.Answer = { portal, caller, request, context in
        let collection = try await portal.collection(context)
        guard try Sender(caller.organisation).kind == collection.senders else { throw PortalError.notFound }
        let key = try idempotencyKey(request)
        guard mediaType(request.headers[.contentType] ?? "") == "multipart/form-data" else {
            throw PortalError.otherMedia("multipart/form-data")
        }
        let upload = try await portal.upload(request)
        guard !upload.files.isEmpty else {
            throw PortalError.refused("Send the files of the return as the field file.", member: "file")
        }
        if let other = upload.fileFields.union(upload.form.names).subtracting(["file"]).min() {
            throw PortalError.notDescribed(other)
        }
        let receipt: Receipt
        do {
            receipt = try await portal.warehouse.submit(
                files: upload.files.map { SubmittedFile(file: $0) },
                from: try Sender(caller.organisation),
                return: "\(collection.returnName)@\(collection.schemaVersion)",
                key: "api-\(key)",
                by: caller.officer
            )
        } catch WarehouseError.collectionNotOpen {
            throw PortalError.conflict("This collection is not open now. See opensAt and closesAt of the collection.")
        } catch WarehouseError.keyReused {
            throw PortalError.conflict("This key was used for other files. Give each return a key of its own.")
        }
        let submission = try await portal.warehouse.submission(receipt.id)
        let place = try await portal.warehouse.place(of: receipt.id)
        var response = try portal.json(UploadAnswer(submission, place: place), receipt.isRepeat ? .ok : .accepted)
        response.headers[.location] = "/api/v1/uploads/\(receipt.id)"
        return response
    }

    private static func idempotencyKey(_ request: Request) throws -> String {
        let key = HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] } ?? ""
        let isPlain = key.utf8.allSatisfy { (33...126).contains($0) }
        guard (8...100).contains(key.utf8.count), isPlain else {
            throw PortalError.refused(
                "Give a key of your own for each return: 8 to 100 letters, digits and signs, without spaces.",
                member: "Idempotency-Key"
            )
        }
        return key
    }

    private static let explain: ProgramRoute.Answer = { portal, caller, request, context in
        let submission = try await portal.upload(context, of: caller)
        let body = try await ProgramBody(request, members: ["rule", "findings", "reason", "text", "isConfirmed"])
        guard let reason = NewExplanation.Reason(rawValue: try body.text("reason", atMost: 40)) else {
            throw PortalError.refused("Give one of the reasons that the description lists.", member: "reason")
        }
        let explanation = NewExplanation(
            rule: try body.text("rule", atMost: 64),
            scope: try body.numbers("findings").map { .findings($0) } ?? .all,
            reason: reason,
            text: try body.text("text", atMost: 4_000),
            isConfirmed: try body.flag("isConfirmed")
        )
        do {
            let done = try await portal.warehouse.explain(explanation, in: submission.id, by: caller.officer)
            return try portal.json(ExplainedAnswer(queries: done.queries, state: done.state.rawValue))
        } catch WarehouseError.explanationRefused(let help) {
            throw PortalError.refused(help, member: "text")
        }
    }

    private static let withdraw: ProgramRoute.Answer = { portal, caller, request, context in
        let submission = try await portal.upload(context, of: caller)
        let body = try await ProgramBody(request, members: ["reason"])
        let reason = try body.text("reason", atMost: 1_000)
        try await portal.warehouse.withdraw(submission.id, reason: reason, by: caller.officer)
        return try portal.json(UploadAnswer(try await portal.warehouse.submission(submission.id)))
    }
}

/// The query of an address, read strictly.
struct ProgramQuery {
    private let form: Form

    init(_ request: Request) {
        form = request.query
    }

    /// A number; nil when it is not there.
    func number(_ name: String, in range: ClosedRange<Int>) throws(PortalError) -> Int? {
        guard let text = form.values(name).first else { return nil }
        guard form.values(name).count == 1, let number = Int(text), range.contains(number) else {
            throw .refused("Give a number from \(range.lowerBound) to \(range.upperBound).", member: name)
        }
        return number
    }
}
