import Foundation
import FoundationNetworking
import JWTKit
import Portal
import Warehouse
import Synchronization

/// A provider within the test, which can be made to answer wrongly.
final class MadeUpProvider: Sendable {
    static let issuer = "https://provider.example.org"
    static let client = "sendstat-test"
    static let start = Date(timeIntervalSince1970: 1_800_000_000)

    struct State: Sendable {
        var keyName = "first"
        var key = ES256PrivateKey()
        /// What the next token says; the nonce is that of the attempt unless it is set here.
        var claims: Claims = Claims()
        /// A token to give as it is.
        var token: String?
        var discovery: [String: String] = [:]
        var codesLeft = ["right"]
        var calls: [String] = []
        var isAway = false
    }

    struct Claims: JWTPayload {
        var iss = MadeUpProvider.issuer
        var sub = "person-1"
        var aud: [String] = [MadeUpProvider.client]
        var azp: String?
        var exp = MadeUpProvider.start.timeIntervalSince1970 + 300
        var iat = MadeUpProvider.start.timeIntervalSince1970
        var nonce: String?
        var email: String? = "ruth@example.org"
        var email_verified: Bool? = true
        var name: String? = "Ruth Okafor"

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    let state = Mutex(State())

    func client(vouchesForEmail: Bool = false) throws -> OpenIDClient {
        let settings = try OpenIDSettings(
            issuer: Self.issuer,
            clientID: Self.client,
            clientSecret: "a secret & more",
            redirect: URL(filePath: "/").absoluteURL.redirect,
            vouchesForEmail: vouchesForEmail
        )
        return OpenIDClient(settings, network: OpenIDNetwork { try await self.answer($0) })
    }

    /// A sign-in from the button to the end, with what the browser brings back.
    func signIn(
        _ client: OpenIDClient,
        at now: Date = start,
        _ change: (inout [String: String]) -> Void = { _ in }
    ) async throws -> String {
        let (attempt, _) = try await client.begin(now: Self.start)
        state.withLock { if $0.claims.nonce == nil { $0.claims.nonce = attempt.nonce } }
        defer { state.withLock { $0.claims.nonce = nil } }
        var answer = ["state": attempt.state, "code": "right"]
        change(&answer)
        return try await client.finish(attempt, answer: answer, now: now).subject
    }

    private func answer(_ request: URLRequest) async throws -> (status: Int, body: Data) {
        let path = request.url?.path ?? ""
        let now = state.withLock { state in
            state.calls.append(path)
            return state
        }
        if now.isAway { throw URLError(.cannotConnectToHost) }
        switch path {
        case "/.well-known/openid-configuration":
            let own = [
                "issuer": Self.issuer, "authorization_endpoint": Self.issuer + "/authorize?tenant=1",
                "token_endpoint": Self.issuer + "/token", "jwks_uri": Self.issuer + "/keys",
            ]
            return (200, try JSONEncoder().encode(own.merging(now.discovery) { $1 }))
        case "/keys": return (200, keys(now))
        default: return try await token(request, now)
        }
    }

    private func token(_ request: URLRequest, _ now: State) async throws -> (status: Int, body: Data) {
        let body = String(decoding: request.httpBody ?? Data(), as: UTF8.self)
        let isRight = state.withLock { state in
            guard let place = state.codesLeft.firstIndex(where: { body.contains("&code=\($0)&") }) else { return false }
            state.codesLeft.remove(at: place)
            return true
        }
        guard isRight else { return (400, Data(#"{"error": "invalid_grant"}"#.utf8)) }
        var token = now.token
        if token == nil {
            let name = JWKIdentifier(string: now.keyName)
            let keys = await JWTKeyCollection().add(ecdsa: now.key, kid: name)
            token = try await keys.sign(now.claims, kid: name)
        }
        return (200, try JSONEncoder().encode(["id_token": token, "access_token": "x", "token_type": "Bearer"]))
    }

    private func keys(_ now: State) -> Data {
        let point = now.key.publicKey.parameters
        func address(_ text: String) -> String {
            text.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
                .replacingOccurrences(of: "=", with: "")
        }
        let x = address(point?.x ?? "")
        let y = address(point?.y ?? "")
        return Data(
            """
            {"keys": [
                {"kty": "oct", "kid": "shared", "k": "c2VjcmV0"},
                {"kty": "EC", "crv": "P-256", "use": "sig", "kid": "\(now.keyName)", "alg": "ES256", "x": "\(x)", "y": "\(y)"}
            ]}
            """.utf8
        )
    }
}

extension URL {
    fileprivate var redirect: URL { URL(string: "https://send.example.org/sign-in/back") ?? self }
}
