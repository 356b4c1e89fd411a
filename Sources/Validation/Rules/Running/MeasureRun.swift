import RuleLanguage

/// A measure's value, and how many records it stands on.
struct Measured {
    let value: Double
    let base: Int
}

extension Measure {
    /// Measures the return; nil where there is nothing to divide by.
    func measured(_ records: RuleRecords) -> Measured? {
        let count = records.rowCount(of: record)
        var isIn = [Bool](repeating: true, count: count)
        if let condition, count > 0 { isIn = condition.verdicts(records).map { $0 == Verdict.yes } }
        switch kind {
        case .count:
            let number = isIn.count { $0 }
            return Measured(value: Double(number), base: number)
        case .share: return share(records, isIn)
        case .sum, .mean: return sum(records, isIn)
        }
    }

    private func share(_ records: RuleRecords, _ isIn: [Bool]) -> Measured? {
        guard let term, !isIn.isEmpty else { return nil }
        var (yes, no) = (0, 0)
        for (row, verdict) in term.verdicts(records).enumerated() where isIn[row] {
            if verdict == Verdict.yes { yes += 1 }
            if verdict == Verdict.no { no += 1 }
        }
        return yes + no == 0 ? nil : Measured(value: Double(yes) / Double(yes + no), base: yes + no)
    }

    private func sum(_ records: RuleRecords, _ isIn: [Bool]) -> Measured? {
        guard let term else { return nil }
        let rows = isIn.indices.filter { isIn[$0] }
        var (sum, count) = (0.0, 0)
        for value in rows.isEmpty ? [] : term.values(records, rows: rows) {
            switch value {
            case .integer(let number): sum += Double(number)
            case .double(let number): sum += number
            default: continue
            }
            count += 1
        }
        if kind == .sum { return Measured(value: sum, base: count) }
        return count == 0 ? nil : Measured(value: sum / Double(count), base: count)
    }

    func words(_ value: Double) -> String {
        kind == .share ? ValueWords.share(value) : ValueWords.number(value)
    }
}
