import Crypto
import Foundation

/// A random value that opens a door: shown once, to whom it is for, and kept as its hash alone.
///
/// Printing or reflecting it shows nothing; only `text` gives it.
public struct Secret: Sendable {
    /// The secret, as it is shown.
    public let text: String

    /// Draws 32 bytes.
    ///
    /// A secret is never drawn from a seed, so its source is no argument.
    init(prefix: String = "") {
        let bytes = SymmetricKey(size: .bits256).storedBytes
        text = prefix + Base64URL.text(bytes)
    }

    /// Takes a secret of another form.
    init(known text: String) {
        self.text = text
    }

    var hash: [UInt8] { Self.hash(text) }

    /// What is kept of a secret.
    ///
    /// It needs no salt, as nobody can guess what it is a hash of.
    static func hash(_ text: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Base64 with the alphabet of addresses and without padding, as RFC 4648 section 5 has it.
enum Base64URL {
    static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

extension SymmetricKey {
    /// The key's bytes, for what is kept or shown.
    var storedBytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
