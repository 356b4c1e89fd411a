public import Projection

/// Plans of an area as they were published, and as they are projected: bands that widen, and how last year's went.
public struct FanChart: Sendable {
    /// A year ahead: what 95, 80 and 50 % of the simulations lie between, and their middle.
    struct Fan: Sendable, Hashable {
        let year: Int
        /// Quantiles in the order of `DemandProjection.quantiles`.
        let values: [Double]

        var middle: Double { values[3] }
        /// Outer band first.
        var bands: [(low: Double, high: Double)] { (0..<3).map { (values[$0], values[values.count - 1 - $0]) } }
    }

    let code: String
    public let name: String
    let origin: Int
    let past: [PublishedPanels.Published]
    let fans: [Fan]
    /// The middle of the projection that was made a year before.
    let before: [Fan]

    /// Puts a chart together; nil for an area of which nothing is projected.
    ///
    /// - Parameters:
    ///   - code: Code of the area.
    ///   - name: Its name.
    ///   - panels: The published series, those after the origin too.
    ///   - projection: The projection.
    ///   - earlier: The one made from a year before, where there is one.
    ///   - origin: The last January that the projection looked at.
    public init?(
        _ code: String,
        name: String,
        _ panels: PublishedPanels,
        _ projection: DemandProjection,
        earlier: DemandProjection?,
        origin: Int
    ) {
        self.code = code
        self.name = name
        self.origin = origin
        past = panels.plans(of: code)
        fans = Self.fans(projection, code)
        before = earlier.map { Self.fans($0, code) } ?? []
        guard !fans.isEmpty, !past.isEmpty else { return nil }
    }

    private static func fans(_ projection: DemandProjection, _ code: String) -> [Fan] {
        projection.rows
            .filter { $0.key.area == code && $0.key.setting == "total" && $0.key.ageBand == "total" }
            .map { Fan(year: $0.key.year, values: $0.values) }
            .sorted { $0.year < $1.year }
    }

    /// Everything that is drawn, as comma-separated values.
    public var csv: String {
        var rows = [
            ["area", "year", "published"] + DemandProjection.quantiles.map { "q\($0)" } + ["projected_a_year_before"]
        ]
        let years = Set(past.map(\.year) + fans.map(\.year) + before.map(\.year)).sorted()
        for year in years {
            let known = past.first { $0.year == year }.map { Self.whole($0.plans) } ?? ""
            let fan = fans.first { $0.year == year }
            let bands = DemandProjection.quantiles.indices.map { place in fan.map { Self.whole($0.values[place]) } ?? ""
            }
            let old = before.first { $0.year == year }.map { Self.whole($0.middle) } ?? ""
            rows.append([code, String(year), known] + bands + [old])
        }
        return CSVText.text(rows)
    }

    /// The finding in one sentence.
    var title: String {
        guard let last = fans.last, let start = past.last(where: { $0.year <= origin }) else { return name }
        let change = (last.middle / max(start.plans, 1) - 1) * 100
        let word = change >= 0 ? "more" : "fewer"
        return "\(name): \(Self.whole(abs(change))) % \(word) plans in January \(last.year) than in \(start.year)"
    }

    var description: String {
        guard let last = fans.last, let band = last.bands.dropFirst().first else { return title }
        let range = "\(Self.counted(band.low)) to \(Self.counted(band.high))"
        return
            "Plans in January, published to \(origin) and projected to \(last.year): \(Self.counted(last.middle)) in the middle, with 80 % of simulations from \(range)."
    }

    static func whole(_ value: Double) -> String { String(Int(value.rounded())) }

    /// Three figures that matter, with commas.
    static func counted(_ value: Double) -> String {
        var unit = 1.0
        while value / unit >= 1_000 { unit *= 10 }
        let digits = String(Int((value / unit).rounded() * unit))
        var text = ""
        for (place, digit) in digits.reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
