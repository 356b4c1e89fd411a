import HTTPTypes
import Hummingbird
import Warehouse

/// Finds out who is signed in, by the cookie.
struct Sessions: RouterMiddleware {
    let portal: Portal

    @concurrent
    func handle(
        _ request: Request,
        context: PortalContext,
        next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        var isNoticeShown = false
        if let token = request.cookies[SessionCookie.name]?.value, !token.isEmpty, needsPerson(request) {
            context.person = try await portal.warehouse.session(token: token)
            if context.person != nil { context.sessionToken = token }
        }
        if request.method == .get, let sealed = request.cookies[NoticeCookie.name]?.value {
            context.notice = NoticeCookie.open(sealed, with: portal.settings.key)
            isNoticeShown = true
        }
        var response = try await next(request, context)
        let showedPage = response.headers[.contentType]?.hasPrefix("text/html") == true
        if isNoticeShown, showedPage { response.headers[values: .setCookie].append(NoticeCookie.cleared) }
        return response
    }

    /// The database is not asked for styles, pictures and signs of life.
    private func needsPerson(_ request: Request) -> Bool {
        !["/assets/", "/healthz/"].contains(where: request.uri.path.hasPrefix)
    }
}

/// The cookie that holds a session's secret.
enum SessionCookie {
    static let name = "sendstat_session"

    static func holding(_ secret: Secret) -> String {
        "\(name)=\(secret.text); Path=/; HttpOnly; Secure; SameSite=Lax"
    }

    static let cleared = "\(name)=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0"
}
