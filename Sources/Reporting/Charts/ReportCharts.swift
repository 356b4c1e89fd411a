internal import Disclosure

/// The four charts of the page.
struct ReportCharts {
    let definitions: Chart
    let ages: Chart
    let needs: Chart
    let regions: Chart

    var all: [Chart] { [definitions, regions, ages, needs] }

    init(data: DataSets, request: ReportRequest) {
        let plan = ChartPlan(data: data, request: request)
        definitions = plan.definitions()
        ages = plan.ages()
        needs = plan.needs()
        regions = plan.regions()
    }
}

private struct ChartPlan {
    let data: DataSets
    let request: ReportRequest

    private let groups = PlacementGroup.allCases.map(\.label)
    private let special = PlacementGroup.allSpecialist
    private let schoolType = SpecialistDefinition.bySchoolType.label

    func definitions() -> Chart {
        let rows = SpecialistDefinition.allCases.flatMap { definition in
            request.years.map { year in
                Chart.Row(
                    label: "\(definition.label), \(year)",
                    values: groups.map { data.areas.figure(year, .national, [definition.label, $0], .share) }
                )
            }
        }
        return Chart(
            id: "c3-1",
            number: "3.1",
            title: "How many placements are specialist depends on the definition",
            description: "Stacked bars of the share of plans by placement group, England. "
                + rows.map { "\($0.label): \(words($0.values))." }.joined(separator: " "),
            kind: .stackedShares,
            rowLabel: "Definition and year",
            series: groups,
            rows: rows,
            fileName: data.areas.name
        )
    }

    func ages() -> Chart {
        let rows = Breakdowns.ageBand.categories.filter { $0 != Breakdowns.notRecorded }.map { band in
            Chart.Row(
                label: "Age \(band.label)",
                values: SpecialistDefinition.allCases.map {
                    data.ages.figure(request.year, .national, [band.label, $0.label, special], .share)
                }
            )
        }
        return Chart(
            id: "c3-3",
            number: "3.3",
            title: "Specialist placements by age band, \(request.year)",
            description:
                "Bars of the share of plans in specialist placements by age band, England, January \(request.year), by school type and by provision. "
                + rows.map { "\($0.label): \($0.values.map { percent($0) }.joined(separator: " and "))." }
                .joined(separator: " "),
            kind: .bars,
            rowLabel: "Age band",
            series: SpecialistDefinition.allCases.map(\.label),
            rows: rows,
            fileName: data.ages.name
        )
    }

    func needs() -> Chart {
        let rows = Breakdowns.primaryNeed.categories.filter { $0 != Breakdowns.notRecorded }.map { need in
            Chart.Row(
                label: need.label,
                values: request.years.map {
                    data.needs.figure($0, .national, [need.label, schoolType, special], .share)
                }
            )
        }
        let sorted = rows.enumerated().sorted { left, right in
            let shares = (left.element.values.last?.tenths ?? -1, right.element.values.last?.tenths ?? -1)
            return shares.0 == shares.1 ? left.offset < right.offset : shares.0 > shares.1
        }.map(\.element)
        return Chart(
            id: "c3-4",
            number: "3.4",
            title:
                "Plans in special schools by primary need, \(request.years.map(String.init).joined(separator: " and "))",
            description: "Dots of the share of plans in special schools by primary need, England, by school type. "
                + sorted.map { row in
                    let parts = zip(request.years, row.values).map { "\(percent($1)) in \($0)" }
                    return "\(row.label): \(parts.joined(separator: ", "))."
                }.joined(separator: " "),
            kind: .dumbbells,
            rowLabel: "Primary need",
            series: request.years.map { "January \($0)" },
            rows: sorted,
            fileName: data.needs.name
        )
    }

    func regions() -> Chart {
        let places = [Place.national] + request.geography.regions.map(Place.regional)
        let rows = places.map { place in
            Chart.Row(
                label: place.name,
                values: groups.map { data.areas.figure(request.year, place, [schoolType, $0], .share) }
            )
        }
        return Chart(
            id: "c3-2",
            number: "3.2",
            title: "Placements by region, by school type, \(request.year)",
            description:
                "Stacked bars of the share of plans by placement group, January \(request.year), by school type. "
                + rows.map { "\($0.label): \(words($0.values))." }.joined(separator: " "),
            kind: .stackedShares,
            rowLabel: "Area",
            series: groups,
            rows: rows,
            fileName: data.areas.name
        )
    }

    private func words(_ values: [ProtectedFigure]) -> String {
        zip(groups, values).map { "\($0.lowercased()) \(percent($1))" }.joined(separator: ", ")
    }

    private func percent(_ figure: ProtectedFigure) -> String {
        figure.symbol == nil ? "\(FigureText.table(figure))%" : "not available"
    }
}
