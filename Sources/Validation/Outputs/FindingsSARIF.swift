import Returns

/// Findings as SARIF 2.1.0, the form in which code hosts and editors take results: one run, a descriptor for each rule.
///
/// Files are named by the last part of their path. Results hold the values that were sent: treat the file as the return.
public enum FindingsSARIF {
    /// Writes a result's findings.
    ///
    /// - Parameters:
    ///   - result: The result.
    ///   - stream: Where the text goes, piece by piece.
    public static func write(_ result: CheckResult, to stream: inout some TextOutputStream) {
        let groups = FindingGroups(result)
        let rules = SARIFRules(groups.groups)
        var json = JSONText()
        json.open("{")
        json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        json.member("version", "2.1.0")
        json.key("runs")
        json.open("[")
        json.open("{")
        rules.write(&json)
        json.breakLine()
        SARIFArtifacts(result.receipt.files).write(&json)
        invocation(groups, &json)
        json.breakLine()
        json.member("columnKind", "unicodeCodePoints")
        properties(result, &json)
        results(groups, rules, SARIFArtifacts(result.receipt.files), &json, &stream)
        json.close("}")
        json.close("]")
        json.close("}")
        stream.write(json.take() + "\n")
    }

    /// The whole text.
    ///
    /// - Parameter result: The result.
    /// - Returns: JSON that ends with a line feed.
    public static func render(_ result: CheckResult) -> String {
        var text = ""
        write(result, to: &text)
        return text
    }

    private static func results(
        _ groups: FindingGroups,
        _ rules: SARIFRules,
        _ artifacts: SARIFArtifacts,
        _ json: inout JSONText,
        _ stream: inout some TextOutputStream
    ) {
        json.key("results")
        json.open("[")
        let writer = SARIFResult(rules: rules, artifacts: artifacts)
        for finding in groups.groups.lazy.flatMap(\.findings) {
            json.breakLine()
            writer.write(finding, &json)
            stream.write(json.take())
        }
        json.close("]")
    }

    /// Says what is counted and not listed, so that nothing is cut short in silence.
    private static func invocation(_ groups: FindingGroups, _ json: inout JSONText) {
        json.key("invocations")
        json.open("[")
        json.open("{")
        json.member("executionSuccessful", true)
        let cut = groups.groups.filter { $0.unlisted > 0 }
        if !cut.isEmpty {
            json.key("toolExecutionNotifications")
            json.open("[")
            for group in cut {
                json.open("{")
                json.key("message")
                json.open("{")
                let more = Amount.of(group.unlisted, "more finding")
                json.member("text", "\(more) of \(group.count.rule) were counted and are not listed.")
                json.close("}")
                json.close("}")
            }
            json.close("]")
        }
        json.close("}")
        json.close("]")
    }

    private static func properties(_ result: CheckResult, _ json: inout JSONText) {
        json.key("properties")
        json.open("{")
        json.member("return", result.receipt.schema)
        json.member("schemaHash", result.receipt.schemaHash)
        json.member("referenceHash", result.receipt.referenceHash)
        json.key("counts")
        json.open("{")
        for severity in Severity.mostFirst { json.member(severity.rawValue, result.count(of: severity)) }
        json.close("}")
        json.close("}")
    }
}
