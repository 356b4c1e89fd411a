/// What a check tells people about itself: the same words in findings, in `sendstat explain` and on the rule's page.
public struct CheckRule: Sendable, Hashable {
    /// The stable code, in kebab-case; never given to another check.
    public let code: String
    /// The usual severity; a finding may carry a milder one where the standard says so.
    public let severity: Severity
    /// The problem in a few words.
    public let title: String
    /// What the check looks at and when it finds something.
    public let meaning: String
    /// How to mend it.
    public let fix: String

    init(_ code: String, _ severity: Severity, title: String, meaning: String, fix: String) {
        self.code = code
        self.severity = severity
        self.title = title
        self.meaning = meaning
        self.fix = fix
    }
}

/// Every check there is, by code.
public enum RuleCatalogue {
    /// All rules in the order of their codes.
    public static let rules: [CheckRule] = Check.all.flatMap(\.rules).sorted { $0.code < $1.code }

    /// Looks a rule up.
    ///
    /// - Parameter code: The rule's code, such as `upn-form-wrong`.
    /// - Returns: The rule, or nil when there is none of that code.
    public static func rule(_ code: String) -> CheckRule? {
        rules.first { $0.code == code }
    }
}
