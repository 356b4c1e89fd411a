import Foundation
import Portal
import Testing
import Warehouse

@Suite(.enabled(if: MockProvider.isExpected, "SENDSTAT_PYTHON names a Python with oidc-provider-mock"))
struct MockProviderTests {
    static let ruth = #"{"sub": "ruth", "email": "ruth@example.org", "email_verified": true, "name": "Ruth Okafor"}"#

    @Test func `people sign in by a real provider, each code once, and say no`() async throws {
        try await MockProvider.run(claims: [Self.ruth]) { provider in
            let client = OpenIDClient(try settings(provider))
            let now = Date()
            let (attempt, address) = try await client.begin(now: now)
            let answer = try await provider.consent(address, as: "ruth")
            #expect(answer["state"] == attempt.state)
            let person = try await client.finish(attempt, answer: answer, now: now)
            #expect(person.issuer == provider.issuer && person.subject == "ruth")
            #expect(person.email == "ruth@example.org" && person.isEmailVerified && person.name == "Ruth Okafor")
            await #expect(throws: OpenIDError.codeRefused) {
                try await client.finish(attempt, answer: answer, now: now)
            }
            let (second, place) = try await client.begin(now: now)
            // A code of one attempt in the answer to another: the token names the first one's nonce.
            var crossed = try await provider.consent(address, as: "ruth")
            crossed["state"] = second.state
            await #expect(throws: OpenIDError.nonceMismatch) {
                try await client.finish(second, answer: crossed, now: now)
            }
            var denied = try await provider.consent(place, as: "ruth", action: "deny")
            denied["state"] = second.state
            await #expect(throws: OpenIDError.refusedByProvider) {
                try await client.finish(second, answer: denied, now: now)
            }
        }
    }

    @Test func `a token that ran out is refused`() async throws {
        try await MockProvider.run(claims: [Self.ruth], tokenSeconds: 300) { provider in
            let client = OpenIDClient(try settings(provider))
            let begun = Date()
            let (attempt, address) = try await client.begin(now: begun)
            let answer = try await provider.consent(address, as: "ruth")
            await #expect(throws: OpenIDError.tokenExpired) {
                try await client.finish(attempt, answer: answer, now: begun.addingTimeInterval(400))
            }
        }
    }

    @Test func `no provider there is told apart from a refusal`() async throws {
        let held = try HeldPort()
        let redirect = try #require(URL(string: "http://127.0.0.1:8080/sign-in/back"))
        let issuer = "http://127.0.0.1:\(held.port)"
        let client = OpenIDClient(
            try OpenIDSettings(issuer: issuer, clientID: "sendstat", clientSecret: "secret", redirect: redirect)
        )
        let error = await #expect(throws: OpenIDError.self) { try await client.begin(now: Date()) }
        #expect(error == .providerAway && error?.isProvidersFault == true)
    }

    private func settings(_ provider: MockProvider) throws -> OpenIDSettings {
        try OpenIDSettings(
            issuer: provider.issuer,
            clientID: "sendstat",
            clientSecret: "s3cret&more",
            redirect: try #require(URL(string: "http://127.0.0.1:8080/sign-in/back"))
        )
    }
}
