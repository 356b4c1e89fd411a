import Foundation
import HTTPTypes
import Hummingbird
import Returns
import Validation
import Warehouse

/// Uploading a return, and checking one without keeping it.
enum UploadPages: PageGroup {
    static var templates: [String: [UInt8]] { ["upload": PackageResources.upload_mustache] }

    static func add(to routes: Routes) {
        routes.get("/senders/:sender/upload/:collection") { portal, _, context in
            try await page(try await UploadTarget(portal, context), [], portal, context)
        }
        routes.post("/senders/:sender/upload/:collection") { portal, request, context in
            try await take(portal, request, context)
        }
        routes.get("/senders/:sender/check/:collection") { portal, _, context in
            try await page(try await UploadTarget(portal, context, isTrial: true), [], portal, context)
        }
        routes.post("/senders/:sender/check/:collection") { portal, request, context in
            try await check(portal, request, context)
        }
    }
}

extension UploadPages {
    private static func take(_ portal: Portal, _ request: Request, _ context: PortalContext) async throws -> Response {
        let target = try await UploadTarget(portal, context)
        let upload = try await portal.upload(request)
        try portal.require(token: upload.form["form_token"], context)
        guard !upload.files.isEmpty else { return try await page(target, [noFile], portal, context) }
        do {
            let receipt = try await portal.warehouse.submit(
                files: upload.files.map { SubmittedFile(file: $0) },
                from: try Sender(target.sender),
                return: target.identifier,
                key: upload.form["key"].isEmpty ? nil : upload.form["key"],
                by: try portal.officer(context),
                replacing: .upload(Int(upload.form["replace"]))
            )
            let words = receipt.isRepeat ? "You had uploaded this already; here it is." : "Your return is received."
            return portal.done(words, goTo: "/senders/\(target.sender)/submissions/\(receipt.id)")
        } catch WarehouseError.takesPlaceOfOther {
            let words = "Say that your file shall take the place of the one below, and choose it again"
            return try await page(target, [FormProblem(field: "replace", words: words)], portal, context)
        } catch let error as WarehouseError {
            return try await page(target, [FormProblem(field: "file", words: words(error))], portal, context)
        }
    }

    private static func check(_ portal: Portal, _ request: Request, _ context: PortalContext) async throws -> Response {
        let target = try await UploadTarget(portal, context, isTrial: true)
        let upload = try await portal.upload(request)
        try portal.require(token: upload.form["form_token"], context)
        guard !upload.files.isEmpty else { return try await page(target, [noFile], portal, context) }
        do {
            let result = try await portal.check(upload.files, target.identifier)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/html; charset=utf-8",
                    .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
                ],
                body: ResponseBody(byteBuffer: ByteBuffer(string: FindingsHTML().render(result)))
            )
        } catch let error as ReadingError {
            return try await page(target, [FormProblem(field: "file", words: "\(error)")], portal, context)
        }
    }

    private static let noFile = FormProblem(field: "file", words: "Choose the file of your return")

    private static func words(_ error: WarehouseError) -> String {
        switch error {
        case .collectionNotOpen: "This collection is not open now. See when it opens under “What is collected and when”"
        case .keyReused: "This page was used for another file already. Load it again, then choose the file once more"
        default: "\(error)"
        }
    }

    private static func page(
        _ target: UploadTarget,
        _ problems: [FormProblem],
        _ portal: Portal,
        _ context: PortalContext
    ) async throws -> Response {
        func error(_ field: String) -> String { problems.first { $0.field == field }?.words ?? "" }
        let replaced = target.isTrial ? nil : try await portal.replaced(target)
        let content = UploadContent(
            action: target.action,
            // What is sent twice from one page is one return.
            key: "page-\(Int(portal.clock().timeIntervalSince1970))-\(context.number)",
            isTrial: target.isTrial,
            limit: "\(portal.settings.uploadLimit >> 20) MB",
            error: error("file"),
            hasError: !error("file").isEmpty,
            replaced: replaced.map { [$0] } ?? [],
            replaceError: error("replace"),
            hasReplaceError: !error("replace").isEmpty
        )
        let title = target.isTrial ? "Check a file without sending it" : "Upload your return"
        let settings = PageSettings(
            banner: "\(target.title) · \(target.name)",
            back: "/senders/\(target.sender)",
            problems: problems
        )
        return portal.page("upload", title, content, context, settings)
    }
}

/// What an upload is for.
private struct UploadTarget {
    let sender, name, identifier, title, action: String
    let isTrial: Bool

    /// Who may only look cannot upload.
    init(_ portal: Portal, _ context: PortalContext, isTrial: Bool = false) async throws {
        sender = try await portal.sender(context)
        guard try await portal.mayPrepare(context, for: sender) else {
            throw PortalError.notAllowed("Only preparers and approvers upload. Ask for the role under your account.")
        }
        let collection = try await portal.collection(context)
        name = try await portal.warehouse.name(of: sender)
        identifier = "\(collection.returnName)@\(collection.schemaVersion)"
        title = try portal.library.resolve(identifier).title
        action = "/senders/\(sender)/\(isTrial ? "check" : "upload")/\(collection.returnName)-\(collection.year)"
        self.isTrial = isTrial
    }
}

extension Portal {
    /// The collection that the address names, as `sen2-2026` in the part `:collection`.
    func collection(_ context: PortalContext) async throws -> ReturnCollection {
        let text = context.parameters.get("collection") ?? ""
        guard let dash = text.lastIndex(of: "-"), let year = Int(text[text.index(after: dash)...]),
            let found = try await warehouse.collection(return: String(text[..<dash]), year: year)
        else { throw PortalError.notFound }
        return found
    }
}

/// The upload that a new one would take the place of.
private struct ReplacedUpload {
    let number: Int
    let path, received, preparer, state, files, found, consequence: String

    init(_ submission: Submission) {
        number = submission.id
        path = submission.path
        received = LondonTime.words(of: submission.receivedAt)
        preparer = submission.preparer ?? "Not named"
        state = submission.state.tag
        files = submission.files.map(\.name).joined(separator: ", ")
        let errors = submission.errors.map { CountText.text($0, "error", "errors") }
        let queries = submission.queries.map { CountText.text($0, "query", "queries") }
        found = [errors, queries].compactMap { $0 }.joined(separator: ", ")
        consequence =
            [.signed, .accepted].contains(submission.state)
            ? "It is signed, and counts until the new one is signed."
            : "It can then no longer be signed. What you explained stays where the facts are the same."
    }
}

extension Portal {
    fileprivate func replaced(_ target: UploadTarget) async throws -> ReplacedUpload? {
        guard let newest = try await newest(target) else { return nil }
        return ReplacedUpload(try await warehouse.submission(newest))
    }

    private func newest(_ target: UploadTarget) async throws -> Int? {
        try await warehouse.tasks(of: try Sender(target.sender), now: time).first { task in
            "\(task.collection.returnName)@\(task.collection.schemaVersion)" == target.identifier
        }?.newest
    }
}

private struct UploadContent {
    let action, key: String
    let isTrial: Bool
    let limit, error: String
    let hasError: Bool
    /// The upload that this one would take the place of, where there is one.
    let replaced: [ReplacedUpload]
    let replaceError: String
    let hasReplaceError: Bool
}
