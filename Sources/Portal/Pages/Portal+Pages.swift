import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Warehouse

extension Portal {
    /// Makes the response of a page.
    ///
    /// - Parameters:
    ///   - template: Name of its template.
    ///   - title: Its heading, which the browser's tab shows as well.
    ///   - content: What the template names.
    ///   - context: The request's context.
    ///   - settings: Status, problems, where "Back" leads.
    /// - Returns: The response.
    func page(
        _ template: String,
        _ title: String,
        _ content: Any,
        _ context: PortalContext,
        _ settings: PageSettings = PageSettings()
    ) -> Response {
        let html = templates.html(template, content, in: frame(title, context, settings))
        return Response(
            status: settings.problems.isEmpty ? settings.status : .unprocessableContent,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html))
        )
    }

    /// Sends the browser on after something was done, with a sentence for the next page.
    func done(_ sentence: String = "", goTo path: String) -> Response {
        var response = Response.redirect(to: path, type: .normal)
        if !sentence.isEmpty {
            response.headers[values: .setCookie].append(NoticeCookie.holding(sentence, sealedWith: self.settings.key))
        }
        return response
    }

    /// What forms carry, so that only pages of this session are taken.
    func formToken(_ context: PortalContext) -> String {
        guard let token = context.sessionToken else { return "" }
        let code = HMAC<SHA256>.authenticationCode(for: Array("form \(token)".utf8), using: settings.key)
        return Data(code).base64EncodedString()
    }

    func faultPage(_ fault: Fault, _ request: Request, _ context: PortalContext) -> Response {
        var response =
            request.uri.path.hasPrefix("/api/")
            ? problem(fault, context)
            : page(
                "fault",
                fault.title,
                ["words": fault.words, "number": context.number],
                context,
                PageSettings(status: fault.status)
            )
        if let seconds = fault.retryAfter { response.headers[.retryAfter] = String(seconds) }
        if let methods = fault.allowedMethods { response.headers[.allow] = methods }
        if fault.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    /// Problem details (RFC 9457).
    private func problem(_ fault: Fault, _ context: PortalContext) -> Response {
        let isAbsent = fault.status == .notFound
        var document: [String: Any] = [
            "type": "about:blank",
            "title": isAbsent ? "Not found" : fault.title,
            "status": fault.status.code,
            "detail": isAbsent ? "It is not there, or not of your organisation. Check the address." : fault.words,
            "code": fault.code,
            "request": context.number,
        ]
        if !fault.member.isEmpty { document["path"] = fault.member }
        let data = (try? JSONSerialization.data(withJSONObject: document, options: [.sortedKeys])) ?? Data()
        return Response(
            status: fault.status,
            headers: [.contentType: "application/problem+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data))
        )
    }

    private func frame(_ title: String, _ context: PortalContext, _ settings: PageSettings) -> PageFrame {
        let number = settings.number.map { $0.of > 1 ? " (page \($0.page) of \($0.of))" : "" } ?? ""
        let start = settings.problems.isEmpty ? "" : "Error: "
        return PageFrame(
            title: title,
            tab: "\(start)\(title)\(number) – sendstat",
            hasStyle: assets.hasFrontend,
            person: context.person?.account.name ?? "",
            isSignedIn: context.person != nil,
            formToken: formToken(context),
            places: places(of: context),
            notice: context.notice ?? "",
            hasNotice: context.notice != nil,
            banner: settings.banner,
            hasBanner: !settings.banner.isEmpty,
            back: settings.back,
            hasBack: !settings.back.isEmpty,
            errors: settings.problems,
            hasErrors: !settings.problems.isEmpty,
            help: self.settings.help
        )
    }

    private func places(of context: PortalContext) -> [PageFrame.Link] {
        guard let person = context.person, person.isComplete else { return [] }
        var places = [PageFrame.Link(path: "/home", words: "Your returns")]
        let roles = Set(person.memberships.map(\.role))
        if roles.contains(.approver) || roles.contains(.nationalTeam) {
            places.append(PageFrame.Link(path: "/access", words: "Access"))
        }
        return places
    }
}
