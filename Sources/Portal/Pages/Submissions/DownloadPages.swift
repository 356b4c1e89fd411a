import Foundation
import HTTPTypes
import Hummingbird
import Returns
import Validation
import Warehouse

/// The findings of an upload to take away, in the forms that `sendstat findings` writes, and the return itself, marked.
enum DownloadPages: PageGroup {
    static func add(to routes: Routes) {
        routes.get("/senders/:sender/submissions/:submission/findings.{form}") { portal, _, context in
            let form = context.parameters.get("form") ?? ""
            return try await findings(of: try await portal.submission(context), form, portal)
        }
    }

    /// All findings of an upload as `csv` or `json`, or the upload itself with its findings as `xlsx`.
    static func findings(of submission: Submission, _ form: String, _ portal: Portal) async throws -> Response {
        guard submission.errors != nil, let version = submission.schemaVersion else { throw PortalError.notFound }
        let schema = try portal.library.resolve("\(submission.returnName)@\(version)")
        if form == "xlsx" { return try await workbook(of: submission, schema, portal) }
        let result = try await portal.warehouse.result(of: submission.id, judgedBy: schema)
        let name = "findings-\(submission.id).\(form)"
        switch form {
        case "csv": return file(Array(FindingsCSV.render(result).utf8), name, "text/csv; charset=utf-8")
        case "json": return file(Array(FindingsJSON.render(result).utf8), name, "application/json")
        default: throw PortalError.notFound
        }
    }

    /// The sender's own rows with a column that says what was found; files that a confined process could read before.
    private static func workbook(
        of submission: Submission,
        _ schema: ResolvedSchema,
        _ portal: Portal
    ) async throws -> Response {
        let result = try await portal.warehouse.result(of: submission.id, judgedBy: schema)
        let place = try portal.uploads.take()
        let paths = try await portal.warehouse.write(filesOf: submission.id, to: place.folder)
        let target = place.folder.appendingPathComponent("marked.xlsx")
        try await onThread {
            let inputs = try paths.map {
                ReturnInput(name: $0.lastPathComponent, bytes: [UInt8](try Data(contentsOf: $0)))
            }
            let tables = try ReturnReader(schema: schema).read(inputs)
            try MarkedWorkbook.write(result, of: tables, to: target)
        }
        let bytes = [UInt8](try Data(contentsOf: target))
        return file(
            bytes,
            "upload-\(submission.id)-marked.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
    }

    static func file(_ bytes: [UInt8], _ name: String, _ type: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

/// Runs long work on a thread of its own, so that pages of others do not wait for it.
private func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
