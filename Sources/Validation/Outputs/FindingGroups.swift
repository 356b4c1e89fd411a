/// A result laid out for people: rules in the order in which they matter, and records with all that concerns them.
struct FindingGroups {
    /// One rule at one severity, with the findings that are stored.
    struct Group {
        let count: CheckResult.RuleCount
        let words: CountWords
        /// In the order of file, line and column.
        let findings: ArraySlice<Finding>

        /// How many findings are counted and not stored.
        var unlisted: Int { max(0, count.count - findings.count) }
    }

    /// Errors first, then the rules that found most.
    let groups: [Group]
    /// Findings about the return as a whole: its header, its files, its totals.
    let wholeReturn: [Finding]
    private let root: String

    init(_ result: CheckResult) {
        root = result.recordCounts.first?.table ?? ""
        let slices = Self.slices(result.findings)
        groups = result.counts.map { count in
            Group(
                count: count,
                words: CountWords(count),
                findings: slices[Key(count.rule, count.severity)] ?? []
            )
        }
        .sorted { left, right in
            let (one, other) = (left.count, right.count)
            if one.severity != other.severity { return one.severity > other.severity }
            return one.count == other.count ? one.rule < other.rule : one.count > other.count
        }
        let root = root
        wholeReturn = result.findings.filter { Self.isAboutWholeReturn($0, root) }
    }

    func groups(of severity: Severity) -> [Group] { groups.filter { $0.count.severity == severity } }

    /// The findings of a group that stand at a record.
    func recordFindings(_ group: Group) -> [Finding] {
        group.findings.filter { !Self.isAboutWholeReturn($0, root) }
    }

    /// Findings by whom they concern: the person, or the record that no person is known of.
    ///
    /// Records with most findings first, then in the order in which they come in the findings.
    func byRecord() -> [(record: String, findings: [Finding])] {
        var places: [String: Int] = [:]
        var records: [(record: String, findings: [Finding])] = []
        for finding in groups.lazy.flatMap(\.findings) where !Self.isAboutWholeReturn(finding, root) {
            let record = Self.owner(finding)
            if let place = places[record] {
                records[place].findings.append(finding)
            } else {
                places[record] = records.count
                records.append((record, [finding]))
            }
        }
        let order = records.indices.sorted { left, right in
            let (one, other) = (records[left].findings.count, records[right].findings.count)
            return one == other ? left < right : one > other
        }
        return order.map { records[$0] }
    }

    /// The part of a key that names the person; the rest names records under that person.
    private static func owner(_ finding: Finding) -> String {
        guard !finding.recordKey.isEmpty else { return "\(finding.file), row \(finding.row)" }
        return finding.recordKey.components(before: " · ")
    }

    private static func isAboutWholeReturn(_ finding: Finding, _ root: String) -> Bool {
        finding.row == 0 || finding.table.isEmpty || finding.table == root
    }

    private struct Key: Hashable {
        let rule: String
        let severity: Severity

        init(_ rule: String, _ severity: Severity) {
            self.rule = rule
            self.severity = severity
        }
    }

    /// Findings stand together by rule and severity, so that each group is one slice.
    private static func slices(_ findings: [Finding]) -> [Key: ArraySlice<Finding>] {
        var slices: [Key: ArraySlice<Finding>] = [:]
        var start = 0
        while start < findings.count {
            let key = Key(findings[start].rule, findings[start].severity)
            var end = start + 1
            while end < findings.count, findings[end].rule == key.rule, findings[end].severity == key.severity {
                end += 1
            }
            slices[key, default: []] += findings[start..<end]
            start = end
        }
        return slices
    }
}

extension String {
    /// What stands before the first separator, or the whole.
    fileprivate func components(before separator: String) -> String {
        guard let range = firstRange(of: separator) else { return self }
        return String(self[..<range.lowerBound])
    }
}
