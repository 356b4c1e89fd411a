import Returns

/// Says for each rule how many findings it made, of how many, and in what words.
struct CountWriter {
    let schema: ResolvedSchema
    let tables: ReturnTables
    let collector: FindingCollector
    let rules: RuleBook
    let findings: [Finding]

    /// The counts of those severities that a sender sees, or of those that are only measured.
    func counts(isShadow: Bool) -> [CheckResult.RuleCount] {
        FindingWriter.inOrder(collector.tallies).filter { ($0.severity == .shadow) == isShadow }.map(count)
    }

    private func count(_ tally: FindingCollector.Tally) -> CheckResult.RuleCount {
        let site = collector.sites[tally.site]
        let (units, total) = denominator(tally, site)
        let unit = units.many
        return CheckResult.RuleCount(
            rule: tally.rule.code,
            severity: tally.severity,
            title: tally.rule.title,
            count: tally.count,
            unit: unit,
            unitOfOne: units.one,
            total: total,
            summary: summary(tally, site, unit: unit, total: total),
            fix: tally.rule.fix,
            ruleHash: tally.count > 0 ? rules.hash(of: tally.rule.code) : ""
        )
    }

    /// What is counted: the records of a table, cells where a rule looks at several columns, or what a reader met.
    private func denominator(_ tally: FindingCollector.Tally, _ site: Site) -> (
        units: (one: String, many: String), total: Int?
    ) {
        if let units = site.units { return (units, nil) }
        if let total = tally.total { return (TableWords.units(schema.tables[max(0, site.table)]), total) }
        // Nothing was stored of a shadow rule, so that nothing tells a record from the return.
        guard let row = tally.hits.first?.row else { return (("finding", "findings"), nil) }
        guard row >= 0, site.table >= 0, site.summaries == nil else { return (("return", "returns"), nil) }
        guard tally.siteCount == 1 else {
            return (site.fields.isEmpty ? ("record", "records") : ("cell", "cells"), nil)
        }
        return (TableWords.units(schema.tables[site.table]), tables.tables[site.table].rowCount)
    }

    private func summary(_ tally: FindingCollector.Tally, _ site: Site, unit: String, total: Int?) -> String {
        let title = TableWords.lowered(tally.rule.title)
        guard tally.count > 1 else { return sentence(of: tally) }
        guard let total, total >= tally.count else {
            if let many = site.summaries?.many, !many.isEmpty, !many.contains("{total}") {
                return RuleWords.filled(many, count: tally.count, total: tally.count)
            }
            return "\(Amount.grouped(tally.count)) \(unit.isEmpty ? "places" : unit): \(title)."
        }
        let usual = (
            many: "{count} of {total} \(unit): \(title).",
            every: "All {total} \(unit): \(title). Check how your system exports this item."
        )
        let words = site.summaries ?? usual
        return RuleWords.filled(tally.count == total ? words.every : words.many, count: tally.count, total: total)
    }

    /// What the one finding says, without what to do.
    private func sentence(of tally: FindingCollector.Tally) -> String {
        let finding = findings.first { $0.rule == tally.rule.code && $0.severity == tally.severity }
        guard let message = finding?.message, message.hasSuffix(" " + tally.rule.fix) else {
            return tally.rule.title + "."
        }
        return String(message.dropLast(tally.rule.fix.count + 1))
    }
}
