import HTTPTypes
import Hummingbird
import Logging
import Warehouse

/// One name for a request, from the header that came with it through the log to the database's view of what runs.
struct RequestNumber: RouterMiddleware {
    @concurrent
    func handle(
        _ request: Request,
        context: PortalContext,
        next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let number = Self.field.flatMap { request.headers[$0] }.flatMap(Self.plain) ?? context.number
        var context = context
        context.logger[metadataKey: "request"] = "\(number)"
        let known = context
        var response = try await Warehouse.named("portal request=\(number)") { try await next(request, known) }
        if let field = Self.field { response.headers[field] = number }
        return response
    }

    private static let field = HTTPField.Name("X-Request-Id")

    /// A number that a server before this one gave, when it is one: it goes into logs.
    private static func plain(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
        }
        return isPlain && (8...40).contains(text.utf8.count) ? text : nil
    }
}
