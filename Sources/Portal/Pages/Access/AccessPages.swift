import Hummingbird
import Warehouse

/// Deciding who gets access, and looking at roles again after a year.
enum AccessPages: PageGroup {
    static var templates: [String: [UInt8]] { ["access": PackageResources.access_mustache] }

    static func add(to routes: Routes) {
        routes.get("/access") { portal, _, context in
            let person = try decider(portal, context)
            let requests = try await portal.warehouse.openRequests(for: person.account.id)
            let reviews = try await reviews(portal, person)
            let content = AccessContent(requests, reviews)
            return portal.page("access", "Who has access", content, context, PageSettings(back: "/home"))
        }
        routes.post("/access/requests/:request") { portal, request, context in
            let form = try await portal.form(request, context)
            let person = try decider(portal, context)
            let isGranted = form["decision"] == "grant"
            guard isGranted || form["decision"] == "refuse" else { throw PortalError.notFound }
            let number = try portal.number("request", context)
            try await portal.warehouse.decideAccess(number, isGranted: isGranted, by: person.account.id)
            return portal.done(isGranted ? "The role was given." : "The request was turned down.", goTo: "/access")
        }
        routes.post("/access/roles/:role") { portal, request, context in
            let form = try await portal.form(request, context)
            let person = try decider(portal, context)
            let number = try portal.number("role", context)
            guard let review = try await reviews(portal, person).first(where: { $0.id == number }) else {
                throw PortalError.notFound
            }
            guard form["decision"] == "remove" else {
                try await portal.warehouse.confirmRole(number, by: person.account.id)
                return portal.done("The role stays for another year.", goTo: "/access")
            }
            try await portal.warehouse.revoke(review.membership, from: review.account.id, by: person.account.id)
            return portal.done("The role was taken away.", goTo: "/access")
        }
    }

    /// Approvers decide for their organisation, the national team for all.
    private static func decider(_ portal: Portal, _ context: PortalContext) throws(PortalError) -> SignedInPerson {
        let person = try portal.person(context)
        guard person.memberships.contains(where: { $0.role == .approver || $0.role == .nationalTeam }) else {
            throw .notFound
        }
        return person
    }

    private static func reviews(_ portal: Portal, _ person: SignedInPerson) async throws -> [MembershipToReview] {
        let isNational = person.memberships.contains { $0.role == .nationalTeam }
        let own = Set(person.memberships.filter { $0.role == .approver }.map(\.organisation))
        return try await portal.warehouse.rolesToReview().filter { review in
            review.account.id != person.account.id && (isNational || own.contains(review.membership.organisation))
        }
    }
}

private struct AccessContent {
    let requests: [Request]
    let hasRequests: Bool
    let reviews: [Review]
    let hasReviews: Bool

    init(_ requests: [AccessRequest], _ reviews: [MembershipToReview]) {
        self.requests = requests.map(Request.init)
        hasRequests = !requests.isEmpty
        self.reviews = reviews.map(Review.init)
        hasReviews = !reviews.isEmpty
    }

    struct Request {
        let number: Int
        let name, email, organisation, role, age: String

        init(_ request: AccessRequest) {
            number = request.id
            name = request.account.name
            email = request.account.email
            organisation = "\(request.membership.organisation)"
            role = request.membership.role.words
            age = request.ageWords
        }
    }

    struct Review {
        let number: Int
        let name, email, organisation, role, use: String

        init(_ review: MembershipToReview) {
            number = review.id
            name = review.account.name
            email = review.account.email
            organisation = "\(review.membership.organisation)"
            role = review.membership.role.words
            use = review.daysSinceUse.map { $0 == 0 ? "today" : $0 == 1 ? "yesterday" : "\($0) days ago" } ?? "never"
        }
    }
}
