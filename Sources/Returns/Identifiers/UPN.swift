/// The unique pupil number: check letter, authority (3), establishment (4), year (2), serial (3).
///
/// Form and check letter as the Data Standards Catalogue gives them: each of characters 2 to 13 has a value, which is
/// multiplied by its place; the sum modulo 23 names the letter.
public enum UPN {
    public static let length = 13

    /// Checks a number in upper case.
    ///
    /// - Parameters:
    ///   - bytes: The number, without blanks around it.
    ///   - authorities: Every authority code that a pupil number may carry.
    /// - Returns: The first fault in the order form, check letter, authority.
    public static func check(_ bytes: borrowing Span<UInt8>, authorities: AuthorityCodes) -> IdentifierCheck {
        guard bytes.count == length, letterValues[Int(bytes[0])] >= 10, letterValues[Int(bytes[12])] >= 0 else {
            return .notOfForm
        }
        var sum = 0
        for place in 1..<length {
            let value = Int(letterValues[Int(bytes[place])])
            guard value >= 0, value < 10 || place == 12 else { return .notOfForm }
            sum += (value >= 10 ? value - 10 : value) * (place + 1)
        }
        let authority =
            Int(letterValues[Int(bytes[1])]) * 100 + Int(letterValues[Int(bytes[2])]) * 10
            + Int(letterValues[Int(bytes[3])])
        guard bytes[0] == letters[sum % 23] else { return .checkFailed }
        return authorities.contains(authority) ? .valid : .unknownAuthority
    }

    /// Whether a number of the right form was given for the time being: its last character is a letter.
    ///
    /// - Parameter bytes: The number.
    /// - Returns: Whether it is temporary.
    public static func isTemporary(_ bytes: borrowing Span<UInt8>) -> Bool {
        bytes.count == length && letterValues[Int(bytes[12])] >= 10
    }

    /// The check letter for the twelve characters that follow it.
    ///
    /// - Parameter rest: The twelve characters.
    /// - Returns: The letter, or nil when a character has no value.
    public static func checkLetter(for rest: [UInt8]) -> UInt8? {
        guard rest.count == length - 1 else { return nil }
        var sum = 0
        for (place, byte) in rest.enumerated() {
            let value = Int(letterValues[Int(byte)])
            guard value >= 0 else { return nil }
            sum += (value >= 10 ? value - 10 : value) * (place + 2)
        }
        return letters[sum % 23]
    }

    /// The 23 letters in the order of their values 0 to 22; I, O and S are not used.
    private static let letters = [UInt8]("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    /// For each byte: a digit's value, 10 more than a letter's value, or -1.
    private static let letterValues: [Int8] = {
        var values = [Int8](repeating: -1, count: 256)
        for digit in 0..<10 { values[0x30 + digit] = Int8(digit) }
        for (value, letter) in letters.enumerated() { values[Int(letter)] = Int8(value + 10) }
        return values
    }()
}
