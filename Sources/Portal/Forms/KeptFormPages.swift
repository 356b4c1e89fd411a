import Hummingbird
import Warehouse

/// What somebody had written when their session ended, for them to send after all.
enum KeptFormPages: PageGroup {
    static var templates: [String: [UInt8]] { ["kept_form": PackageResources.kept_form_mustache] }

    static func add(to routes: Routes) {
        routes.get("/kept") { portal, request, context in
            let person = try portal.person(context)
            guard let secret = request.cookies[KeptFormCookie.name]?.value,
                let sealed = try await portal.warehouse.keptForm(secret, of: person.account.id),
                let form = KeptForm(sealed: sealed, with: portal.settings.key)
            else { return .redirect(to: "/home", type: .normal) }
            return portal.page("kept_form", "Send what you had written", KeptFormContent(form), context)
        }
        routes.post("/kept/forget") { portal, request, context in
            _ = try await portal.form(request, context)
            let person = try portal.person(context)
            if let secret = request.cookies[KeptFormCookie.name]?.value {
                try await portal.warehouse.forgetForm(secret, of: person.account.id)
            }
            var response = portal.done("What you had written is forgotten.", goTo: "/home")
            response.headers[values: .setCookie].append(KeptFormCookie.cleared)
            return response
        }
    }
}

private struct KeptFormContent {
    let action: String
    let fields: [KeptForm.Field]
    let texts: [String]

    init(_ form: KeptForm) {
        action = form.path
        fields = form.fields
        texts = ["text", "reason", "notice"].flatMap { name in
            form.fields.filter { $0.name == name && $0.value.contains(" ") }.map(\.value)
        }
    }
}
