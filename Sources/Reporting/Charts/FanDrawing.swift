internal import Projection

extension FanChart {
    /// Draws the chart, whole in itself, with title, description and real text, and the same for the same figures.
    public func svg() -> String {
        FanDrawing(self).drawing.svg(id: "fan-\(code.lowercased())", title: title, description: description)
    }
}

/// Published plans as a line, projected ones as bands, direct labels in place of a key.
private struct FanDrawing {
    private(set) var drawing = Drawing(width: 900)
    private let chart: FanChart
    private let years: ClosedRange<Int>
    private let step: Double
    private let top: Double

    private static let (left, right, upper, lower) = (86, 680, 64, 400)
    /// Tints of one blue, the outer band lightest; each has its edge, so that they differ without colour too.
    private static let tints = ["#d3dde6", "#a5bacb", "#7796b0"]

    init(_ chart: FanChart) {
        self.chart = chart
        let all = chart.past.map(\.year) + chart.fans.map(\.year)
        years = (all.min() ?? 0)...(all.max() ?? 1)
        let most = (chart.past.map(\.plans) + chart.fans.flatMap(\.values)).max() ?? 1
        step = Self.roundStep(for: most)
        top = (most / step).rounded(.up) * step
        drawing.height = Self.lower + 56
        drawing.text(chart.title, x: 0, y: 20, size: 18, bold: true)
        drawing.text("Education, health and care plans in January", x: 0, y: 44)
        drawAxes()
        drawBands()
        drawBefore()
        drawPast()
        drawLabels()
    }

    /// 1, 2 or 5 times a power of ten, so that four to eight lines stand.
    private static func roundStep(for most: Double) -> Double {
        var unit = 1.0
        while most / unit > 8 {
            for factor in [2, 2.5, 2] where most / unit > 8 { unit *= factor }
        }
        return unit
    }

    private func x(_ year: Int) -> Int {
        Self.left + (Self.right - Self.left) * (year - years.lowerBound) / max(1, years.count - 1)
    }

    private func y(_ plans: Double) -> Int {
        Self.lower - Int((Double(Self.lower - Self.upper) * plans / top).rounded())
    }

    private mutating func drawAxes() {
        for place in 0...Int(top / step) {
            let value = Double(place) * step
            drawing.line(Self.left, y(value), Self.right, y(value), stroke: place == 0 ? Drawing.ink : Drawing.grid)
            drawing.text(FanChart.counted(value), x: Self.left - 8, y: y(value) + 5, anchor: .end)
        }
        let every = years.count > 14 ? 2 : 1
        for year in years where (years.upperBound - year) % every == 0 {
            drawing.text(String(year), x: x(year), y: Self.lower + 20, anchor: .middle)
        }
    }

    /// Each band begins as a point at the last figure that was known.
    private mutating func drawBands() {
        guard let start = chart.past.last(where: { $0.year <= chart.origin }) else { return }
        let from = (x: x(start.year), y: y(start.plans))
        for (band, tint) in Self.tints.enumerated() {
            let high = chart.fans.map { (x: x($0.year), y: y($0.bands[band].high)) }
            let low = chart.fans.reversed().map { (x: x($0.year), y: y($0.bands[band].low)) }
            drawing.area([from] + high + low, fill: tint, stroke: Drawing.fills[0])
        }
        drawing.path([from] + chart.fans.map { (x: x($0.year), y: y($0.middle)) }, stroke: Drawing.fills[0], width: 3)
    }

    private mutating func drawBefore() {
        guard !chart.before.isEmpty, let start = chart.past.last(where: { $0.year <= chart.origin - 1 }) else { return }
        let points =
            [(x: x(start.year), y: y(start.plans))]
            + chart.before.filter { years.contains($0.year) }.map { (x: x($0.year), y: y($0.middle)) }
        drawing.path(points, stroke: Drawing.fills[2], width: 2, isDashed: true)
    }

    private mutating func drawPast() {
        drawing.path(
            chart.past.filter { $0.year <= chart.origin }.map { (x: x($0.year), y: y($0.plans)) },
            stroke: Drawing.ink,
            width: 3
        )
        for one in chart.past {
            let isKnown = one.year <= chart.origin
            drawing.circle(
                x: x(one.year),
                y: y(one.plans),
                radius: isKnown ? 2 : 5,
                fill: isKnown ? Drawing.ink : "#ffffff",
                stroke: Drawing.ink
            )
        }
    }

    /// Words beside the marks they name, kept apart.
    private mutating func drawLabels() {
        guard let last = chart.fans.last else { return }
        var labels: [(y: Int, text: String, isBold: Bool)] = [
            (y(last.bands[0].high), "95 % below \(FanChart.counted(last.bands[0].high))", false),
            (y(last.bands[1].high), "80 % from \(FanChart.counted(last.bands[1].low))", false),
            (y(last.middle), "\(FanChart.counted(last.middle)) in the middle", true),
            (y(last.bands[1].low), "to \(FanChart.counted(last.bands[1].high))", false),
        ]
        labels[0].text = "95 %: \(FanChart.counted(last.bands[0].low)) to \(FanChart.counted(last.bands[0].high))"
        labels[1].text = "80 %: \(FanChart.counted(last.bands[1].low)) to \(FanChart.counted(last.bands[1].high))"
        labels[3].text = "half: \(FanChart.counted(last.bands[2].low)) to \(FanChart.counted(last.bands[2].high))"
        var next = Int.min
        for label in labels.sorted(by: { $0.y < $1.y }) {
            let place = max(label.y + 5, next)
            drawing.text(label.text, x: Self.right + 12, y: place, fill: Drawing.ink, bold: label.isBold)
            next = place + 20
        }
        var key = Self.upper + 24
        if let oldest = chart.before.first {
            drawing.path(
                [(x: Self.left + 12, y: key - 5), (x: Self.left + 44, y: key - 5)],
                stroke: Drawing.fills[2],
                width: 2,
                isDashed: true
            )
            drawing.text("as projected from January \(oldest.year - 1)", x: Self.left + 52, y: key)
            key += 20
        }
        guard chart.past.contains(where: { $0.year > chart.origin }) else { return }
        drawing.circle(x: Self.left + 28, y: key - 5, radius: 5, fill: "#ffffff", stroke: Drawing.ink)
        drawing.text("what then came", x: Self.left + 52, y: key)
    }
}
