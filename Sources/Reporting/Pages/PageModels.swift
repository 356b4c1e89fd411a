internal import Disclosure

/// What the templates are given: text that is ready to stand on a page, found there by the name of the property.
struct PageModel {
    let title: String
    let year: String
    let subtitle: String
    let style: String
    let isSynthetic: Bool
    let partialNote: String?
    let cutName: String
    let cutInstant: String
    let submissions: String
    let method: String
    let headlines: [String]
    let definitions: [DefinitionModel]
    let sections: [SectionModel]
    let files: [FileModel]
    let codeVersion: String
    let closingNote: String
}

struct DefinitionModel {
    let label: String
    let explanation: String
}

struct SectionModel {
    let id: String
    let title: String
    let lead: String
    let charts: [ChartModel]
    let tables: [TableModel]
}

struct ChartModel {
    let id: String
    let number: String
    let title: String
    let narrow: String
    let wide: String
    let rowLabel: String
    let series: [String]
    let rows: [RowModel]
    let source: String

    init(_ chart: Chart, source: String) {
        id = chart.id
        number = chart.number
        title = chart.title
        narrow = chart.svg(width: .narrow)
        wide = chart.svg(width: .wide)
        rowLabel = chart.rowLabel
        series = chart.series
        rows = chart.rows.map { row in
            RowModel(heading: row.label, style: "depth-1", cells: row.values.map { FigureText.table($0) })
        }
        self.source = source
    }
}

struct TableModel {
    let id: String
    let number: String
    let title: String
    let fileName: String
    let heads: [HeadRowModel]
    let groups: [GroupModel]
    let notes: [String]
    let symbols: [SymbolModel]

    init(_ table: ReportTable) {
        id = table.id
        number = table.number
        title = table.title
        fileName = "\(table.fileName).csv"
        heads = table.heads.map { HeadRowModel(cells: $0.map(HeadModel.init)) }
        groups = table.groups.map { GroupModel($0, columns: table.columnCount) }
        notes = table.notes
        symbols = table.symbols.map { SymbolModel(symbol: $0.rawValue, meaning: $0.explanation) }
    }
}

struct HeadRowModel {
    let cells: [HeadModel]
}

struct HeadModel {
    let text: String
    let scope: String
    let spans: String
    let style: String

    init(_ head: ReportTable.Head) {
        text = head.text
        scope = head.scope
        spans =
            (head.columns > 1 ? " colspan=\"\(head.columns)\"" : "")
            + (head.rows > 1 ? " rowspan=\"\(head.rows)\"" : "")
        style = head.isNumeric ? "number" : head.scope == "colgroup" ? "over" : "words"
    }
}

struct GroupModel {
    // Not `title`: a section that finds no value looks for one of that name further out.
    let groupTitle: String?
    let columns: Int
    let rows: [RowModel]

    init(_ group: ReportTable.Group, columns: Int) {
        groupTitle = group.title
        self.columns = columns
        rows = group.rows.map { row in
            RowModel(
                heading: row.heading,
                spans: row.headingRows > 1 ? " rowspan=\"\(row.headingRows)\"" : "",
                second: row.second,
                style: "depth-\(row.depth)\(row.isTotal ? " total" : "")\(row.heading == nil ? " earlier" : "")",
                cells: row.cells.map(\.text)
            )
        }
    }
}

struct RowModel {
    let heading: String?
    var spans = ""
    var second: String?
    let style: String
    let cells: [String]
}

struct SymbolModel {
    let symbol: String
    let meaning: String
}

struct FileModel {
    let path: String
    let title: String
    let metadata: String
}
