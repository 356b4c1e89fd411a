internal import Disclosure

/// A group of bars for each row, one for each series, with the value at the end of each.
struct BarsDrawing {
    let drawing: Drawing

    private static let barHeight = 20

    init(chart: Chart, width: ChartWidth) {
        var drawing = Drawing(width: width.points)
        let largest = chart.rows.flatMap(\.values).compactMap(\.tenths).max() ?? 0
        let axis = Plot.roundMaximum(above: largest)
        let plot = Plot(width: width, maximum: axis.maximum, step: axis.step, rightRoom: 44)
        let top = plot.drawKey(&drawing, chart.series, spacing: width == .wide ? 170 : nil)
        let bars = chart.series.count * (Self.barHeight + 2)
        let rowHeight = bars + 14 + (width == .narrow ? 20 : 0)
        let bottom = top + chart.rows.count * rowHeight
        plot.drawGrid(&drawing, from: top, to: bottom)
        for (position, row) in chart.rows.enumerated() {
            let y = plot.drawLabel(&drawing, row.label, top: top + position * rowHeight + 4, height: bars)
            for (series, figure) in row.values.enumerated() {
                Self.drawBar(&drawing, figure, plot, y: y + series * (Self.barHeight + 2), fill: Drawing.fills[series])
            }
        }
        plot.drawAxis(&drawing, at: bottom, title: "Share in specialist placements (%)")
        self.drawing = drawing
    }

    private static func drawBar(_ drawing: inout Drawing, _ figure: ProtectedFigure, _ plot: Plot, y: Int, fill: String)
    {
        let end = plot.x(figure.tenths ?? 0)
        drawing.rectangle(x: plot.left, y: y, width: max(1, end - plot.left), height: barHeight, fill: fill)
        drawing.text(FigureText.table(figure), x: end + 5, y: y + 15)
    }
}
