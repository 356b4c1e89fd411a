/// Postcodes in the form of BS 7666: outward part, one space, inward part.
public enum Postcode {
    /// Brings a postcode into its form with one space.
    ///
    /// - Parameter bytes: The postcode in upper case, with or without spaces in it.
    /// - Returns: The postcode, or nil when it is not of the form.
    public static func formatted(_ bytes: borrowing Span<UInt8>) -> [UInt8]? {
        var code: [UInt8] = []
        for place in 0..<bytes.count where bytes[place] != 0x20 {
            guard code.count < 7 else { return nil }
            code.append(bytes[place])
        }
        guard code.count >= 5 else { return nil }
        let outward = code.dropLast(3)
        let inward = Array(code.suffix(3))
        let isGirobank = outward.elementsEqual("GIR".utf8) && inward.elementsEqual("0AA".utf8)
        guard isGirobank || (isOutward(Array(outward)) && isInward(inward)) else { return nil }
        return outward + [0x20] + inward
    }

    /// A9, A99, AA9, AA99, A9A or AA9A.
    private static func isOutward(_ code: [UInt8]) -> Bool {
        let shape = String(
            decoding: code.map { isDigit($0) ? UInt8(ascii: "9") : isLetter($0) ? UInt8(ascii: "A") : 0x3F },
            as: UTF8.self
        )
        return ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].contains(shape)
    }

    /// A digit and two letters other than C, I, K, M, O and V.
    private static func isInward(_ code: [UInt8]) -> Bool {
        isDigit(code[0]) && code[1...].allSatisfy { isLetter($0) && !"CIKMOV".utf8.contains($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
}
