/// What a check of an identifier's bytes finds.
public enum IdentifierCheck: Sendable, Hashable {
    case valid
    /// Not of the identifier's form.
    case notOfForm
    /// The right form, but the check letter or digit does not fit the rest.
    case checkFailed
    /// The right form, but it names an authority that never gave out such numbers.
    case unknownAuthority
}

/// Three-digit authority codes as a table that is looked up by number.
public struct AuthorityCodes: Sendable, Hashable {
    private var isKnown = [Bool](repeating: false, count: 1_000)

    /// Makes the table.
    ///
    /// - Parameter codes: The codes; any that is not three digits is left out.
    public init(_ codes: some Sequence<String>) {
        for code in codes where code.utf8.count == 3 {
            if let number = Int(code) { isKnown[number] = true }
        }
    }

    /// Whether a code is in the table.
    ///
    /// - Parameter code: The code as a number.
    /// - Returns: False also for numbers of more than three digits.
    public func contains(_ code: Int) -> Bool {
        isKnown.indices.contains(code) && isKnown[code]
    }
}
