import Foundation
import FoundationNetworking
import Portal
import Support
import Testing
import Warehouse

/// Signing in by a provider that really answers: LA-1.2.
@Suite struct ProviderSignInTests {
    @Test(.enabled(if: MockProvider.isExpected, "oidc-provider-mock is not installed: ops/install test"))
    func `a person signs in by their organisation's provider`() async throws {
        let claims = #"{"sub": "pat", "email": "pat@example.org", "email_verified": true, "name": "Pat Preparer"}"#
        try await MockProvider.run(claims: [claims]) { provider in
            try await PortalUnderTest.open(adjust: { settings, _ in
                settings.openID = try OpenIDSettings(
                    issuer: provider.issuer,
                    clientID: "sendstat",
                    clientSecret: "a secret of the tests",
                    redirect: try #require(URL(string: settings.address + "/sign-in/provider/return"))
                )
                settings.openIDName = "DfE Sign-in"
            }) { portal in
                let begin = try await portal.get("/sign-in/provider?next=%2Fcollections")
                #expect(begin.status == 303)
                let address = try #require(begin.headers["location"].flatMap { URL(string: $0) })
                let said = try await provider.consent(address, as: "pat")
                let query = said.map {
                    "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
                }
                let back = "/sign-in/provider/return?\(query.joined(separator: "&"))"
                let cookies = ["sendstat_attempt", "sendstat_next"]
                    .compactMap { name in begin.cookie(name).map { "\(name)=\($0)" } }.joined(separator: "; ")
                let answer = try await portal.get(back, headers: ["Cookie": cookies])
                #expect(answer.status == 303)
                #expect(answer.headers["location"] == "/collections")
                let token = try #require(answer.cookie("sendstat_session"))
                #expect(try await portal.warehouse.session(token: token)?.account.email == "pat@example.org")
                // The same answer a second time, and without the browser's own cookie, opens nothing.
                #expect(try await portal.get(back, headers: ["Cookie": cookies]).status == 401)
                #expect(try await portal.get(back).status == 401)
            }
        }
    }
}
