internal import Disclosure

/// `datapackage.json`: a Data Package v2 descriptor with a Table Schema for every data file.
struct DataPackage {
    let request: ReportRequest
    let files: [(data: DataSet, file: ReleaseFile)]

    var document: String {
        JSONText.object([
            ("$schema", .text("https://datapackage.org/profiles/2.0/datapackage.json")),
            ("name", .text("send-placements-\(request.year)")),
            ("title", .text("Where children and young people with SEND are placed, January \(request.year)")),
            ("description", .text(request.method.explanation)),
            ("version", .text(request.cutName)),
            ("created", .text(request.cutInstant)),
            ("keywords", .texts(["SEND", "EHC plans", "placements"])),
            ("send:cut", .text(request.cutName)),
            ("send:method", .text(request.method.rawValue)),
            ("send:synthetic", .boolean(request.isSynthetic)),
            ("resources", .list(files.map(resource))),
        ]).document
    }

    private func resource(_ data: DataSet, _ file: ReleaseFile) -> JSONText {
        .object([
            ("name", .text(data.name.split(separator: "_").joined(separator: "-"))),
            ("type", .text("table")),
            ("title", .text(data.title)),
            ("path", .text(file.path)),
            ("format", .text("csv")),
            ("mediatype", .text("text/csv")),
            ("encoding", .text("utf-8")),
            ("bytes", .number(file.bytes.count)),
            ("hash", .text("sha256:\(file.sha256)")),
            ("schema", schema(data)),
        ])
    }

    private func schema(_ data: DataSet) -> JSONText {
        let places = DataSetFile.placeColumns.map { name in
            field(name, name == "time_period" ? "integer" : "string", Self.placeTitles[name] ?? name)
        }
        let filters = data.filters.map { field($0.name, "string", $0.label) }
        let indicators = data.indicators.map { indicator in
            field(indicator.rawValue, indicator.decimalPlaces == 0 ? "integer" : "number", indicator.label)
        }
        let key = ["time_period", "geographic_level", "region_code", "old_la_code"] + data.filters.map(\.name)
        return .object([
            ("fields", .list(places + filters + indicators)),
            ("missingValues", .texts([""] + ProtectedFigure.Symbol.allCases.map(\.rawValue))),
            ("send:uniqueRow", .texts(key)),
        ])
    }

    private func field(_ name: String, _ type: String, _ title: String) -> JSONText {
        .object([("name", .text(name)), ("type", .text(type)), ("title", .text(title))])
    }

    private static let placeTitles = [
        "time_period": "Academic year of the January count, in six figures", "time_identifier": "Kind of period",
        "geographic_level": "Level of the area", "country_code": "Code of the country",
        "country_name": "Name of the country", "region_code": "Code of the region",
        "region_name": "Name of the region", "old_la_code": "Three-digit code of the authority",
        "new_la_code": "Nine-character code of the authority", "la_name": "Name of the authority",
    ]
}
