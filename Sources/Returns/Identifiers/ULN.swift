/// The unique learner number: ten digits, the first not 0, the last a check digit.
///
/// The digits times 10 down to 1 add to a sum that leaves 10 when divided by 11.
public enum ULN {
    public static let length = 10

    /// Checks a number.
    ///
    /// - Parameter bytes: The number, without blanks around it.
    /// - Returns: `unknownAuthority` never occurs.
    public static func check(_ bytes: borrowing Span<UInt8>) -> IdentifierCheck {
        guard bytes.count == length, bytes[0] != UInt8(ascii: "0") else { return .notOfForm }
        var sum = 0
        for place in 0..<length {
            let digit = bytes[place] &- 0x30
            guard digit < 10 else { return .notOfForm }
            sum += Int(digit) * (length - place)
        }
        return sum % 11 == 10 ? .valid : .checkFailed
    }

    /// The check digit for the nine digits before it.
    ///
    /// - Parameter first: The nine digits as numbers 0 to 9.
    /// - Returns: The digit, or nil for the nine-digit numbers that have none.
    public static func checkDigit(for first: [UInt8]) -> UInt8? {
        guard first.count == length - 1 else { return nil }
        let sum = first.enumerated().reduce(0) { $0 + Int($1.element) * (length - $1.offset) }
        let rest = sum % 11
        return rest == 0 ? nil : UInt8(10 - rest)
    }
}
