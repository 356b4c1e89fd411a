import Foundation
import JWTKit
import Warehouse

/// What an identity token says, once its signature is known to be the provider's.
struct OpenIDClaims: JWTPayload {
    let iss: String
    let sub: String
    let aud: Audience
    let azp: String?
    let exp: Double
    let iat: Double?
    let nbf: Double?
    let nonce: String?
    let email: String?
    // Some providers write the truth value as text.
    let emailVerified: TruthValue?
    let name: String?
    let givenName: String?
    let familyName: String?

    enum CodingKeys: String, CodingKey {
        case iss, sub, aud, azp, exp, iat, nbf, nonce, email, name
        case emailVerified = "email_verified"
        case givenName = "given_name"
        case familyName = "family_name"
    }

    /// Nothing yet: what the claims must be depends on the attempt and the time, which `check` is given.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// Clocks may differ by this many seconds.
    static let leeway: Double = 60

    /// Holds the claims against what was asked for (OpenID Connect Core 1.0, section 3.1.3.7).
    func check(_ settings: OpenIDSettings, nonce expected: String, now: Date) throws(OpenIDError) {
        let seconds = now.timeIntervalSince1970
        guard iss == settings.issuer else { throw .issuerMismatch }
        guard aud.names.contains(settings.clientID), aud.names.count == 1 || azp == settings.clientID,
            azp == nil || azp == settings.clientID
        else { throw .audienceMismatch }
        guard exp + Self.leeway > seconds else { throw .tokenExpired }
        guard (iat ?? 0) <= seconds + Self.leeway, (nbf ?? 0) <= seconds + Self.leeway else { throw .tokenFromFuture }
        guard nonce == expected else { throw .nonceMismatch }
        guard !sub.isEmpty, sub.utf8.count <= 255 else { throw .tokenUnreadable }
    }

    func identity(_ settings: OpenIDSettings) -> OutsideIdentity {
        let parts = [givenName, familyName].compactMap(\.self).joined(separator: " ")
        return OutsideIdentity(
            issuer: settings.issuer,
            subject: sub,
            email: email ?? "",
            isEmailVerified: email != nil && (settings.vouchesForEmail || emailVerified?.isTrue == true),
            name: name ?? parts
        )
    }
}

struct TruthValue: Codable {
    let isTrue: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        isTrue = try (try? container.decode(Bool.self)) ?? (container.decode(String.self) == "true")
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(isTrue)
    }
}

/// Whom a token is for: one name or several.
///
/// JWTKit's own claim ends the process when there is none.
struct Audience: Codable {
    let names: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        names = try (try? container.decode([String].self)) ?? [container.decode(String.self)]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(names)
    }
}
