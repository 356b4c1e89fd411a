import Hummingbird
import Warehouse

/// Choosing a password by the link that came to a person's own address.
enum PasswordPages: PageGroup {
    static var templates: [String: [UInt8]] { ["password": PackageResources.password_mustache] }

    static func add(to routes: Routes) {
        routes.get("/password/:link") { portal, _, context in passwordPage(portal, [], context) }
        routes.post("/password/:link") { portal, request, context in
            let form = try await portal.openForm(request)
            let (password, again) = (form["password"], form["again"])
            guard password == again else {
                return passwordPage(
                    portal,
                    [FormProblem(field: "again", words: "Type the same password twice")],
                    context
                )
            }
            do {
                try await portal.warehouse.choosePassword(password, link: context.parameters.get("link") ?? "")
            } catch AccessError.passwordRefused(let problem) {
                return passwordPage(portal, [FormProblem(field: "password", words: "\(problem)")], context)
            } catch AccessError.linkSpent {
                throw PortalError.conflict("\(AccessError.linkSpent)")
            }
            return portal.done("Your password is chosen. Sign in with it.", goTo: "/sign-in")
        }
    }

    private static func passwordPage(
        _ portal: Portal,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) -> Response {
        func error(_ field: String) -> String { problems.first { $0.field == field }?.words ?? "" }
        let content = PasswordContent(
            link: context.parameters.get("link") ?? "",
            error: error("password"),
            hasError: !error("password").isEmpty,
            againError: error("again"),
            hasAgainError: !error("again").isEmpty
        )
        return portal.page("password", "Choose a password", content, context, PageSettings(problems: problems))
    }
}

private struct PasswordContent {
    let link: String
    let error: String
    let hasError: Bool
    let againError: String
    let hasAgainError: Bool
}
