import Foundation
import FoundationNetworking

/// What a provider says of itself (OpenID Connect Discovery 1.0).
struct OpenIDProvider: Sendable {
    let authorization: URL
    let token: URL
    let keys: URL
    /// Whether the secret travels in the form and not in a header.
    let takesSecretInForm: Bool

    /// Asks the provider.
    ///
    /// - Parameters:
    ///   - issuer: Its address.
    ///   - network: How to reach it.
    /// - Returns: Its addresses.
    /// - Throws: `OpenIDError.providerAway`, or `providerUnfit` when the answer is of another issuer.
    static func discover(_ issuer: String, _ network: OpenIDNetwork) async throws(OpenIDError) -> OpenIDProvider {
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        guard let address = URL(string: base + "/.well-known/openid-configuration") else { throw .providerUnfit }
        let (status, members, _) = try await network.object(URLRequest(url: address))
        guard status == 200 else { throw .providerAway }
        guard members["issuer"] as? String == issuer else { throw .providerUnfit }
        return try OpenIDProvider(members)
    }

    private init(_ members: [String: Any]) throws(OpenIDError) {
        authorization = try Self.address("authorization_endpoint", members)
        token = try Self.address("token_endpoint", members)
        keys = try Self.address("jwks_uri", members)
        let methods = members["token_endpoint_auth_methods_supported"] as? [String] ?? ["client_secret_basic"]
        takesSecretInForm = !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
    }

    private static func address(_ name: String, _ members: [String: Any]) throws(OpenIDError) -> URL {
        guard let text = members[name] as? String, OpenIDSettings.isSafe(text), let url = URL(string: text) else {
            throw .providerUnfit
        }
        return url
    }
}
