import Hummingbird
import Warehouse

/// Setting up a second factor: a secret for an authenticator app, a first code, and the recovery codes.
enum SecondFactorPages: PageGroup {
    static var templates: [String: [UInt8]] {
        [
            "second_factor": PackageResources.second_factor_mustache,
            "second_factor_setup": PackageResources.second_factor_setup_mustache,
            "second_factor_codes": PackageResources.second_factor_codes_mustache,
        ]
    }

    static func add(to routes: Routes) {
        routes.get("/account/second-factor") { portal, _, context in
            let person = try signedIn(context)
            let isSetUp = person.secondFactor == .shown || person.secondFactor == .toBeShown
            let isNeeded = person.memberships.contains(where: \.role.needsSecondFactor)
            let content = StartContent(isSetUp: isSetUp, isNeeded: isNeeded)
            return portal.page("second_factor", "Your second factor", content, context)
        }
        routes.post("/account/second-factor") { portal, request, context in
            _ = try await portal.form(request, context)
            let person = try signedIn(context)
            let setup = try await portal.warehouse.beginSecondFactor(of: person.account.id)
            return setupPage(portal, setup.secret.text, setup.address.text, [], context)
        }
        routes.post("/account/second-factor/confirm") { portal, request, context in
            let form = try await portal.form(request, context)
            let person = try signedIn(context)
            let codes = try await portal.warehouse.confirmSecondFactor(of: person.account.id, code: form["code"])
            guard let codes else {
                let words = "Enter the six digits that your app shows now"
                let problems = [FormProblem(field: "code", words: words)]
                return setupPage(portal, form["secret"], form["address"], problems, context)
            }
            let content = CodesContent(codes: codes.map(\.text))
            return portal.page("second_factor_codes", "Keep your recovery codes", content, context)
        }
    }

    /// Somebody who has still to set a second factor up may do just that.
    private static func signedIn(_ context: PortalContext) throws(PortalError) -> SignedInPerson {
        guard let person = context.person else { throw .signInNeeded }
        return person
    }

    private static func setupPage(
        _ portal: Portal,
        _ secret: String,
        _ address: String,
        _ problems: [FormProblem],
        _ context: PortalContext
    ) -> Response {
        let groups = stride(from: 0, to: secret.count, by: 4).map { start in
            String(secret.dropFirst(start).prefix(4))
        }
        let content = SetupContent(
            secret: secret,
            spaced: groups.joined(separator: " "),
            address: address,
            error: problems.first?.words ?? "",
            hasError: !problems.isEmpty
        )
        return portal.page(
            "second_factor_setup",
            "Set up your authenticator app",
            content,
            context,
            PageSettings(back: "/account/second-factor", problems: problems)
        )
    }
}

private struct StartContent {
    let isSetUp: Bool
    let isNeeded: Bool
}

private struct SetupContent {
    let secret: String
    let spaced: String
    let address: String
    let error: String
    let hasError: Bool
}

private struct CodesContent {
    let codes: [String]
}
