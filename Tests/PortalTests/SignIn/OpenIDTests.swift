import Crypto
import Foundation
import JWTKit
import Portal
import Synchronization
import Testing
import Warehouse

@Suite struct OpenIDTests {
    @Test func `the challenge is that of RFC 7636 appendix B`() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        #expect(OpenIDAttempt.challenge(of: verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test func `the browser is sent with state, nonce and challenge, never with a secret`() async throws {
        let client = try MadeUpProvider().client()
        let (attempt, address) = try await client.begin(now: MadeUpProvider.start)
        let parts = try #require(URLComponents(url: address, resolvingAgainstBaseURL: false))
        let items = Dictionary(uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
        #expect(items["tenant"] == "1")
        #expect(items["response_type"] == "code")
        #expect(items["client_id"] == MadeUpProvider.client)
        #expect(items["redirect_uri"] == "https://send.example.org/sign-in/back")
        #expect(items["state"] == attempt.state && items["nonce"] == attempt.nonce)
        #expect(items["code_challenge_method"] == "S256")
        #expect(items["code_challenge"]?.count == 43)
        #expect(items["scope"]?.split(separator: " ").contains("openid") == true)
        #expect(!address.absoluteString.contains("secret"))
        let other = try await client.begin(now: MadeUpProvider.start)
        #expect(other.attempt.state != attempt.state && other.attempt.nonce != attempt.nonce)
        #expect("\(attempt)" == "(sign-in attempt)" && !"\(client.settings)".contains("secret"))
        var dumped = ""
        dump(client.settings, to: &dumped)
        dump(attempt, to: &dumped)
        #expect(!dumped.contains("a secret") && !dumped.contains(attempt.state))
    }

    @Test func `an attempt is read back by who sealed it alone`() async throws {
        let attempt = try await MadeUpProvider().client().begin(now: MadeUpProvider.start).attempt
        let key = SymmetricKey(size: .bits256)
        let sealed = try attempt.sealed(with: key)
        #expect(try OpenIDAttempt(sealed: sealed, with: key) == attempt)
        #expect(!sealed.contains(attempt.state))
        for text in ["", "AAAA", String(sealed.dropLast(4)), String(sealed.reversed())] {
            #expect(throws: OpenIDError.stateMismatch) { try OpenIDAttempt(sealed: text, with: key) }
        }
        #expect(throws: OpenIDError.stateMismatch) {
            try OpenIDAttempt(sealed: sealed, with: SymmetricKey(size: .bits256))
        }
    }

    @Test func `a right answer gives the person, and an address as verified when the provider says so`() async throws {
        for (says, vouches, verified) in [(true, false, true), (false, false, false), (false, true, true)] {
            let provider = MadeUpProvider()
            let client = try provider.client(vouchesForEmail: vouches)
            let (attempt, _) = try await client.begin(now: MadeUpProvider.start)
            provider.state.withLock {
                $0.claims.nonce = attempt.nonce
                $0.claims.email_verified = says
            }
            let answer = ["state": attempt.state, "code": "right", "iss": MadeUpProvider.issuer]
            let person = try await client.finish(attempt, answer: answer, now: MadeUpProvider.start)
            #expect(person.issuer == MadeUpProvider.issuer && person.subject == "person-1")
            #expect(person.email == "ruth@example.org" && person.name == "Ruth Okafor")
            #expect(person.isEmailVerified == verified)
        }
    }

    typealias Change = @Sendable (inout MadeUpProvider.State) -> Void

    static let wrongTokens: [(OpenIDError, String, Change)] = [
        (.audienceMismatch, "another's token", { $0.claims.aud = ["another"] }),
        (
            .audienceMismatch, "for several, without a word which",
            { $0.claims.aud = ["another", MadeUpProvider.client] }
        ),
        (.audienceMismatch, "made for another party", { $0.claims.azp = "another" }),
        (.audienceMismatch, "for nobody", { $0.claims.aud = [] }),
        (.issuerMismatch, "another provider", { $0.claims.iss = "https://other.example.org" }),
        (.issuerMismatch, "nearly the provider", { $0.claims.iss = MadeUpProvider.issuer + "/" }),
        (.nonceMismatch, "another attempt's token", { $0.claims.nonce = "another" }),
        (.tokenExpired, "ran out", { $0.claims.exp = MadeUpProvider.start.timeIntervalSince1970 - 61 }),
        (.tokenFromFuture, "not yet", { $0.claims.iat = MadeUpProvider.start.timeIntervalSince1970 + 61 }),
        (.tokenUnreadable, "nobody", { $0.claims.sub = "" }),
        (.tokenUnreadable, "no token", { $0.token = "x.y" }),
        (.tokenUnreadable, "words", { $0.token = "these are.only.words" }),
    ]

    @Test(arguments: wrongTokens.indices)
    func `a token that says something else is refused`(_ index: Int) async throws {
        let (error, what, change) = Self.wrongTokens[index]
        let provider = MadeUpProvider()
        let client = try provider.client()
        provider.state.withLock { change(&$0) }
        let thrown = await #expect(throws: OpenIDError.self, "\(what)") { try await provider.signIn(client) }
        #expect(thrown == error, "\(what)")
        #expect(thrown?.isProvidersFault == false)
    }

    @Test func `a token that is unsigned, or signed otherwise than by the provider's key, is refused`() async throws {
        let provider = MadeUpProvider()
        func refused(_ header: String, signature: String, _ error: OpenIDError) async throws {
            let client = try provider.client()
            let (attempt, _) = try await client.begin(now: MadeUpProvider.start)
            var claims = MadeUpProvider.Claims()
            claims.nonce = attempt.nonce
            let payload = try Self.part(JSONEncoder().encode(claims))
            provider.state.withLock {
                $0.token = "\(Self.part(Data(header.utf8))).\(payload).\(signature)"
                $0.codesLeft = ["right"]
            }
            let answer = ["state": attempt.state, "code": "right"]
            await #expect(throws: error, "\(header)") {
                try await client.finish(attempt, answer: answer, now: MadeUpProvider.start)
            }
        }
        for name in ["none", "None", "NONE", "", "HS256", "HS512"] {
            try await refused(#"{"alg": "\#(name)", "kid": "first"}"#, signature: "", .algorithmRefused)
            try await refused(#"{"alg": "\#(name)", "kid": "shared"}"#, signature: "AAAA", .algorithmRefused)
        }
        try await refused(#"{"alg": "ES256", "kid": "first"}"#, signature: "", .algorithmRefused)
        try await refused(#"{"alg": "RS256", "kid": "first"}"#, signature: "AAAA", .algorithmRefused)
        let zeros = Self.part(Data(repeating: 0, count: 64))
        try await refused(#"{"alg": "ES256", "kid": "first"}"#, signature: zeros, .signatureWrong)
        try await refused(#"{"alg": "ES256"}"#, signature: zeros, .signatureWrong)
        try await refused(#"{"alg": "ES256", "kid": "unheard-of"}"#, signature: zeros, .keyUnknown)
        try await refused(#"{"alg": "ES256", "kid": "first", "crit": ["x"]}"#, signature: zeros, .tokenUnreadable)
    }

    @Test func `another's key under the provider's name signs nothing`() async throws {
        let provider = MadeUpProvider()
        let client = try provider.client()
        #expect(try await provider.signIn(client) == "person-1")
        let forger = ES256PrivateKey()
        let (attempt, _) = try await client.begin(now: MadeUpProvider.start)
        var claims = MadeUpProvider.Claims()
        claims.nonce = attempt.nonce
        let name = JWKIdentifier(string: "first")
        let forged = try await JWTKeyCollection().add(ecdsa: forger, kid: name).sign(claims, kid: name)
        provider.state.withLock {
            $0.token = forged
            $0.codesLeft = ["right"]
        }
        await #expect(throws: OpenIDError.signatureWrong) {
            let answer = ["state": attempt.state, "code": "right"]
            return try await client.finish(attempt, answer: answer, now: MadeUpProvider.start)
        }
    }

    @Test func `keys that changed are asked for once more, and not at every made-up token`() async throws {
        let provider = MadeUpProvider()
        let client = try provider.client()
        #expect(try await provider.signIn(client) == "person-1")
        func renew(_ name: String) {
            provider.state.withLock {
                $0.keyName = name
                $0.key = ES256PrivateKey()
                $0.codesLeft = ["right"]
            }
        }
        renew("second")
        let later = MadeUpProvider.start.addingTimeInterval(30)
        #expect(try await provider.signIn(client, at: later) == "person-1")
        #expect(provider.state.withLock { $0.calls.count { $0 == "/keys" } } == 2)
        renew("third")
        await #expect(throws: OpenIDError.keyUnknown) { try await provider.signIn(client, at: later) }
        #expect(provider.state.withLock { $0.calls.count { $0 == "/keys" } } == 2)
    }

    @Test func `an answer to no attempt, a late one, a second one and a no are refused`() async throws {
        let provider = MadeUpProvider()
        let client = try provider.client()
        func refused(_ error: OpenIDError, after seconds: Double = 0, _ change: (inout [String: String]) -> Void) async
        {
            await #expect(throws: error) {
                try await provider.signIn(client, at: MadeUpProvider.start.addingTimeInterval(seconds), change)
            }
        }
        await refused(.stateMismatch) { $0["state"] = "another" }
        await refused(.stateMismatch) { $0["state"] = nil }
        await refused(.stateMismatch) { $0["state"] = "" }
        await refused(.otherProvider) { $0["iss"] = "https://other.example.org" }
        await refused(.refusedByProvider) { $0["error"] = "access_denied" }
        await refused(.refusedByProvider) { $0["code"] = nil }
        await refused(.codeRefused) { $0["code"] = "wrong" }
        await refused(.attemptExpired, after: 601) { _ in }
        // Nothing of all this used the code up.
        #expect(try await provider.signIn(client) == "person-1")
        await refused(.codeRefused) { _ in }
    }

    @Test func `a provider that is away, names another or would have secrets in the clear is not used`() async throws {
        let provider = MadeUpProvider()
        provider.state.withLock { $0.isAway = true }
        await #expect(throws: OpenIDError.providerAway) {
            try await provider.client().begin(now: MadeUpProvider.start)
        }
        provider.state.withLock { $0.isAway = false }
        for (name, value) in [
            ("issuer", "https://other.example.org"), ("token_endpoint", "http://provider.example.org/token"),
            ("jwks_uri", "ftp://provider.example.org"), ("authorization_endpoint", ""),
        ] {
            provider.state.withLock { $0.discovery = [name: value] }
            await #expect(throws: OpenIDError.providerUnfit, "\(name)") {
                try await provider.client().begin(now: MadeUpProvider.start)
            }
        }
        for issuer in ["http://provider.example.org", "https://name@provider.example.org", "", "file:///etc"] {
            #expect(throws: OpenIDError.providerUnfit) {
                try OpenIDSettings(issuer: issuer, clientID: "x", clientSecret: "y", redirect: URL(filePath: "/"))
            }
        }
    }

    private static func part(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
