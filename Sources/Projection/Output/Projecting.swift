import Foundation

extension DemandProjection {
    /// Codes of England and of its regions (ONS).
    public static let england = "E92000001"
    static let regionCodes = [
        "North East": "E12000001", "North West": "E12000002", "Yorkshire and The Humber": "E12000003",
        "East Midlands": "E12000004", "West Midlands": "E12000005", "East of England": "E12000006",
        "London": "E12000007", "South East": "E12000008", "South West": "E12000009",
    ]

    /// Makes a projection from published panels.
    ///
    /// - Parameters:
    ///   - panels: The series; what is after the origin is not looked at.
    ///   - request: From when, how far, how often.
    /// - Returns: The projection.
    /// - Throws: `ProjectionError`.
    @concurrent
    public static func make(
        _ panels: PublishedPanels,
        _ request: ProjectionRequest
    ) async throws(ProjectionError) -> DemandProjection {
        guard (1...10).contains(request.horizon) else { throw .horizonUnfit(request.horizon) }
        let model = try DemandModel(panels, origin: request.origin)
        // Everything below sees the past of the origin alone.
        let known = model.panels
        var rows: [Row] = []
        var errors: [Errors] = []
        var uncalibrated: [Int] = []
        for horizon in 1...request.horizon {
            let year = YearAhead(model, known, horizon, request)
            rows += await year.rows()
            errors.append(year.described)
            if !year.errors.isCalibrated { uncalibrated.append(request.origin + horizon) }
        }
        let units = known.units
        let guarded = model.guarded.map { (units[$0.key].code, $0.value.rawValue) }
        let missing = units.indices.filter { model.stock[$0] <= 0 }.map { units[$0].code }
        return DemandProjection(
            rows: rows,
            notes: Notes(
                guarded: Dictionary(guarded) { first, _ in first },
                uncalibratedYears: uncalibrated,
                errors: errors,
                missing: missing
            )
        )
    }
}

/// One year of a projection: its central figures, and simulations around them.
struct YearAhead: Sendable {
    let errors: ErrorModel
    private let model: DemandModel
    private let panels: PublishedPanels
    private let horizon: Int
    private let request: ProjectionRequest
    private let central: [Double]
    private let splits: [Split]

    /// Parts of the totals, with how far they may lie off.
    private struct Split: Sendable {
        let isSetting: Bool
        let names: [String]
        let parts: [[Double]]
        let errors: ShareErrors
    }

    init(_ model: DemandModel, _ panels: PublishedPanels, _ horizon: Int, _ request: ProjectionRequest) {
        self.model = model
        self.panels = panels
        self.horizon = horizon
        self.request = request
        let central = model.central(horizon)
        self.central = central
        errors = ErrorModel(panels, origin: request.origin, horizon: horizon, seed: request.seed)
        let kinds: [(Bool, [String], [PanelSeries], String?)] = [
            (true, panels.settings, panels.bySetting, "special"), (false, panels.ageBands, panels.byAgeBand, nil),
        ]
        splits = kinds.compactMap { isSetting, names, parts, prefix in
            func shares(_ origin: Int) -> ShareModel {
                ShareModel(names: names, parts: parts, origin: origin, levelPrefix: prefix)
            }
            let now = shares(request.origin)
            guard now.isKnown else { return nil }
            return Split(
                isSetting: isSetting,
                names: names,
                parts: now.divide(central, after: horizon),
                errors: ShareErrors(panels, origin: request.origin, horizon: horizon, model: shares, parts: parts)
            )
        }
    }

    var described: DemandProjection.Errors {
        DemandProjection.Errors(
            year: request.origin + horizon,
            national: errors.national,
            regional: errors.regional,
            ownFloor: errors.floor,
            ownPerPlan: errors.perPlan,
            calibration: errors.calibration,
            origins: errors.origins
        )
    }

    /// Columns of a simulation: for each area, the total, then the parts of each split.
    private var columnCount: Int { 1 + splits.reduce(0) { $0 + $1.names.count } }

    func rows() async -> [DemandProjection.Row] {
        let areas = self.areas
        let columns = columnCount
        let draws = await simulate(areas)
        var rows: [DemandProjection.Row] = []
        for (area, place) in areas.enumerated() {
            for column in 0..<columns {
                let sorted = (0..<request.simulations).map { draws[$0][area * columns + column] }.sorted()
                rows.append(
                    DemandProjection.Row(
                        key: key(place.code, column),
                        values: DemandProjection.quantiles.map { Quantiles.of(sorted, $0) },
                        mean: sorted.reduce(0, +) / Double(sorted.count)
                    )
                )
            }
        }
        return rows
    }

    /// The same simulations as totals alone, unit by unit: for the back-test.
    func totals() async -> [[Double]] {
        let units = panels.units.count
        let columns = columnCount
        let draws = await simulate(areas)
        return draws.map { draw in (0..<units).map { draw[$0 * columns] } }
    }

    private struct Area: Sendable {
        let code: String
        let units: [Int]
    }

    /// Units first, in their order; then regions, then England.
    private var areas: [Area] {
        let regions = panels.regions
        let units = panels.units.enumerated().map { Area(code: $1.code, units: [$0]) }
        let regional = regions.names.enumerated().map { index, name in
            Area(
                code: DemandProjection.regionCodes[name] ?? name,
                units: regions.of.indices.filter { regions.of[$0] == index }
            )
        }
        return units + regional + [Area(code: DemandProjection.england, units: Array(units.indices))]
    }

    private func key(_ area: String, _ column: Int) -> DemandProjection.Key {
        var rest = column - 1
        for split in splits where rest >= 0 {
            if rest < split.names.count {
                let name = split.names[rest]
                return DemandProjection.Key(
                    area: area,
                    year: request.origin + horizon,
                    setting: split.isSetting ? name : "total",
                    ageBand: split.isSetting ? "total" : name
                )
            }
            rest -= split.names.count
        }
        return DemandProjection.Key(area: area, year: request.origin + horizon, setting: "total", ageBand: "total")
    }

    private func simulate(_ areas: [Area]) async -> [[Double]] {
        let threads = max(1, min(request.threads, request.simulations))
        let size = (request.simulations + threads - 1) / threads
        return await withTaskGroup(of: (Int, [[Double]]).self) { group in
            for thread in 0..<threads {
                let range = min(thread * size, request.simulations)..<min((thread + 1) * size, request.simulations)
                group.addTask { (thread, range.map { draw($0, areas) }) }
            }
            var pieces = [[[Double]]](repeating: [], count: threads)
            for await (thread, piece) in group { pieces[thread] = piece }
            return pieces.flatMap { $0 }
        }
    }

    private func draw(_ simulation: Int, _ areas: [Area]) -> [Double] {
        let regions = panels.regions
        let moves = errors.deviations(
            simulation,
            stock: model.stock,
            regions: regions.of,
            count: regions.names.count,
            seed: request.seed
        )
        let columns = columnCount
        let units = central.indices.map { unit -> [Double] in
            let factor = exp(moves[unit])
            var row = [central[unit] * factor]
            for (index, split) in splits.enumerated() {
                var random = CountedRandom(request.seed, 4 + index, simulation, unit)
                row += split.errors.moved(split.parts[unit].map { $0 * factor }, &random)
            }
            return row
        }
        var result: [Double] = []
        result.reserveCapacity(areas.count * columns)
        for area in areas {
            for column in 0..<columns { result.append(area.units.reduce(0) { $0 + units[$1][column] }) }
        }
        return result
    }
}
