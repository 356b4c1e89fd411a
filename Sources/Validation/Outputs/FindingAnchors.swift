/// The names by which links reach rules and findings on a page.
struct FindingAnchors {
    private struct Rule: Hashable {
        let code: String
        let severity: Severity
    }

    private var rules: [Rule: String] = [:]
    private var uses: [String: Int] = [:]
    private var places: [Finding: String] = [:]

    /// Names the rules: by their code, and with the severity where a rule has found something at a second one.
    init(_ groups: [FindingGroups.Group]) {
        for group in groups {
            let code = HTMLText.identifier(group.count.rule)
            let name = uses[code] == nil ? code : "\(code)-\(group.count.severity.rawValue)"
            uses[name] = 1
            rules[Rule(code: group.count.rule, severity: group.count.severity)] = name
        }
    }

    func rule(_ code: String, _ severity: Severity) -> String {
        rules[Rule(code: code, severity: severity)] ?? "rules"
    }

    /// Names a finding that is listed: `rule-row`, with a number where the same rule met the row before.
    mutating func place(_ finding: Finding) -> String {
        let name = "\(rule(finding.rule, finding.severity))-\(finding.row)"
        let use = uses[name, default: 0] + 1
        uses[name] = use
        let place = use == 1 ? name : "\(name)-\(use)"
        if places[finding] == nil { places[finding] = place }
        return place
    }

    /// The name of a finding that was listed, or of its rule.
    func known(_ finding: Finding) -> String {
        places[finding] ?? rule(finding.rule, finding.severity)
    }
}
