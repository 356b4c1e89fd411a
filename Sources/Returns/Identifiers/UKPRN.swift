/// The UK provider reference number: eight digits, the first 1.
public enum UKPRN {
    /// Whether a number can be one.
    ///
    /// - Parameter number: The number.
    /// - Returns: Whether its form allows it; there may be no such number all the same.
    public static func isOfForm(_ number: Int64) -> Bool {
        (10_000_000...19_999_999).contains(number)
    }
}
