internal import Disclosure

/// Two dots a row, hollow for the earlier year and full for the later, joined by a line.
struct DumbbellsDrawing {
    let drawing: Drawing

    private static let ink = Drawing.fills[0]

    init(chart: Chart, width: ChartWidth) {
        var drawing = Drawing(width: width.points)
        let largest = chart.rows.flatMap(\.values).compactMap(\.tenths).max() ?? 0
        let axis = Plot.roundMaximum(above: largest)
        let plot = Plot(width: width, maximum: axis.maximum, step: axis.step, rightRoom: 48)
        Self.drawKey(&drawing, chart.series, plot)
        let top = 30
        let rowHeight = width == .narrow ? 46 : 36
        let bottom = top + chart.rows.count * rowHeight
        plot.drawGrid(&drawing, from: top, to: bottom)
        for (position, row) in chart.rows.enumerated() {
            let y = plot.drawLabel(&drawing, row.label, top: top + position * rowHeight, height: rowHeight)
            Self.drawRow(&drawing, row, plot, y: y + (width == .narrow ? 10 : rowHeight / 2))
        }
        plot.drawAxis(&drawing, at: bottom, title: "Share in special schools (%)")
        self.drawing = drawing
    }

    private static func drawRow(_ drawing: inout Drawing, _ row: Chart.Row, _ plot: Plot, y: Int) {
        let dots = row.values.map { $0.tenths.map(plot.x) }
        let known = dots.compactMap(\.self)
        guard let least = known.min(), let most = known.max() else {
            drawing.text(row.values.last.map { FigureText.table($0) } ?? "", x: plot.left + 6, y: y + 5)
            return
        }
        drawing.line(least, y, most, y, stroke: ink, width: 3)
        for (series, dot) in dots.enumerated() {
            guard let dot else { continue }
            let isLatest = series == dots.count - 1
            drawing.circle(x: dot, y: y, radius: 5, fill: isLatest ? ink : "#ffffff", stroke: ink)
        }
        drawing.text(row.values.last.map { FigureText.table($0) } ?? "", x: most + 12, y: y + 5)
    }

    private static func drawKey(_ drawing: inout Drawing, _ names: [String], _ plot: Plot) {
        for (series, name) in names.enumerated() {
            let x = plot.left + 8 + series * 140
            drawing.circle(x: x, y: 10, radius: 5, fill: series == names.count - 1 ? ink : "#ffffff", stroke: ink)
            drawing.text(name, x: x + 12, y: 15)
        }
    }
}
