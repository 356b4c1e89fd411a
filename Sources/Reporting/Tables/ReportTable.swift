internal import Disclosure

/// A table as a page shows it: text in every cell, and the symbols that need explaining.
struct ReportTable {
    let id: String
    let number: String
    let title: String
    let fileName: String
    let fileTitle: String
    let heads: [[Head]]
    var groups: [Group]
    let notes: [String]

    struct Head {
        let text: String
        var columns = 1
        var rows = 1
        let scope: String
        let isNumeric: Bool
    }

    struct Group {
        /// Heading of the group, across the table; nil for none.
        let title: String?
        var rows: [Row]
    }

    struct Row {
        /// Heading of the row; nil where it is that of the row above.
        let heading: String?
        var headingRows = 1
        var second: String?
        let depth: Int
        let isTotal: Bool
        let cells: [Cell]
    }

    struct Cell {
        let text: String
        let symbol: ProtectedFigure.Symbol?

        init(_ figure: ProtectedFigure, signed: Bool = false) {
            text = FigureText.table(figure, signed: signed)
            symbol = figure.symbol
        }
    }

    /// The symbols the table uses, in a fixed order.
    var symbols: [ProtectedFigure.Symbol] {
        let used = Set(groups.flatMap { $0.rows.flatMap { $0.cells.compactMap(\.symbol) } })
        return ProtectedFigure.Symbol.allCases.filter(used.contains)
    }

    /// All cells that the column heads span, at the foot of the heads.
    var columnCount: Int {
        heads.first?.reduce(0) { $0 + $1.columns } ?? 0
    }
}
