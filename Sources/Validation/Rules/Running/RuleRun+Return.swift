import Returns
import RuleLanguage

/// What a rule about the whole return found.
struct ReturnFinding {
    let found: String
    let expected: String
    var previous: String?
    /// Values that the message calls by name.
    let named: [String: String]
}

extension RuleRun {
    // What arithmetic with doubles may be off by.
    private static let slack = 1e-9

    func runOfReturn(_ found: inout FindingCollector) {
        guard rowCount > 0, let finding = ofReturn() else { return }
        let named = finding.named
        var site = self.site(expected: finding.expected, named: { name, _ in named[name] ?? "" })
        site.foundAt = { _ in finding.found }
        if let previous = finding.previous { site.previousAt = { _ in previous } }
        found.add(found.register(site), row: 0)
    }

    private func ofReturn() -> ReturnFinding? {
        switch rule.plan {
        case .aggregate(let measure, let atMost, let atLeast, let base):
            aggregate(measure, atMost, atLeast, base)
        case .reconcile(let left, let right, let tolerance): reconcile(left, right, tolerance)
        case .compare(let now, let before, let change, let base): compare(now, before, change, base)
        case .plausible(let measure, let ranges): plausible(measure, ranges)
        default: nil
        }
    }

    private func aggregate(_ measure: Measure, _ atMost: Double?, _ atLeast: Double?, _ base: Int) -> ReturnFinding? {
        guard let measured = measure.measured(records), measured.base >= base else { return nil }
        let isHigh = atMost.map { measured.value > $0 + Self.slack } ?? false
        let isLow = atLeast.map { measured.value < $0 - Self.slack } ?? false
        guard isHigh || isLow else { return nil }
        let bounds = [
            atLeast.map { "at least \(measure.words($0))" }, atMost.map { "at most \(measure.words($0))" },
        ].compactMap { $0 }.joined(separator: " and ")
        let value = measure.words(measured.value)
        return ReturnFinding(
            found: value,
            expected: bounds,
            named: ["value": value, "base": Amount.grouped(measured.base)]
        )
    }

    private func reconcile(_ left: Measure, _ right: Measure, _ tolerance: Double) -> ReturnFinding? {
        guard let one = left.measured(records), let other = right.measured(records),
            abs(one.value - other.value) > tolerance + Self.slack
        else { return nil }
        let (oneText, otherText) = (left.words(one.value), right.words(other.value))
        let expected = tolerance > 0 ? "\(otherText), give or take \(right.words(tolerance))" : otherText
        return ReturnFinding(found: oneText, expected: expected, named: ["left": oneText, "right": otherText])
    }

    private func compare(_ now: Measure, _ before: Measure, _ limit: Double, _ base: Int) -> ReturnFinding? {
        guard let this = now.measured(records), let last = before.measured(records),
            max(this.base, last.base) >= base
        else { return nil }
        let difference = abs(this.value - last.value)
        let change = now.kind == .share || difference == 0 ? difference : difference / abs(last.value)
        guard change > limit + Self.slack else { return nil }
        let (value, previous) = (now.words(this.value), before.words(last.value))
        let reach = now.kind == .share ? "\(ValueWords.number(limit * 100)) percentage points" : ValueWords.share(limit)
        let words = change.isFinite ? ValueWords.share(change) : "all"
        return ReturnFinding(
            found: value,
            expected: "a change of at most \(reach) from \(previous)",
            previous: previous,
            named: ["value": value, "previous": previous, "change": words]
        )
    }

    private func plausible(_ measure: Measure, _ ranges: PlausibleRanges) -> ReturnFinding? {
        guard let authority = subject.localAuthority, let range = ranges.ranges[authority],
            let measured = measure.measured(records),
            measured.value < range.low - Self.slack || measured.value > range.high + Self.slack
        else { return nil }
        let (value, low, high) = (
            measure.words(measured.value), measure.words(range.low), measure.words(range.high)
        )
        return ReturnFinding(
            found: value,
            expected: "between \(low) and \(high)",
            named: ["value": value, "low": low, "high": high]
        )
    }
}
