import Crypto
import Validation

/// What an explanation is an explanation of: the rule as it was, the record, and the values that the rule read.
///
/// Where the record stands in the file does not matter, nor how the form names its columns.
enum FactsHash {
    /// The record key under which the queries beyond those that are stored are explained, all at once.
    static let rest = "*"

    /// The facts of one finding.
    ///
    /// - Parameters:
    ///   - finding: The finding.
    ///   - ruleHash: SHA-256 of what the rule says.
    /// - Returns: SHA-256, in lower-case hexadecimal.
    static func of(_ finding: Finding, ruleHash: String) -> String {
        hash(
            [finding.rule, ruleHash, finding.recordKey, finding.table, finding.found]
                + [finding.previous.map { "=" + $0 } ?? ""] + finding.related.map(\.found)
        )
    }

    /// The facts of the findings beyond those that are stored: how many there are.
    ///
    /// - Parameter count: What the rule found.
    /// - Returns: SHA-256, in lower-case hexadecimal.
    static func ofRest(_ count: CheckResult.RuleCount) -> String {
        hash([count.rule, count.ruleHash, rest, String(count.count)])
    }

    /// Each part with its length before it, so that no two lists of parts make the same bytes.
    private static func hash(_ parts: [String]) -> String {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Array("\(part.utf8.count):".utf8))
            hash.update(data: Array(part.utf8))
        }
        return Hexadecimal.text(hash.finalize())
    }
}
