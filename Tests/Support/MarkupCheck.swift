public import Foundation

/// Asks the Nu checker whether pages are valid HTML.
public struct MarkupCheck {
    private let jar: String

    /// Finds the checker beside Python's packages, where `ops/install test` puts it.
    ///
    /// - Throws: `AccessibilityCheck.Missing` when it or Java is not there.
    public init() throws {
        let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? "python3"
        let prefix = try Tool.run([python, "-c", "import sys; print(sys.prefix)"]).text
        jar = prefix.trimmingCharacters(in: .whitespacesAndNewlines) + "/nu/vnu.jar"
        guard FileManager.default.fileExists(atPath: jar) else {
            throw AccessibilityCheck.Missing(description: "the Nu checker (ops/install test)")
        }
        guard let java = try? Tool.run(["java", "-version"]), java.status == 0 else {
            throw AccessibilityCheck.Missing(description: "java")
        }
    }

    /// Checks a page, or all pages below a folder.
    ///
    /// - Parameter place: The page or the folder.
    /// - Returns: What the checker says, line by line; empty when all is valid.
    /// - Throws: What Foundation throws when it cannot start.
    public func complaints(about place: URL) throws -> String {
        let words = ["java", "-Xss2m", "-jar", jar, "--format", "gnu", "--skip-non-html"]
        // Properties of CSS that are younger than the checker; and every browser we name knows inputmode by now.
        let known = ".*CSS: .*Property .* doesn.t exist.*|.*inputmode. attribute is not supported in all browsers.*"
        let young = ["--filterpattern", known, place.path]
        let outcome = try Tool.run(words + young)
        return outcome.status == 0 && outcome.text.isEmpty ? "" : "\(outcome.text)(status \(outcome.status))"
    }
}
