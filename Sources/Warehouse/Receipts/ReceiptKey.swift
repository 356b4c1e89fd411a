import Crypto
import Foundation

/// The key that receipts are signed with (Ed25519, RFC 8032), kept in a file beside the database, never in it.
public struct ReceiptKey: Sendable {
    /// How many bytes the private key has.
    public static let byteCount = 32

    private let key: Curve25519.Signing.PrivateKey

    /// Takes a private key.
    ///
    /// - Parameter bytes: 32 random bytes.
    /// - Throws: `WarehouseError.receiptKeyUnusable`.
    public init(_ bytes: [UInt8]) throws(WarehouseError) {
        guard bytes.count == Self.byteCount, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { throw .receiptKeyUnusable }
        self.key = key
    }

    /// The public key.
    public var publicKey: ReceiptPublicKey { ReceiptPublicKey(key.publicKey) }

    func signature(of bytes: [UInt8]) throws -> String {
        try key.signature(for: bytes).base64EncodedString()
    }
}

/// The key that everybody may know and check receipts with.
public struct ReceiptPublicKey: Sendable {
    private let key: Curve25519.Signing.PublicKey

    init(_ key: Curve25519.Signing.PublicKey) {
        self.key = key
    }

    /// Reads a public key; nil when it is none.
    ///
    /// - Parameter text: Its 32 bytes in Base64, as `text` writes them.
    public init?(_ text: String) {
        guard let bytes = Data(base64Encoded: text),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return nil }
        self.key = key
    }

    /// Its 32 bytes in Base64.
    public var text: String { key.rawRepresentation.base64EncodedString() }

    /// The first 16 hexadecimal digits of its SHA-256, by which receipts name it.
    public var id: String { String(Hexadecimal.text(SHA256.hash(data: key.rawRepresentation)).prefix(16)) }

    func isSignature(_ text: String, of bytes: [UInt8]) -> Bool {
        guard let signature = Data(base64Encoded: text) else { return false }
        return key.isValidSignature(signature, for: bytes)
    }
}
