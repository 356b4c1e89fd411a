import Hummingbird
import Warehouse

/// What a person sees of themselves: their roles, their second factor, and asking for access.
enum AccountPages: PageGroup {
    static var templates: [String: [UInt8]] { ["account": PackageResources.account_mustache] }

    static func add(to routes: Routes) {
        routes.get("/account") { portal, _, context in
            try await accountPage(portal, Wish(), [], context)
        }
        routes.post("/account/access") { portal, request, context in
            let person = try portal.person(context)
            let wish = Wish(try await portal.form(request, context))
            guard let membership = wish.membership else {
                return try await accountPage(portal, wish, wish.problems, context)
            }
            let made = try await portal.warehouse.requestAccess(membership, account: person.account.id)
            guard let made else { return portal.done("You have this role already.", goTo: "/account") }
            return portal.done("Your request was sent to \(deciders(made)).", goTo: "/account")
        }
    }

    private static func accountPage(
        _ portal: Portal,
        _ wish: Wish,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) async throws -> Response {
        let person = try portal.person(context)
        let requests = try await portal.warehouse.openRequests().filter { $0.account.id == person.account.id }
        let content = AccountContent(person, requests, wish, problems)
        return portal.page("account", "Your account", content, context, PageSettings(problems: problems))
    }

    fileprivate static func deciders(_ request: AccessRequest) -> String {
        let names = request.deciders.map(\.name)
        return names.isEmpty ? "the operator of this service" : names.joined(separator: ", ")
    }
}

/// The access that somebody asks for, as it was typed.
private struct Wish {
    var code = ""
    var kind = ""
    var role = ""

    init() {}

    init(_ form: Form) {
        code = form["code"].filter { !$0.isWhitespace }
        kind = form["kind"]
        role = form["role"]
    }

    var membership: Membership? {
        guard let role = Role(rawValue: role), !role.isNational, let organisation = try? Organisation("\(kind):\(code)")
        else { return nil }
        return try? Membership(organisation, role)
    }

    var problems: [FormProblem] {
        var problems: [FormProblem] = []
        if !["la", "school"].contains(kind) {
            problems.append(FormProblem(field: "kind", words: "Choose for whom you work"))
        }
        if (try? Organisation("\(kind.isEmpty ? "la" : kind):\(code)")) == nil {
            let words = "Enter the three digits of the local authority, or the six of the school's URN"
            problems.append(FormProblem(field: "code", words: words))
        }
        if !["viewer", "preparer", "approver"].contains(role) {
            problems.append(FormProblem(field: "role", words: "Choose what you need to do"))
        }
        return problems
    }
}

private struct AccountContent {
    let email: String
    let roles: [RoleRow]
    let hasRoles: Bool
    let secondFactor: String
    let requests: [RequestRow]
    let hasRequests: Bool
    let code: String
    let isAuthority, isSchool: Bool
    let isViewer, isPreparer, isApprover: Bool
    let kindError, codeError, roleError: String
    let hasKindError, hasCodeError, hasRoleError: Bool

    init(_ person: SignedInPerson, _ requests: [AccessRequest], _ wish: Wish, _ problems: [FormProblem]) {
        func error(_ field: String) -> String { problems.first { $0.field == field }?.words ?? "" }
        email = person.account.email
        roles = person.memberships.map { RoleRow(organisation: "\($0.organisation)", role: $0.role.words) }
        hasRoles = !roles.isEmpty
        secondFactor = person.secondFactor == .shown ? "Set up" : "Not set up"
        self.requests = requests.map(RequestRow.init)
        hasRequests = !requests.isEmpty
        code = wish.code
        (isAuthority, isSchool) = (wish.kind == "la", wish.kind == "school")
        (isViewer, isPreparer, isApprover) = (wish.role == "viewer", wish.role == "preparer", wish.role == "approver")
        (kindError, codeError, roleError) = (error("kind"), error("code"), error("role"))
        (hasKindError, hasCodeError, hasRoleError) = (!kindError.isEmpty, !codeError.isEmpty, !roleError.isEmpty)
    }
}

private struct RoleRow {
    let organisation: String
    let role: String
}

private struct RequestRow {
    let organisation: String
    let role: String
    let age: String
    let deciders: String

    init(_ request: AccessRequest) {
        organisation = "\(request.membership.organisation)"
        role = request.membership.role.words
        age = request.ageWords
        deciders = AccountPages.deciders(request)
    }
}

extension AccessRequest {
    /// How long it waits, in words.
    var ageWords: String {
        switch workingDays {
        case 0: "today"
        case 1: "for 1 working day"
        default: "for \(workingDays) working days"
        }
    }
}

extension Role {
    /// What the role lets people do, in words.
    var words: String {
        switch self {
        case .viewer: "Look at returns"
        case .preparer: "Send and explain returns"
        case .approver: "Sign returns and decide who gets access"
        case .nationalTeam: "Run the national collections"
        case .operator: "Run this service"
        }
    }
}
