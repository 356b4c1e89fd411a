/// The unique reference number of an establishment in GIAS: six digits, the first not 0.
public enum URN {
    /// Whether a number can be one.
    ///
    /// - Parameter number: The number.
    /// - Returns: Whether its form allows it; there may be no such number all the same.
    public static func isOfForm(_ number: Int64) -> Bool {
        (100_000...999_999).contains(number)
    }
}
