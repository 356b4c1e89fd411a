import Foundation
import HTTPTypes
import Hummingbird

/// The styles of the pages: our own, and GOV.UK Frontend's as it was installed.
struct PortalAssets: Sendable {
    private let frontend: [UInt8]?
    private let licence: [UInt8]?

    /// Reads what was installed.
    ///
    /// - Parameter folder: Where `ops/install` put it; nil, or a folder without it, leaves the pages plain.
    init(folder: URL?) {
        func bytes(_ name: String) -> [UInt8]? {
            folder.flatMap { try? Data(contentsOf: $0.appendingPathComponent(name)) }.map { Array($0) }
        }
        frontend = bytes("govuk-frontend.css")
        licence = bytes("govuk-frontend-LICENCE.txt")
    }

    var hasFrontend: Bool { frontend != nil }
}

extension PortalAssets: PageGroup {
    static func add(to routes: Routes) {
        routes.get("/assets/portal.css") { _, _, _ in style(PackageResources.portal_css) }
        routes.get("/assets/govuk-frontend.css") { portal, _, _ in
            guard let bytes = portal.assets.frontend else { throw PortalError.notFound }
            return style(bytes)
        }
        routes.get("/assets/licence") { portal, _, _ in
            let none = "The pages use no style but their own.\n"
            return text(portal.assets.licence ?? Array(none.utf8), "text/plain; charset=utf-8")
        }
        routes.get("/favicon.ico") { _, _, _ in throw PortalError.notFound }
    }

    private static func style(_ bytes: [UInt8]) -> Response {
        text(bytes, "text/css; charset=utf-8")
    }

    private static func text(_ bytes: [UInt8], _ type: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "public, max-age=3600"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
