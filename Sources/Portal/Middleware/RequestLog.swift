import Foundation
import Hummingbird
import Logging

/// One line for each request: the way it was matched by, never the address itself, which may hold what people typed.
struct RequestLog: RouterMiddleware {
    let clock: @Sendable () -> Date
    let counts: RequestCounts

    @concurrent
    func handle(
        _ request: Request,
        context: PortalContext,
        next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let start = clock()
        let response = try await next(request, context)
        let milliseconds = Int(clock().timeIntervalSince(start) * 1000)
        counts.count(status: response.status.code, milliseconds: milliseconds)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method)", "route": "\(context.endpointPath ?? "(none)")",
                "status": "\(response.status.code)", "milliseconds": "\(milliseconds)",
            ]
        )
        return response
    }
}
