import Foundation

/// How an authority's growth departs from England's, by ridge regression over all authorities and all past years.
///
/// Everything is relative to England in the same year: growth of one and of three years, the rate of new plans, plans
/// for each child, and where they are known requests for each plan and their growth. What is large is cut off, so that
/// one odd figure leads nobody astray.
struct GrowthRegression {
    /// For each unit, the departure in logarithms after the horizon.
    let departures: [Double]

    /// Weight of the penalty beside the number of rows.
    private static let penalty = 0.03
    /// Features and targets beyond so many standard deviations, or so much growth, are cut off.
    private static let widest = 3.0
    private static let largest = 0.25

    init(_ model: DemandModel, horizon: Int) {
        let features = GrowthFeatures(model.panels)
        let usesRequests = model.origin - horizon >= features.firstYearWithRequests
        let count = usesRequests ? GrowthFeatures.count : GrowthFeatures.count - 2
        let first = usesRequests ? features.firstYearWithRequests : model.panels.firstYear + 4
        var (rows, targets): ([[Double]], [Double]) = ([], [])
        for year in stride(from: first, through: model.origin - horizon, by: 1) {
            let values = features.of(year)
            for (unit, departure) in features.departures(from: year, after: horizon) where model.isTrainable(unit, year)
            {
                rows.append(Array(values[unit].prefix(count)))
                let most = Self.largest * Double(horizon).squareRoot()
                targets.append(min(max(departure, -most), most))
            }
        }
        guard rows.count > 10 * count else {
            departures = [Double](repeating: 0, count: model.unitCount)
            return
        }
        let scales = Self.scales(rows, count)
        func scaled(_ row: [Double]) -> [Double] {
            zip(row, scales).map { min(max($0 / $1, -Self.widest), Self.widest) }
        }
        let weights = Self.solve(rows.map(scaled), targets, penalty: Self.penalty * Double(rows.count))
        let now = features.of(model.origin)
        departures = now.map { row in zip(scaled(Array(row.prefix(count))), weights).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    private static func scales(_ rows: [[Double]], _ count: Int) -> [Double] {
        (0..<count).map { column in
            let values = rows.map { $0[column] }
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
            return variance.squareRoot() + 1e-9
        }
    }

    /// Solves (X'X + penalty I) b = X'y by elimination; the matrix is small and positive definite.
    private static func solve(_ rows: [[Double]], _ targets: [Double], penalty: Double) -> [Double] {
        let size = rows.first?.count ?? 0
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: size + 1), count: size)
        for (row, target) in zip(rows, targets) {
            for i in 0..<size {
                for j in 0..<size { matrix[i][j] += row[i] * row[j] }
                matrix[i][size] += row[i] * target
            }
        }
        for i in 0..<size { matrix[i][i] += penalty }
        for i in 0..<size {
            for k in (i + 1)..<max(size, i + 1) {
                let factor = matrix[k][i] / matrix[i][i]
                for j in i...size { matrix[k][j] -= factor * matrix[i][j] }
            }
        }
        var solution = [Double](repeating: 0, count: size)
        for i in (0..<size).reversed() {
            let rest = ((i + 1)..<max(size, i + 1)).reduce(0.0) { $0 + matrix[i][$1] * solution[$1] }
            solution[i] = (matrix[i][size] - rest) / matrix[i][i]
        }
        return solution
    }
}

extension DemandModel {
    /// Whether a unit's year may teach the model: small ones teach noise.
    fileprivate func isTrainable(_ unit: Int, _ year: Int) -> Bool {
        panels.totals[unit, year] >= Self.smallest
    }
}

/// What is known of each unit in a January, relative to England.
private struct GrowthFeatures {
    static let count = 6
    let panels: PublishedPanels
    /// The first January before which two years of requests are known.
    let firstYearWithRequests: Int

    init(_ panels: PublishedPanels) {
        self.panels = panels
        let first = panels.requests.years.first { panels.requests.has($0) } ?? .max - 1
        firstYearWithRequests = first + 1
    }

    /// Six figures for each unit; 0 where one is not known, which is England's.
    func of(_ year: Int) -> [[Double]] {
        let (totals, new, requests) = (panels.totals, panels.newPlans, panels.requests)
        let national = (
            one: log(totals.sum(year) / totals.sum(year - 1)), three: log(totals.sum(year) / totals.sum(year - 3)) / 3,
            rate: new.sum(year - 1) / totals.sum(year - 1),
            prevalence: log(totals.sum(year) / childrenSum(year)),
            asked: askedRate(year), growth: log(requests.sum(year - 1) / requests.sum(year - 2))
        )
        return panels.units.indices.map { unit in
            let stock = totals[unit, year]
            return [
                log(stock / totals[unit, year - 1]) - national.one,
                log(stock / totals[unit, year - 3]) / 3 - national.three,
                new[unit, year - 1] / totals[unit, year - 1] - national.rate,
                log(stock / panels.children[unit, childrenYear(year)]) - national.prevalence,
                requests[unit, year - 1] / stock - national.asked,
                log(requests[unit, year - 1] / requests[unit, year - 2]) - national.growth,
            ].map { $0.isFinite ? $0 : 0 }
        }
    }

    /// What became of each unit relative to England.
    func departures(from year: Int, after horizon: Int) -> [(Int, Double)] {
        let totals = panels.totals
        let national = log(totals.sum(year + horizon) / totals.sum(year))
        return panels.units.indices.compactMap { unit in
            let departure = log(totals[unit, year + horizon] / totals[unit, year]) - national
            return departure.isFinite ? (unit, departure) : nil
        }
    }

    private func childrenYear(_ year: Int) -> Int {
        min(max(year, panels.children.years.lowerBound), panels.children.years.upperBound)
    }

    private func childrenSum(_ year: Int) -> Double { panels.children.sum(childrenYear(year)) }

    private func askedRate(_ year: Int) -> Double {
        var (asked, stock) = (0.0, 0.0)
        for unit in panels.units.indices where !panels.requests[unit, year - 1].isNaN {
            asked += panels.requests[unit, year - 1]
            stock += panels.totals[unit, year].isNaN ? 0 : panels.totals[unit, year]
        }
        return asked / stock
    }
}
