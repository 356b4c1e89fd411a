import HTTPTypes
import Hummingbird

/// Refuses what another site's page sends with a person's cookie: forms come from our own pages.
///
/// Browsers say where a form stood (`Sec-Fetch-Site`, `Origin`); programs that say neither hold no cookie by accident.
struct SameOrigin: RouterMiddleware {
    let address: String

    @concurrent
    func handle(
        _ request: Request,
        context: PortalContext,
        next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let changes = ![.get, .head, .options].contains(request.method)
        if changes, !isOwn(request.headers) { throw PortalError.otherSite }
        return try await next(request, context)
    }

    private func isOwn(_ headers: HTTPFields) -> Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = headers[.origin] else { return true }
        return origin == address
    }
}
