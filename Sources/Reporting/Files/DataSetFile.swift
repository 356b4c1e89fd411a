internal import Disclosure

/// A data set as a pair of files in the form that Explore Education Statistics takes: the data and its metadata.
struct DataSetFile {
    let data: DataSet

    static let placeColumns = [
        "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code",
        "region_name", "old_la_code", "new_la_code", "la_name",
    ]

    var columns: [String] {
        Self.placeColumns + data.filters.map(\.name) + data.indicators.map(\.rawValue)
    }

    var text: String {
        CSVText.text([columns] + data.rows.map { Self.place($0) + $0.filters + $0.values.map(\.fileText) })
    }

    var metadata: String {
        let head = [
            "col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint",
            "filter_grouping_column", "filter_default",
        ]
        let filters = data.filters.filter { !$0.isHeading }.map {
            [$0.name, "Filter", $0.label, "", "", "", $0.hint, $0.groupedBy ?? "", $0.preselected]
        }
        let indicators = data.indicators.map {
            [$0.rawValue, "Indicator", $0.label, "", $0.unit, String($0.decimalPlaces), "", "", ""]
        }
        return CSVText.text([head] + filters + indicators)
    }

    /// Stock on a day in January is given under the calendar year of that day.
    private static func place(_ row: DataSet.Row) -> [String] {
        let england = ReportGeography.england
        let start = [
            TimePeriod.code(ofJanuary: row.year), TimePeriod.identifier, row.place.level, england.code, england.name,
        ]
        switch row.place {
        case .national: return start + ["", "", "", "", ""]
        case .regional(let region): return start + [region.code, region.name, "", "", ""]
        case .authority(let authority, let region):
            return start + [region?.code ?? "", region?.name ?? "", authority.code, authority.areaCode, authority.name]
        }
    }
}
