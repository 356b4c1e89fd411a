import Hummingbird

/// Pages that belong together, with their templates.
protocol PageGroup {
    /// Templates by name, as the build embeds them.
    static var templates: [String: [UInt8]] { get }

    /// Says which addresses the pages answer.
    static func add(to routes: Routes)
}

extension PageGroup {
    static var templates: [String: [UInt8]] { [:] }
}

/// All that the portal answers.
enum PageGroups {
    static var all: [any PageGroup.Type] {
        [
            PortalAssets.self, StartPages.self, StandardPages.self, SignInPages.self, OpenIDPages.self,
            SecondFactorPages.self, PasswordPages.self, KeptFormPages.self, AccountPages.self, AccessPages.self,
            HomePages.self, UploadPages.self, SubmissionPages.self, DownloadPages.self, QueryPages.self,
            FigurePages.self, SignPages.self, ReceiptPages.self, BoardPages.self, CheckPages.self, RunningPages.self,
            SchoolPages.self,
            HealthPages.self, ProgramDescription.self, ProgramRoutes.self,
        ]
    }
}

/// The addresses of a portal, in the making.
struct Routes {
    let router: Router<PortalContext>
    let portal: Portal

    /// What answers a request; the portal, the request and what is known of it go in.
    typealias Answer = @Sendable @concurrent (Portal, Request, PortalContext) async throws -> Response

    func get(_ path: RouterPath, _ answer: @escaping Answer) { add(.get, path, answer) }

    func post(_ path: RouterPath, _ answer: @escaping Answer) { add(.post, path, answer) }

    func add(_ method: HTTPRequest.Method, _ path: RouterPath, _ answer: @escaping Answer) {
        let portal = portal
        let closure: @Sendable @concurrent (Request, PortalContext) async throws -> Response = { request, context in
            try await answer(portal, request, context)
        }
        router.on(path, method: method, use: closure)
    }
}
