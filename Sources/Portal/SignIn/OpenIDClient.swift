import Crypto
public import Foundation
import FoundationNetworking
public import Warehouse

/// Signs people in by an OpenID Connect provider: the code flow with `state`, `nonce` and PKCE.
///
/// `begin` gives where to send the browser and what it keeps meanwhile; `finish` takes the provider's answer. What the
/// provider says of itself is kept for an hour, its keys until a token names another one.
public actor OpenIDClient {
    public nonisolated let settings: OpenIDSettings
    private let network: OpenIDNetwork
    private var provider: (value: OpenIDProvider, at: Date)?
    private var keys: (value: OpenIDKeys, at: Date)?

    public init(_ settings: OpenIDSettings, network: OpenIDNetwork = .system) {
        self.settings = settings
        self.network = network
    }

    /// Begins a sign-in.
    ///
    /// - Parameter now: The time.
    /// - Returns: The attempt, for a cookie, and the address to send the browser to.
    /// - Throws: `OpenIDError.providerAway` or `providerUnfit`.
    public func begin(now: Date) async throws(OpenIDError) -> (attempt: OpenIDAttempt, address: URL) {
        let provider = try await provider(now)
        let attempt = OpenIDAttempt(now: now)
        var parts = URLComponents(url: provider.authorization, resolvingAgainstBaseURL: false)
        let items = [
            ("response_type", "code"), ("client_id", settings.clientID),
            ("redirect_uri", settings.redirect.absoluteString), ("scope", "openid email profile"),
            ("state", attempt.state), ("nonce", attempt.nonce),
            ("code_challenge", OpenIDAttempt.challenge(of: attempt.verifier)), ("code_challenge_method", "S256"),
        ]
        let own = (parts?.percentEncodedQuery).map { $0.isEmpty ? "" : $0 + "&" } ?? ""
        parts?.percentEncodedQuery = own + Self.form(items)
        guard let address = parts?.url else { throw .providerUnfit }
        return (attempt, address)
    }

    /// Ends a sign-in with the provider's answer.
    ///
    /// - Parameters:
    ///   - attempt: What the browser kept; the portal forgets it whatever comes of this.
    ///   - answer: The parameters of the address the browser came back to.
    ///   - now: The time.
    /// - Returns: Who the provider says it is.
    /// - Throws: An `OpenIDError`.
    public func finish(
        _ attempt: OpenIDAttempt,
        answer: [String: String],
        now: Date
    ) async throws(OpenIDError) -> OutsideIdentity {
        let given = SymmetricKey(data: Array((answer["state"] ?? "").utf8))
        guard given == SymmetricKey(data: Array(attempt.state.utf8)) else { throw .stateMismatch }
        let age = now.timeIntervalSince(attempt.begunAt)
        guard age >= -OpenIDClaims.leeway, age < OpenIDAttempt.seconds else { throw .attemptExpired }
        guard answer["iss"] == nil || answer["iss"] == settings.issuer else { throw .otherProvider }
        guard answer["error"] == nil, let code = answer["code"], !code.isEmpty else { throw .refusedByProvider }
        let provider = try await provider(now)
        let token = try await exchange(code, attempt, provider)
        let claims = try await verified(token, provider, now)
        try claims.check(settings, nonce: attempt.nonce, now: now)
        return claims.identity(settings)
    }

    private func exchange(
        _ code: String,
        _ attempt: OpenIDAttempt,
        _ provider: OpenIDProvider
    ) async throws(OpenIDError) -> String {
        var items = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirect.absoluteString),
            ("code_verifier", attempt.verifier), ("client_id", settings.clientID),
        ]
        var request = URLRequest(url: provider.token)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        if provider.takesSecretInForm {
            items.append(("client_secret", settings.clientSecret))
        } else {
            // RFC 6749 section 2.3.1 has both parts encoded as in a form before they are joined.
            let pair = Self.encoded(settings.clientID) + ":" + Self.encoded(settings.clientSecret)
            request.setValue("Basic " + Data(pair.utf8).base64EncodedString(), forHTTPHeaderField: "Authorization")
        }
        request.httpBody = Data(Self.form(items).utf8)
        let (status, members, _) = try await network.object(request)
        guard status < 500 else { throw .providerAway }
        guard status == 200 else { throw .codeRefused }
        guard let token = members["id_token"] as? String else { throw .tokenUnreadable }
        return token
    }

    /// Providers change their keys: a token of a key that is not known has them asked for once more, but not at every
    /// token that anybody makes up.
    private func verified(
        _ token: String,
        _ provider: OpenIDProvider,
        _ now: Date
    ) async throws(OpenIDError) -> OpenIDClaims {
        if let keys, let claims = try await keys.value.verify(token) { return claims }
        if let keys, now.timeIntervalSince(keys.at) < 5 { throw .keyUnknown }
        let fresh = try await OpenIDKeys.fetch(provider.keys, network)
        keys = (fresh, now)
        guard let claims = try await fresh.verify(token) else { throw .keyUnknown }
        return claims
    }

    private func provider(_ now: Date) async throws(OpenIDError) -> OpenIDProvider {
        if let provider, now.timeIntervalSince(provider.at) < 3600 { return provider.value }
        let found = try await OpenIDProvider.discover(settings.issuer, network)
        provider = (found, now)
        return found
    }

    private static func form(_ items: [(String, String)]) -> String {
        items.map { "\($0)=\(encoded($1))" }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        var allowed = CharacterSet(charactersIn: "-._~")
        allowed.insert(charactersIn: "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }
}
