import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Warehouse

/// Turns what was thrown into a page, or for programs into problem details (RFC 9457).
struct Faults: RouterMiddleware {
    let portal: Portal

    @concurrent
    func handle(
        _ request: Request,
        context: PortalContext,
        next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return answer(to: error, request, context)
        }
    }

    private func answer(to error: any Error, _ request: Request, _ context: PortalContext) -> Response {
        guard let known = Self.known(error) else {
            // What a library throws may repeat what people typed: only its kind is logged.
            context.logger.error("fault", metadata: ["kind": "\(Warehouse.kind(of: error))"])
            return portal.faultPage(.ofOurs, request, context)
        }
        let isForPrograms = request.uri.path.hasPrefix("/api/")
        if known == .signInNeeded, !isForPrograms { return Self.toSignIn(from: request) }
        if case .signInNeededForForm(let secret) = known {
            var response = Response.redirect(to: "/sign-in?next=%2Fkept", type: .normal)
            response.headers[values: .setCookie].append(KeptFormCookie.holding(secret))
            return response
        }
        if known == .secondFactorDue, !isForPrograms { return .redirect(to: "/sign-in/code", type: .normal) }
        return portal.faultPage(Fault(known), request, context)
    }

    /// What an error of the rooms below, or of the server, means to who asked.
    static func known(_ error: any Error) -> PortalError? {
        switch error {
        case let error as PortalError: error
        case WarehouseError.submissionUnknown, WarehouseError.collectionUnknown, WarehouseError.senderUnknown:
            .notFound
        case let error as SignOffError: error.isAboutPerson ? .notAllowed("\(error)") : .conflict("\(error)")
        case AccessError.requestUnknown, AccessError.roleNotHeld: .notFound
        case AccessError.sessionEnded: .signInNeeded
        case AccessError.mayNotDecide: .notAllowed("\(error)")
        case let error as AccessError: .conflict("\(error)")
        case let error as WarehouseError: .conflict("\(error)")
        case let error where Warehouse.isBusy(error) || Warehouse.isShut(error):
            .away("The service is busy. Nothing was changed; try again in half a minute.")
        case let error as HTTPError: Self.known(error.status)
        default: nil
        }
    }

    private static func known(_ status: HTTPResponse.Status) -> PortalError? {
        switch status.code {
        case 404, 405: .notFound
        case 413: .tooLarge(limit: 1 << 20)
        case 400..<500: .formUnreadable("Go back, load the page again and send it once more.")
        default: nil
        }
    }

    private static func toSignIn(from request: Request) -> Response {
        let isPage = request.method == .get || request.method == .head
        let path = isPage ? request.uri.path : "/home"
        let next = path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return .redirect(to: "/sign-in?next=\(next)", type: .normal)
    }
}

/// What a page or a problem document says of a fault.
struct Fault {
    let status: HTTPResponse.Status
    let code: String
    let title: String
    let words: String
    let retryAfter: Int?
    let allowedMethods: String?
    /// What a program has to mend; empty when it is none.
    let member: String

    init(_ error: PortalError) {
        status = error.status
        code = error.code
        title = error.title
        words = error.words
        retryAfter = error.retryAfter
        allowedMethods = error.allowedMethods
        member = error.member
    }

    private init(status: HTTPResponse.Status, code: String, title: String, words: String) {
        self.status = status
        self.code = code
        self.title = title
        self.words = words
        retryAfter = nil
        allowedMethods = nil
        member = ""
    }

    /// A fault that lies with us.
    static let ofOurs = Fault(
        status: .internalServerError,
        code: "fault",
        title: "Something went wrong here",
        words: "The fault is ours and has been noted. What you had sent before is kept. Try again in a few minutes."
    )
}
