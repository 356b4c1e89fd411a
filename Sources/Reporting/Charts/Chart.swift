internal import Disclosure

/// What a chart shows, before it is drawn: at most four series, and its words made from the same figures.
struct Chart {
    let id: String
    let number: String
    /// The finding, in a few words.
    let title: String
    /// What is drawn and how, and what it shows: the text alternative.
    let description: String
    let kind: Kind
    let rowLabel: String
    let series: [String]
    let rows: [Row]
    let fileName: String

    enum Kind {
        case stackedShares
        case bars
        case dumbbells
    }

    struct Row {
        let label: String
        /// One share for each series.
        let values: [ProtectedFigure]
    }
}

/// The width a chart is drawn for: text keeps its size, the layout changes.
enum ChartWidth: String, CaseIterable {
    case narrow
    case wide

    var points: Int {
        switch self {
        case .narrow: 300
        case .wide: 900
        }
    }

    /// Room for row labels left of the bars; none where labels stand above them.
    var labelWidth: Int {
        switch self {
        case .narrow: 0
        case .wide: 250
        }
    }
}

extension Chart {
    /// Draws the chart.
    ///
    /// The drawing is whole in itself, with title, description and real text, and the same for the same chart.
    func svg(width: ChartWidth) -> String {
        let drawing =
            switch kind {
            case .stackedShares: StackedSharesDrawing(chart: self, width: width).drawing
            case .bars: BarsDrawing(chart: self, width: width).drawing
            case .dumbbells: DumbbellsDrawing(chart: self, width: width).drawing
            }
        return drawing.svg(id: "\(id)-\(width.rawValue)", title: title, description: description)
    }
}
