import Foundation
import FoundationNetworking
import JWTKit

/// The keys a provider signs with at the moment.
struct OpenIDKeys: Sendable {
    private let keys: [JWK]

    static func fetch(_ address: URL, _ network: OpenIDNetwork) async throws(OpenIDError) -> OpenIDKeys {
        let (status, members, _) = try await network.object(URLRequest(url: address))
        guard status == 200, let keys = members["keys"] as? [Any] else { throw .providerAway }
        return OpenIDKeys(keys: keys.compactMap(read))
    }

    /// Keys of kinds that are not known here are passed over, as other services may use them.
    private static func read(_ key: Any) -> JWK? {
        guard let data = try? JSONSerialization.data(withJSONObject: key) else { return nil }
        return try? JSONDecoder().decode(JWK.self, from: data)
    }

    /// Verifies a token's signature.
    ///
    /// - Parameter token: The token.
    /// - Returns: What it says; nil when no key here is the one it names.
    /// - Throws: `tokenUnreadable`, `algorithmRefused`, or `signatureWrong`.
    func verify(_ token: String) async throws(OpenIDError) -> OpenIDClaims? {
        let header = try Header(of: token)
        guard let key = key(for: header) else { return nil }
        guard key.algorithm == nil || key.algorithm?.rawValue == header.alg else { throw .algorithmRefused }
        do {
            // The key stands alone in its collection, so no other one can be tried for it.
            return try await JWTKeyCollection().add(jwk: key).verify(token, as: OpenIDClaims.self)
        } catch let error as JWTError where error.errorType == .signatureVerificationFailed {
            throw .signatureWrong
        } catch {
            throw .tokenUnreadable
        }
    }

    private func key(for header: Header) -> JWK? {
        guard let name = header.kid else { return keys.count == 1 ? keys[0] : nil }
        return keys.first { $0.keyIdentifier?.string == name }
    }
}

/// What a token says of how it is signed.
private struct Header: Decodable {
    let alg: String
    let kid: String?

    private enum CodingKeys: CodingKey {
        case alg, kid, crit
    }

    /// Signatures by a private key alone: `none` is no signature, and a shared secret is not the provider's.
    private static let accepted: Set<String> = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    ]

    init(of token: String) throws(OpenIDError) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, token.utf8.count <= 1 << 16 else { throw .tokenUnreadable }
        let text = parts[0].replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let header = try? JSONDecoder().decode(Header.self, from: data)
        else { throw .tokenUnreadable }
        guard Self.accepted.contains(header.alg), !parts[2].isEmpty else { throw .algorithmRefused }
        self = header
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        alg = try container.decode(String.self, forKey: .alg)
        kid = try container.decodeIfPresent(String.self, forKey: .kid)
        // What a token calls critical must be understood, and nothing is here.
        guard !container.contains(.crit) else {
            throw DecodingError.dataCorruptedError(forKey: .crit, in: container, debugDescription: "")
        }
    }
}
