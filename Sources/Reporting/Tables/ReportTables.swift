internal import Disclosure

/// The tables of the page, laid out from the data sets.
struct ReportTables {
    let tree: ReportTable
    let bridge: ReportTable
    let areas: ReportTable
    let ages: ReportTable
    let needs: ReportTable
    let authorities: ReportTable

    init(data: DataSets, request: ReportRequest, cube: PlacementCube) {
        let layout = TableLayout(request: request, cube: cube)
        tree = layout.tree(data.england)
        bridge = layout.bridge(data.bridge)
        areas = layout.areas(data.areas)
        ages = layout.breakdown(
            data.ages,
            Breakdowns.ageBand,
            id: ("t3-4", "3.4"),
            title: "Mainstream and specialist placements by age band, England"
        )
        needs = layout.breakdown(
            data.needs,
            Breakdowns.primaryNeed,
            id: ("t3-5", "3.5"),
            title: "Mainstream and specialist placements by primary need, England"
        )
        authorities = layout.authorities(data.areas)
    }
}

private struct TableLayout {
    let request: ReportRequest
    let cube: PlacementCube

    private var years: String { request.years.map(String.init).joined(separator: " and ") }
    private let sharesNote = "Shares are percentages of all plans in the row, worked out from the rounded counts."

    func tree(_ data: DataSet) -> ReportTable {
        let year = request.year
        var heads = [
            ReportTable.Head(text: "Placement", scope: "col", isNumeric: false), number("Plans \(year)"),
            number("Share \(year) (%)"),
        ]
        if let earlier = request.previousYear {
            heads += [
                number("Plans \(earlier)"), number("Share \(earlier) (%)"), number("Change in plans"),
                number("Change (%)"),
            ]
        }
        let rows = request.tree.lines.map { line in
            let key = [line.heading, line.label]
            var cells = [cell(data, year, key, .count), cell(data, year, key, .share)]
            if let earlier = request.previousYear {
                cells += [
                    cell(data, earlier, key, .count), cell(data, earlier, key, .share),
                    cell(data, year, key, .countChange, signed: true),
                    cell(data, year, key, .countChangePercent, signed: true),
                ]
            }
            return ReportTable.Row(heading: line.label, depth: line.depth, isTotal: line.depth == 0, cells: cells)
        }
        return ReportTable(
            id: "t3-1",
            number: "3.1",
            title: "EHC plans by placement, England, \(years)",
            fileName: data.name,
            fileTitle: data.title,
            heads: [heads],
            groups: [.init(title: nil, rows: rows)],
            notes: ["Shares are percentages of all plans, worked out from the rounded counts."]
        )
    }

    func bridge(_ data: DataSet) -> ReportTable {
        let groups = PlacementGroup.withTotal
        let corner = ReportTable.Head(text: "By school type", rows: 2, scope: "col", isNumeric: false)
        let over = ReportTable.Head(text: "By provision", columns: groups.count, scope: "colgroup", isNumeric: false)
        let rows = groups.map { row in
            ReportTable.Row(
                heading: row.label,
                depth: 1,
                isTotal: row.code == PlacementGroup.total,
                cells: groups.map { cell(data, request.year, [row.label, $0.label], .count) }
            )
        }
        return ReportTable(
            id: "t3-2",
            number: "3.2",
            title: "The bridge: the same plans by school type and by provision, England, \(request.year)",
            fileName: data.name,
            fileTitle: data.title,
            heads: [[corner, over], groups.map { number($0.label) }],
            groups: [.init(title: nil, rows: rows)],
            notes: [
                "Read along a row to see where the plans of a group by school type stand by provision. SEN units and resourced provision move from mainstream to specialist, specialist post-16 institutions from other to specialist; nothing else moves."
            ]
        )
    }

    func areas(_ data: DataSet) -> ReportTable {
        let places = [Place.national] + request.geography.regions.map(Place.regional)
        let rows = places.flatMap { place in
            yearRows(place.name, isTotal: place == .national) { year in
                shares(data, year, place, prefix: [])
            }
        }
        return sideBySide(
            data,
            first: "Area",
            rows: rows,
            id: ("t3-3", "3.3"),
            title: "Mainstream and specialist placements, England and regions, \(years)"
        )
    }

    func breakdown(_ data: DataSet, _ dimension: Dimension, id: (String, String), title: String) -> ReportTable {
        let labels = (["Total"] + dimension.categories.map(\.label)).filter { label in
            request.years.contains { count(data, $0, .national, [label]).count != 0 }
        }
        let rows = labels.flatMap { label in
            yearRows(label, isTotal: label == "Total") { shares(data, $0, .national, prefix: [label]) }
        }
        return sideBySide(data, first: dimension.label, rows: rows, id: id, title: "\(title), \(years)")
    }

    func authorities(_ data: DataSet) -> ReportTable {
        let groups = request.geography.regions.compactMap { region -> ReportTable.Group? in
            let members = request.geography.authorities(in: region).filter { authority in
                request.years.contains { cube.hasReturn(of: authority.code, in: $0) }
            }
            guard !members.isEmpty else { return nil }
            let places = members.map { Place.authority($0, region: region) } + [Place.regional(region)]
            let rows = places.map { place in
                let isRegion = place == .regional(region)
                return ReportTable.Row(
                    heading: isRegion ? "All \(region.name)" : place.name,
                    depth: isRegion ? 0 : 1,
                    isTotal: isRegion,
                    cells: earlierCount(data, place) + shares(data, request.year, place, prefix: [])
                )
            }
            return .init(title: region.name, rows: rows)
        }
        return ReportTable(
            id: "t3-6",
            number: "3.6",
            title: "Mainstream and specialist placements by local authority, \(request.year)",
            fileName: data.name,
            fileTitle: data.title,
            heads: heads(
                first: [.init(text: "Local authority", rows: 2, scope: "col", isNumeric: false)],
                counts: request.previousYear.map { ["Plans \($0)", "Plans \(request.year)"] }
                    ?? ["Plans \(request.year)"]
            ),
            groups: groups,
            notes: [
                sharesNote,
                "An authority counts the plans that it maintains, wherever the child or young person is placed. Authorities with no return in this cut are left out here and stand as x in the file.",
            ]
        )
    }

    private func sideBySide(
        _ data: DataSet,
        first: String,
        rows: [ReportTable.Row],
        id: (String, String),
        title: String
    ) -> ReportTable {
        ReportTable(
            id: id.0,
            number: id.1,
            title: title,
            fileName: data.name,
            fileTitle: data.title,
            heads: heads(
                first: [
                    .init(text: first, rows: 2, scope: "col", isNumeric: false),
                    .init(text: "January", rows: 2, scope: "col", isNumeric: false),
                ],
                counts: ["Plans"]
            ),
            groups: [.init(title: nil, rows: rows)],
            notes: [sharesNote]
        )
    }

    private func heads(first: [ReportTable.Head], counts: [String]) -> [[ReportTable.Head]] {
        let groups = PlacementGroup.allCases.map { number($0.label) }
        let numbers = counts.map { ReportTable.Head(text: $0, rows: 2, scope: "col", isNumeric: true) }
        let over = SpecialistDefinition.allCases.map {
            ReportTable.Head(text: "\($0.label) (%)", columns: groups.count, scope: "colgroup", isNumeric: false)
        }
        return [first + numbers + over, groups + groups]
    }

    /// The latest year, then the year before it under the same heading.
    private func yearRows(
        _ heading: String,
        isTotal: Bool,
        cells: (Int) -> [ReportTable.Cell]
    ) -> [ReportTable.Row] {
        let latestFirst = Array(request.years.reversed())
        return latestFirst.map { year in
            ReportTable.Row(
                heading: year == request.year ? heading : nil,
                headingRows: latestFirst.count,
                second: String(year),
                depth: isTotal ? 0 : 1,
                isTotal: isTotal,
                cells: cells(year)
            )
        }
    }

    private func shares(_ data: DataSet, _ year: Int, _ place: Place, prefix: [String]) -> [ReportTable.Cell] {
        [.init(count(data, year, place, prefix))]
            + SpecialistDefinition.allCases.flatMap { definition in
                PlacementGroup.allCases.map { group in
                    .init(data.figure(year, place, prefix + [definition.label, group.label], .share))
                }
            }
    }

    private func earlierCount(_ data: DataSet, _ place: Place) -> [ReportTable.Cell] {
        guard let earlier = request.previousYear else { return [] }
        return [.init(count(data, earlier, place, []))]
    }

    private func count(_ data: DataSet, _ year: Int, _ place: Place, _ prefix: [String]) -> ProtectedFigure {
        data.figure(year, place, prefix + [SpecialistDefinition.bySchoolType.label, "Total"], .count)
    }

    private func cell(
        _ data: DataSet,
        _ year: Int,
        _ filters: [String],
        _ indicator: Indicator,
        signed: Bool = false
    ) -> ReportTable.Cell {
        .init(data.figure(year, .national, filters, indicator), signed: signed)
    }

    private func number(_ text: String) -> ReportTable.Head {
        .init(text: text, scope: "col", isNumeric: true)
    }
}
