import Foundation
import HTTPTypes
import Hummingbird
import Warehouse

/// Signing in by name and password, showing the second factor, and signing out.
enum SignInPages: PageGroup {
    static var templates: [String: [UInt8]] {
        ["sign_in": PackageResources.sign_in_mustache, "sign_in_code": PackageResources.sign_in_code_mustache]
    }

    static func add(to routes: Routes) {
        routes.get("/sign-in") { portal, request, context in
            let next = NextPath(request.query["next"])
            guard context.person == nil else { return .redirect(to: next.path, type: .normal) }
            return portal.signInPage(next, email: "", [], context)
        }
        routes.post("/sign-in") { portal, request, context in try await signIn(portal, request, context) }
        routes.get("/sign-in/code") { portal, request, context in
            try codePage(portal, NextPath(request.query["next"]), [], context)
        }
        routes.post("/sign-in/code") { portal, request, context in try await showCode(portal, request, context) }
        routes.post("/sign-out") { portal, request, context in
            _ = try await portal.form(request, context)
            if let token = context.sessionToken { try await portal.warehouse.endSession(token: token) }
            var response = portal.done("You are signed out.", goTo: "/")
            response.headers[values: .setCookie].append(SessionCookie.cleared)
            return response
        }
    }

    private static func signIn(_ portal: Portal, _ request: Request, _ context: PortalContext) async throws -> Response
    {
        let form = try await portal.openForm(request)
        let next = NextPath(form["next"])
        let email = form["email"]
        switch try await portal.warehouse.authenticate(email: email, password: form["password"]) {
        case .recognised(let person): return try await portal.begin(person, next)
        case .refused:
            let words = "Check your email address and password; the two do not belong together"
            return portal.signInPage(next, email: email, [FormProblem(field: "email", words: words)], context)
        case .tooManyTries:
            let words = "There were too many tries. Wait 15 minutes, then sign in again"
            return portal.signInPage(next, email: email, [FormProblem(field: "email", words: words)], context)
        }
    }

    private static func codePage(
        _ portal: Portal,
        _ next: NextPath,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) throws -> Response {
        guard let person = context.person else { throw PortalError.signInNeeded }
        switch person.secondFactor {
        case .toBeSetUp: return .redirect(to: "/account/second-factor", type: .normal)
        case .notNeeded, .shown: return .redirect(to: next.path, type: .normal)
        case .toBeShown: break
        }
        let content = CodeContent(next: next.path, error: problems.first?.words ?? "", hasError: !problems.isEmpty)
        return portal.page("sign_in_code", "Enter your code", content, context, PageSettings(problems: problems))
    }

    private static func showCode(
        _ portal: Portal,
        _ request: Request,
        _ context: PortalContext
    ) async throws -> Response {
        let form = try await portal.form(request, context)
        let next = NextPath(form["next"])
        func again(_ words: String) throws -> Response {
            try codePage(portal, next, [FormProblem(field: "code", words: words)], context)
        }
        switch try await portal.warehouse.showSecondFactor(token: context.sessionToken ?? "", code: form["code"]) {
        case .shown(let secret):
            var response = Response.redirect(to: next.path, type: .normal)
            response.headers[values: .setCookie].append(SessionCookie.holding(secret))
            return response
        case .refused: return try again("Enter the six digits that your app shows now, or one of your recovery codes")
        case .tooManyTries: return try again("There were too many wrong codes. Wait 15 minutes, then try again")
        }
    }
}

extension Portal {
    /// Opens a session for somebody who showed who they are, and sends them on.
    func begin(_ person: RecognisedPerson, _ next: NextPath) async throws -> Response {
        let secret = try await warehouse.openSession(for: person)
        let known = try await warehouse.session(token: secret.text)
        let isDue = known?.isComplete == false
        var response = Response.redirect(
            to: isDue ? "/sign-in/code?next=\(next.encoded)" : next.path,
            type: .normal
        )
        response.headers[values: .setCookie].append(SessionCookie.holding(secret))
        return response
    }

    func signInPage(
        _ next: NextPath,
        email: String,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) -> Response {
        let content = SignInContent(
            email: email,
            next: next.path,
            nextEncoded: next.encoded,
            error: problems.first?.words ?? "",
            hasError: !problems.isEmpty,
            provider: settings.openIDName,
            hasProvider: openID != nil
        )
        return page("sign_in", "Sign in", content, context, PageSettings(problems: problems))
    }
}

/// Where somebody goes on after signing in: a path of this portal and never another site.
struct NextPath {
    let path: String

    init(_ text: String) {
        let isOwn = text.hasPrefix("/") && !text.hasPrefix("//") && !text.contains("\\")
        let isPlain = text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value < 127 }
        path = isOwn && isPlain && !text.hasPrefix("/sign-") ? text : "/home"
    }

    var encoded: String { path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}

private struct SignInContent {
    let email: String
    let next: String
    let nextEncoded: String
    let error: String
    let hasError: Bool
    let provider: String
    let hasProvider: Bool
}

private struct CodeContent {
    let next: String
    let error: String
    let hasError: Bool
}
