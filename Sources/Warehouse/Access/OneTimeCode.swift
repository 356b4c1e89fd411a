import Crypto

/// Codes of six digits that change every thirty seconds, as authenticator apps show them (RFC 6238 over HMAC-SHA-1).
public enum OneTimeCode {
    /// Seconds that a code is shown for.
    public static let period: Int64 = 30

    /// The code of a moment.
    ///
    /// - Parameters:
    ///   - step: Number of the period since 1970.
    ///   - secret: The shared secret.
    ///   - digits: How many digits; at most 9.
    /// - Returns: The digits, with zeros in front.
    public static func code(step: Int64, secret: [UInt8], digits: Int = 6) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret))
        let bytes = Array(code)
        let offset = Int(bytes[bytes.count - 1] & 15)
        let word = bytes[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let limit = (0..<digits).reduce(UInt32(1)) { product, _ in product &* 10 }
        let text = String(word % limit)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// Finds the period whose code was typed: this one or a neighbour, as clocks differ, and later than the last used.
    ///
    /// - Parameters:
    ///   - typed: What was typed; blanks in it do not matter.
    ///   - secret: The shared secret.
    ///   - seconds: Seconds since 1970.
    ///   - last: The period of the last code that was taken.
    /// - Returns: The period; nil when the code is of none.
    public static func step(of typed: String, secret: [UInt8], at seconds: Int64, after last: Int64) -> Int64? {
        let digits = SymmetricKey(data: typed.utf8.filter { $0 != UInt8(ascii: " ") })
        let now = seconds / period
        // All are compared, each in constant time.
        let fitting = (now - 1...now + 1).filter { step in
            SymmetricKey(data: Array(code(step: step, secret: secret).utf8)) == digits
        }
        return fitting.first { $0 > last }
    }
}

/// Base32 as RFC 4648 section 6 has it, without padding: how authenticator apps take a secret.
public enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Writes bytes.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: Capital letters and the digits 2 to 7.
    public static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
