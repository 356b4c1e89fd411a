internal import Disclosure

/// The six data sets of the release.
struct DataSets {
    let england: DataSet
    let bridge: DataSet
    let areas: DataSet
    let ages: DataSet
    let needs: DataSet
    let treeByArea: DataSet

    var all: [DataSet] { [england, bridge, areas, ages, needs, treeByArea] }

    init(request: ReportRequest, cube: PlacementCube, figures: PlacementFigures) throws {
        let laying = DataSetLayout(request: request, cube: cube)
        treeByArea = try laying.tree(figures.tree, name: "placements_tree_by_area", places: request.geography.places)
        england = try laying.tree(figures.tree, name: "placements_england", places: [.national])
        bridge = try laying.bridge(figures.bridge)
        areas = try laying.areas(figures.areas)
        ages = try laying.sideBySide(figures.ages, name: "placements_by_age", breakdown: Breakdowns.ageBand)
        needs = try laying.sideBySide(figures.needs, name: "placements_by_need", breakdown: Breakdowns.primaryNeed)
    }
}

extension ReportGeography {
    /// England, then its regions, then the authorities, in order.
    var places: [Place] {
        [.national] + regions.map { .regional($0) }
            + authorities.map { authority in
                .authority(authority, region: regions.first { $0.code == authority.regionCode })
            }
    }
}

/// Lays protected tables out as tidy rows.
struct DataSetLayout {
    let request: ReportRequest
    let cube: PlacementCube

    static let definition = DataSet.Filter(
        name: "specialist_definition",
        label: "Definition of specialist",
        hint: "By school type or by provision",
        preselected: SpecialistDefinition.bySchoolType.label
    )
    static let group = DataSet.Filter(
        name: "placement_group",
        label: "Placement group",
        hint: "Mainstream, specialist or other",
        preselected: "Total"
    )

    func tree(_ table: ProtectedTable, name: String, places: [Place]) throws -> DataSet {
        var heading = Self.group
        heading.isHeading = true
        let placement = DataSet.Filter(
            name: "placement",
            label: "Placement",
            hint: "Every kind of placement, with the total of each group",
            preselected: "Total",
            groupedBy: heading.name
        )
        var data = DataSet(
            name: name,
            title: places.count == 1 ? "EHC plans by placement, England" : "EHC plans by placement and area",
            filters: [heading, placement],
            indicators: Indicator.allCases
        )
        for year in request.years {
            for place in places {
                for line in request.tree.lines {
                    let values = try values(year, place) {
                        try table.cell($0, place.code, line.code)
                    } of: {
                        try table.cell($0, place.code, PlacementGroup.total)
                    }
                    data.add(.init(year: year, place: place, filters: [line.heading, line.label], values: values))
                }
            }
        }
        return data
    }

    func areas(_ tables: [SpecialistDefinition: ProtectedTable]) throws -> DataSet {
        var data = DataSet(
            name: "placements_by_area",
            title: "Mainstream and specialist placements by area",
            filters: [Self.definition, Self.group],
            indicators: Indicator.allCases
        )
        for year in request.years {
            for place in request.geography.places {
                try addGroups(&data, tables, year, place, code: place.code, filters: [])
            }
        }
        return data
    }

    func sideBySide(
        _ tables: [SpecialistDefinition: ProtectedTable],
        name: String,
        breakdown: Dimension
    ) throws -> DataSet {
        let filter = DataSet.Filter(
            name: breakdown.name,
            label: breakdown.label,
            hint: "",
            preselected: "Total"
        )
        var data = DataSet(
            name: name,
            title: "Mainstream and specialist placements by \(breakdown.label.lowercased())",
            filters: [filter, Self.definition, Self.group],
            indicators: Indicator.allCases
        )
        let categories = breakdown.categories + [.init(code: "total", label: "Total")]
        for year in request.years {
            for category in categories {
                try addGroups(&data, tables, year, .national, code: category.code, filters: [category.label])
            }
        }
        return data
    }

    func bridge(_ table: ProtectedTable) throws -> DataSet {
        var data = DataSet(
            name: "definitions_bridge",
            title: "The bridge between both definitions of specialist",
            filters: SpecialistDefinition.allCases.map {
                .init(name: $0.rawValue, label: $0.label, hint: "Group in this definition", preselected: "Total")
            },
            indicators: Indicator.allCases
        )
        let groups = PlacementGroup.withTotal
        for year in request.years {
            for row in groups {
                for column in groups {
                    let pair = PlacementFigures.pair(row.code, column.code)
                    let values = try values(year, .national) {
                        try table.cell($0, pair)
                    } of: {
                        try table.cell($0, PlacementFigures.pair(PlacementGroup.total, PlacementGroup.total))
                    }
                    data.add(.init(year: year, place: .national, filters: [row.label, column.label], values: values))
                }
            }
        }
        return data
    }

    private func addGroups(
        _ data: inout DataSet,
        _ tables: [SpecialistDefinition: ProtectedTable],
        _ year: Int,
        _ place: Place,
        code: String,
        filters: [String]
    ) throws {
        for definition in SpecialistDefinition.allCases {
            guard let table = tables[definition] else { continue }
            for group in PlacementGroup.withSums {
                let values = try values(year, place, code: code) {
                    try table.cell($0, code, group.code)
                } of: {
                    try table.cell($0, code, PlacementGroup.total)
                }
                data.add(
                    .init(year: year, place: place, filters: filters + [definition.label, group.label], values: values)
                )
            }
        }
    }

    /// The indicators of one row, `x` where the place has no return in a year, or the category was not collected.
    private func values(
        _ year: Int,
        _ place: Place,
        code: String = "",
        _ count: (String) throws -> ProtectedFigure,
        of whole: (String) throws -> ProtectedFigure
    ) throws -> [ProtectedFigure] {
        func measured(_ wanted: Int) throws -> Measured {
            guard request.years.contains(wanted), isCounted(place, wanted), Breakdowns.isCollected(code, in: wanted)
            else { return .notAvailable }
            return try Measured(count: count(String(wanted)), whole: whole(String(wanted)))
        }
        return try measured(year).values(since: measured(year - 1))
    }

    private func isCounted(_ place: Place, _ year: Int) -> Bool {
        switch place {
        case .national: request.geography.authorities.contains { cube.hasReturn(of: $0.code, in: year) }
        case .regional(let region):
            request.geography.authorities(in: region).contains { cube.hasReturn(of: $0.code, in: year) }
        case .authority(let authority, _): cube.hasReturn(of: authority.code, in: year)
        }
    }
}
