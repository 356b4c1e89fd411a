public import Crypto
public import Foundation

/// One try to sign in, from the button to the provider's answer.
///
/// The browser keeps it, sealed, in a cookie.
public struct OpenIDAttempt: Sendable, Hashable {
    /// What the answer must repeat.
    public let state: String
    /// What the token must repeat.
    public let nonce: String
    /// What only who began can show when the code is exchanged (RFC 7636).
    let verifier: String
    let begunAt: Date

    /// For how long an attempt is good.
    public static let seconds: TimeInterval = 600

    /// Begins an attempt with random values.
    ///
    /// - Parameter now: The time.
    init(now: Date) {
        state = Self.random()
        nonce = Self.random()
        verifier = Self.random()
        begunAt = now
    }

    /// The challenge of a verifier by the method S256 of RFC 7636.
    ///
    /// - Parameter verifier: 43 to 128 characters.
    /// - Returns: Base64 of its SHA-256, in the alphabet of addresses.
    public static func challenge(of verifier: String) -> String {
        base64URL(SHA256.hash(data: Array(verifier.utf8)))
    }

    private static func random() -> String {
        // The code of nothing under a random key is as random as the key, and comes as bytes.
        base64URL(HMAC<SHA256>.authenticationCode(for: [UInt8](), using: SymmetricKey(size: .bits256)))
    }

    private static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

extension OpenIDAttempt: Codable {
    /// Seals the attempt, so that a browser can keep it and read nothing.
    ///
    /// - Parameter key: A key that every portal of this service has.
    /// - Returns: Text for a cookie.
    /// - Throws: An error of Crypto or of encoding; neither is known to happen.
    public func sealed(with key: SymmetricKey) throws -> String {
        let box = try AES.GCM.seal(try JSONEncoder().encode(self), using: key, authenticating: Self.purpose)
        return (box.combined ?? Data()).base64EncodedString()
    }

    /// Opens a sealed attempt.
    ///
    /// - Parameters:
    ///   - text: The cookie's text.
    ///   - key: The key it was sealed with.
    /// - Throws: `OpenIDError.stateMismatch` when it was not sealed with it.
    public init(sealed text: String, with key: SymmetricKey) throws(OpenIDError) {
        guard let data = Data(base64Encoded: text), let box = try? AES.GCM.SealedBox(combined: data),
            let json = try? AES.GCM.open(box, using: key, authenticating: Self.purpose),
            let attempt = try? JSONDecoder().decode(OpenIDAttempt.self, from: json)
        else { throw .stateMismatch }
        self = attempt
    }

    private static let purpose = Array("sendstat sign-in attempt".utf8)
}

extension OpenIDAttempt: CustomStringConvertible, CustomReflectable {
    public var description: String { "(sign-in attempt)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
