internal import Disclosure

/// Bars of 100 per cent, one a row, with the names of the parts over the first.
struct StackedSharesDrawing {
    let drawing: Drawing

    private static let barHeight = 30
    private static let rowGap = 12

    init(chart: Chart, width: ChartWidth) {
        var drawing = Drawing(width: width.points)
        let plot = Plot(width: width, maximum: 1_000, step: 250, rightRoom: 16)
        let first = chart.rows.first.map(Self.shares) ?? []
        let top =
            width == .wide
            ? Self.drawNames(&drawing, chart.series, first, plot) : plot.drawKey(&drawing, chart.series, spacing: nil)
        let rowHeight = Self.barHeight + Self.rowGap + (width == .narrow ? 20 : 0)
        let bottom = top + chart.rows.count * rowHeight
        plot.drawGrid(&drawing, from: top, to: bottom)
        for (position, row) in chart.rows.enumerated() {
            let y = plot.drawLabel(&drawing, row.label, top: top + position * rowHeight, height: Self.barHeight)
            Self.drawBar(&drawing, Self.shares(row), plot, y: y)
        }
        plot.drawAxis(&drawing, at: bottom, title: "Share of plans (%)")
        self.drawing = drawing
    }

    private static func shares(_ row: Chart.Row) -> [Int] { row.values.map { $0.tenths ?? 0 } }

    private static func drawBar(_ drawing: inout Drawing, _ shares: [Int], _ plot: Plot, y: Int) {
        var sum = 0
        for (series, share) in shares.enumerated() where share > 0 {
            let from = plot.x(min(sum, 1_000)) + (sum == 0 ? 0 : 2)
            sum += share
            let to = plot.x(min(sum, 1_000))
            guard to > from else { continue }
            drawing.rectangle(x: from, y: y, width: to - from, height: barHeight, fill: Drawing.fills[series])
            let text = FigureText.decimal(share.magnitude)
            if Drawing.width(of: text) + 2 <= to - from {
                drawing.text(
                    text,
                    x: (from + to) / 2,
                    y: y + 20,
                    anchor: .middle,
                    fill: Drawing.inksOnFills[series]
                )
            }
        }
    }

    /// Sets each name over the start of its part, on the lowest line where it does not touch another.
    private static func drawNames(
        _ drawing: inout Drawing,
        _ names: [String],
        _ shares: [Int],
        _ plot: Plot
    ) -> Int {
        let placed = placedNames(names, shares, plot)
        let levels = (placed.map(\.level).max() ?? 0) + 1
        let top = levels * 20 + 8
        for (series, name) in placed.enumerated() {
            let y = (levels - 1 - name.level) * 20
            drawing.line(name.tick, y + 4, name.tick, top, stroke: Drawing.fills[series], width: 2)
            drawing.rectangle(x: name.x, y: y + 4, width: 12, height: 12, fill: Drawing.fills[series])
            drawing.text(names[series], x: name.x + 17, y: y + 15)
        }
        return top
    }

    private struct PlacedName {
        let x: Int
        let end: Int
        let tick: Int
        var level = 0

        func touches(_ other: PlacedName) -> Bool {
            if level == other.level { return x < other.end + 8 && other.x < end + 8 }
            return other.level > level && (x - 6...end + 6).contains(other.tick)
        }
    }

    /// Places the names from the right, since a name runs rightwards from its tick.
    private static func placedNames(_ names: [String], _ shares: [Int], _ plot: Plot) -> [PlacedName] {
        var placed: [PlacedName] = []
        for (series, name) in names.enumerated().reversed() {
            let sum = shares.prefix(series).reduce(0, +)
            let tick = plot.x(min(sum, 1_000)) + (sum == 0 ? 1 : 3)
            let width = Drawing.width(of: name) + 20
            let x = max(0, min(tick - 1, plot.right + 14 - width))
            var candidate = PlacedName(x: x, end: x + width, tick: tick)
            while placed.contains(where: candidate.touches) { candidate.level += 1 }
            placed.insert(candidate, at: 0)
        }
        return placed
    }
}
