public import Foundation

/// The provider that people sign in by, and what this service is to it.
public struct OpenIDSettings: Sendable {
    /// The provider's address, exactly as its tokens name it.
    public let issuer: String
    public let clientID: String
    let clientSecret: String
    /// The address the provider sends people back to.
    public let redirect: URL
    /// Whether the provider gives only addresses it has verified, though its tokens do not say so.
    public let vouchesForEmail: Bool

    /// Takes a provider's settings.
    ///
    /// - Parameters:
    ///   - issuer: The provider's address.
    ///   - clientID: This service's name there.
    ///   - clientSecret: Its secret there, from a file.
    ///   - redirect: The address the provider sends people back to.
    ///   - vouchesForEmail: Whether every address it gives is verified; the token's own word is needed otherwise.
    /// - Throws: `OpenIDError.providerUnfit` when the issuer's address is not `https`, unless it is this machine.
    public init(
        issuer: String,
        clientID: String,
        clientSecret: String,
        redirect: URL,
        vouchesForEmail: Bool = false
    ) throws(OpenIDError) {
        guard Self.isSafe(issuer) else { throw .providerUnfit }
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirect = redirect
        self.vouchesForEmail = vouchesForEmail
    }

    /// Whether secrets may travel to an address: encrypted, or without leaving the machine.
    static func isSafe(_ address: String) -> Bool {
        guard let parts = URLComponents(string: address), let host = parts.host, parts.user == nil,
            parts.fragment == nil
        else { return false }
        return parts.scheme == "https" || (parts.scheme == "http" && ["127.0.0.1", "::1", "localhost"].contains(host))
    }
}

extension OpenIDSettings: CustomStringConvertible, CustomReflectable {
    public var description: String { issuer }
    public var customMirror: Mirror { Mirror(self, children: ["issuer": issuer]) }
}
