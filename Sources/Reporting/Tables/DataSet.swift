internal import Disclosure

/// One tidy file: a row for each year, place and set of filter values, and the figures of that row.
///
/// Tables, charts and sentences read their figures here and nowhere else, so that what a page says is what a file holds.
struct DataSet {
    /// File name without its ending: `placements_by_age`.
    let name: String
    let title: String
    let filters: [Filter]
    let indicators: [Indicator]
    private(set) var rows: [Row] = []
    private var positions: [Key: Int] = [:]

    init(name: String, title: String, filters: [Filter], indicators: [Indicator]) {
        self.name = name
        self.title = title
        self.filters = filters
        self.indicators = indicators
    }

    struct Filter {
        let name: String
        let label: String
        let hint: String
        /// The value that stands for all, or that a reader sees first.
        let preselected: String
        /// Name of the filter that heads this one in menus, where there is one.
        var groupedBy: String?
        /// Whether it only heads another filter.
        var isHeading = false
    }

    struct Row {
        let year: Int
        let place: Place
        let filters: [String]
        let values: [ProtectedFigure]
    }

    struct Key: Hashable {
        let year: Int
        let place: String
        let filters: [String]
    }

    mutating func add(_ row: Row) {
        positions[Key(year: row.year, place: row.place.code, filters: row.filters)] = rows.count
        rows.append(row)
    }

    /// A figure by its row and column; `x` where the row is not there.
    func figure(_ year: Int, _ place: Place, _ filters: [String], _ indicator: Indicator) -> ProtectedFigure {
        guard let row = positions[Key(year: year, place: place.code, filters: filters)],
            let column = indicators.firstIndex(of: indicator)
        else { return .notAvailable }
        return rows[row].values[column]
    }
}

/// Where the plans of a row are maintained.
enum Place: Hashable {
    case national
    case regional(ReportGeography.Area)
    case authority(ReportGeography.Authority, region: ReportGeography.Area?)

    /// Code of the place in the cube: the short one for an authority.
    var code: String {
        switch self {
        case .national: ReportGeography.england.code
        case .regional(let region): region.code
        case .authority(let authority, _): authority.code
        }
    }

    var name: String {
        switch self {
        case .national: ReportGeography.england.name
        case .regional(let region): region.name
        case .authority(let authority, _): authority.name
        }
    }

    /// The level's name in the standard for open data files.
    var level: String {
        switch self {
        case .national: "National"
        case .regional: "Regional"
        case .authority: "Local authority"
        }
    }
}
