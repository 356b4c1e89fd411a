import Foundation

extension DemandProjection {
    /// The figures as comma-separated values: one row for each quantile.
    public var csv: String {
        var text = "la_code,year,setting,need,age_band,scenario,quantile,value\n"
        for row in rows {
            let key = Self.cells(row.key)
            for (quantile, value) in zip(Self.quantiles, row.values) {
                text += "\(key),\(quantile),\(Self.number(value))\n"
            }
        }
        return text
    }

    /// The means, which add up: parts to wholes, authorities to regions and England.
    public var meansCSV: String {
        var text = "la_code,year,setting,need,age_band,scenario,value\n"
        for row in rows { text += "\(Self.cells(row.key)),\(Self.number(row.mean))\n" }
        return text
    }

    private static func cells(_ key: Key) -> String {
        "\(key.area),\(key.year),\(key.setting),total,\(key.ageBand),baseline"
    }

    /// Three decimals: enough to add up, and the same in every locale.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        let thousandths = Int((max(value, 0) * 1000).rounded())
        let (whole, rest) = (thousandths / 1000, thousandths % 1000)
        guard rest > 0 else { return String(whole) }
        let digits = String(rest)
        var text = "\(whole).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }
}
