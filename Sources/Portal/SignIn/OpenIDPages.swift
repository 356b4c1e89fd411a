import Foundation
import HTTPTypes
import Hummingbird
import Warehouse

/// Signing in by an OpenID Connect provider.
enum OpenIDPages: PageGroup {
    static func add(to routes: Routes) {
        routes.get("/sign-in/provider") { portal, request, _ in
            let client = try portal.provider()
            let next = NextPath(request.query["next"])
            let (attempt, address) = try await client.begin(now: portal.clock())
            var response = Response.redirect(to: address.absoluteString, type: .normal)
            let sealed = try attempt.sealed(with: portal.settings.key)
            response.headers[values: .setCookie] += [AttemptCookie.holding(sealed), AttemptCookie.holding(next)]
            return response
        }
        routes.get(RouterPath(Portal.providerReturnPath)) { portal, request, context in
            var response = try await finish(portal, request, context)
            response.headers[values: .setCookie].append(AttemptCookie.cleared)
            return response
        }
    }

    private static func finish(_ portal: Portal, _ request: Request, _ context: PortalContext) async throws -> Response
    {
        let client = try portal.provider()
        let next = NextPath((request.cookies[AttemptCookie.nextName]?.value).flatMap(\.removingPercentEncoding) ?? "")
        let form = request.query
        let answer = Dictionary(form.names.map { ($0, form[$0]) }, uniquingKeysWith: { first, _ in first })
        do {
            let sealed = request.cookies[AttemptCookie.name]?.value ?? ""
            let attempt = try OpenIDAttempt(sealed: sealed, with: portal.settings.key)
            let identity = try await client.finish(attempt, answer: answer, now: portal.clock())
            return try await portal.begin(try await portal.warehouse.recognise(identity), next)
        } catch let error as OpenIDError {
            try await portal.warehouse.recordRefusedSignIn(way: client.settings.issuer, reason: error.rawValue)
            return portal.refusal("\(error)", next, isOfProvider: error.isProvidersFault, context)
        } catch let error as AccessError {
            return portal.refusal("\(error)", next, isOfProvider: false, context)
        }
    }
}

extension Portal {
    fileprivate func provider() throws(PortalError) -> OpenIDClient {
        guard let openID else { throw .notFound }
        return openID
    }

    fileprivate func refusal(
        _ words: String,
        _ next: NextPath,
        isOfProvider: Bool,
        _ context: PortalContext
    ) -> Response {
        var response = signInPage(next, email: "", [FormProblem(field: "email", words: words)], context)
        response.status = isOfProvider ? .serviceUnavailable : .unauthorized
        return response
    }
}

/// What a browser keeps between leaving for the provider and coming back.
private enum AttemptCookie {
    static let name = "sendstat_attempt"
    static let nextName = "sendstat_next"

    static func holding(_ sealed: String) -> String { cookie(name, sealed) }

    static func holding(_ next: NextPath) -> String { cookie(nextName, next.encoded) }

    static let cleared = "\(name)=; Path=/sign-in; HttpOnly; Secure; SameSite=Lax; Max-Age=0"

    private static func cookie(_ name: String, _ value: String) -> String {
        "\(name)=\(value); Path=/sign-in; HttpOnly; Secure; SameSite=Lax; Max-Age=600"
    }
}
