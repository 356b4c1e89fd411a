/// The names by which links reach rules and findings on a page.
///
/// They are given before anything is written, so that a link may lead to what comes further down.
struct FindingAnchors {
    private struct Rule: Hashable {
        let code: String
        let severity: Severity
    }

    /// A record as a place in a file.
    private struct Record: Hashable {
        let file: String
        let row: Int
        /// In XML, where the tables of one file number their records each from 1, the line tells them apart.
        let line: Int

        init?(file: String, row: Int, line: Int) {
            guard row > 0 else { return nil }
            self.file = file
            self.row = row
            self.line = file.lowercased().hasSuffix(".xml") ? line : 0
        }
    }

    private var rules: [Rule: String] = [:]
    private var uses: [String: Int] = [:]
    private var listed: [Rule: [String]] = [:]
    private var places: [Finding: String] = [:]
    private var records: [Record: [(rule: String, name: String)]] = [:]

    /// Names the rules, by their code and with the severity where a rule has found something at a second one, and
    /// the findings that are listed: `rule-row`, with a number where the same rule met the row before.
    init(_ groups: [FindingGroups.Group], placesPerRule: Int) {
        for group in groups {
            let code = HTMLText.identifier(group.count.rule)
            let name = uses[code] == nil ? code : "\(code)-\(group.count.severity.rawValue)"
            uses[name] = 1
            rules[Rule(code: group.count.rule, severity: group.count.severity)] = name
        }
        for finding in groups.lazy.flatMap({ $0.findings.prefix(placesPerRule) }) { list(finding) }
    }

    private mutating func list(_ finding: Finding) {
        let name = "\(rule(finding.rule, finding.severity))-\(finding.row)"
        let use = uses[name, default: 0] + 1
        uses[name] = use
        let place = use == 1 ? name : "\(name)-\(use)"
        listed[Rule(code: finding.rule, severity: finding.severity), default: []].append(place)
        if places[finding] == nil { places[finding] = place }
        guard let record = Record(file: finding.file, row: finding.row, line: finding.line) else { return }
        records[record, default: []].append((finding.rule, place))
    }

    func rule(_ code: String, _ severity: Severity) -> String {
        rules[Rule(code: code, severity: severity)] ?? "rules"
    }

    /// The names of a group's findings, as they are listed.
    func places(of group: FindingGroups.Group) -> [String] {
        listed[Rule(code: group.count.rule, severity: group.count.severity)] ?? []
    }

    /// The name of a finding that was listed, or of its rule.
    func known(_ finding: Finding) -> String {
        places[finding] ?? rule(finding.rule, finding.severity)
    }

    /// Where the record at the other end is listed, by the same rule if it is; nil when it is not listed.
    func record(at place: Finding.Place, of finding: Finding) -> String? {
        guard let record = Record(file: place.file, row: place.row, line: place.line) else { return nil }
        let own = places[finding]
        let others = (records[record] ?? []).filter { $0.name != own }
        return (others.first { $0.rule == finding.rule } ?? others.first)?.name
    }
}
