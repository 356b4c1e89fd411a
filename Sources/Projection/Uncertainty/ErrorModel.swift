import Foundation

/// How far outturns may lie from the central figures: a national shock, regional ones and each authority's own, as
/// large as they were in the past, then widened or narrowed so that past outturns lie in the bands as often as stated.
struct ErrorModel {
    /// Standard deviations in logarithms.
    let national: Double
    let regional: Double
    /// The variance of a unit's own error is `floor + perPlan / plans`.
    let floor: Double
    let perPlan: Double
    /// Past errors of units divided by their standard deviation, in order; drawn from with equal chance.
    let standardised: [Double]
    /// What all deviations are multiplied by, from past outturns (split conformal prediction).
    let calibration: Double
    /// Past origins this stands on.
    let origins: Int
    /// Whether the bands were held against outturns of this horizon from at least two origins.
    let isCalibrated: Bool

    /// Years that jump come more often than few past years tell.
    private static let nationalWidening = 1.25
    private static let leastNational = 0.01
    private static let growthOfErrors = 0.9

    /// Fits the errors of a horizon, or those of the longest horizon that has past outturns, stretched.
    init(_ panels: PublishedPanels, origin: Int, horizon: Int, seed: UInt64) {
        var (errors, fitted) = (PastErrors(panels, origin: origin, horizon: horizon), horizon)
        while errors.origins.count < 2, fitted > 1 {
            fitted -= 1
            errors = PastErrors(panels, origin: origin, horizon: fitted)
        }
        let stretch = pow(Double(horizon) / Double(fitted), Self.growthOfErrors)
        let nationals = errors.origins.map(\.national)
        let regionals = errors.origins.flatMap(\.regions)
        let own = errors.origins.flatMap { origin in
            zip(origin.units, origin.stock).filter { !$0.0.isNaN && $0.1 > 0 }.map { (max(min($0, 0.5), -0.5), $1) }
        }
        let least = Self.leastNational * pow(Double(fitted), Self.growthOfErrors)
        national = max(Self.root(nationals), least) * Self.nationalWidening * stretch
        regional = (regionals.isEmpty ? 0.01 : Self.root(regionals)) * stretch
        let variance = Self.variance(own)
        floor = variance.floor * stretch * stretch
        perPlan = variance.perPlan * stretch * stretch
        standardised = own.map { $0 / (variance.floor + variance.perPlan / $1).squareRoot() }.sorted()
        origins = errors.origins.count
        isCalibrated = fitted == horizon && errors.origins.count >= 2
        let raw = Raw(
            national: national / stretch,
            regional: regional / stretch,
            variance: variance,
            standardised: standardised
        )
        calibration = Self.calibration(raw, errors, panels, seed)
    }

    /// Deviations of all units in one simulation, in logarithms.
    ///
    /// The same simulation has the same shocks at each horizon, so that paths are kept.
    func deviations(_ simulation: Int, stock: [Double], regions: [Int], count: Int, seed: UInt64) -> [Double] {
        Raw(
            national: national * calibration,
            regional: regional * calibration,
            variance: (floor * calibration * calibration, perPlan * calibration * calibration),
            standardised: standardised
        ).draw(simulation, stock: stock, regions: regions, count: count, seed: seed)
    }

    private struct Raw {
        let national, regional: Double
        let variance: (floor: Double, perPlan: Double)
        let standardised: [Double]

        func draw(_ simulation: Int, stock: [Double], regions: [Int], count: Int, seed: UInt64) -> [Double] {
            var shock = CountedRandom(seed, 1, simulation)
            let england = shock.heavyTailed() * national
            let regional = (0..<count).map { region in
                var random = CountedRandom(seed, 2, simulation, region)
                return random.normal() * self.regional
            }
            return stock.indices.map { unit in
                var random = CountedRandom(seed, 3, simulation, unit)
                guard !standardised.isEmpty else { return england + regional[regions[unit]] }
                let own = standardised[random.index(below: standardised.count)]
                let deviation = (variance.floor + variance.perPlan / max(stock[unit], 1)).squareRoot()
                return england + regional[regions[unit]] + own * deviation
            }
        }
    }

    /// The 80 % quantile of past errors as a share of the 80 % band they should lie in.
    private static func calibration(
        _ raw: Raw,
        _ errors: PastErrors,
        _ panels: PublishedPanels,
        _ seed: UInt64
    ) -> Double {
        let regions = panels.regions
        var scores: [Double] = []
        for origin in errors.origins {
            let draws = (0..<500).map {
                raw.draw($0, stock: origin.stock, regions: regions.of, count: regions.names.count, seed: seed)
            }
            for unit in origin.whole.indices where !origin.whole[unit].isNaN && origin.stock[unit] > 0 {
                let own = draws.map { $0[unit] }.sorted()
                let (low, high) = (Quantiles.of(own, 0.1), Quantiles.of(own, 0.9))
                guard low < 0, high > 0 else { continue }
                scores.append(origin.whole[unit] > 0 ? origin.whole[unit] / high : origin.whole[unit] / low)
            }
        }
        guard scores.count > 50 else { return 1.2 }
        return min(max(Quantiles.of(scores.sorted(), 0.8), 0.7), 1.6)
    }

    private static func root(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        return (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
    }

    /// Least squares of squared errors, the largest twentieth cut off, on 1 and 1 / plans.
    private static func variance(_ own: [(error: Double, stock: Double)]) -> (floor: Double, perPlan: Double) {
        guard own.count > 20 else { return (0.0016, 1) }
        let most = Quantiles.of(own.map { abs($0.error) }.sorted(), 0.95)
        var (n, x1, x2, y1, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for one in own {
            let (x, y) = (1 / one.stock, min(abs(one.error), most) * min(abs(one.error), most))
            (n, x1, x2, y1, xy) = (n + 1, x1 + x, x2 + x * x, y1 + y, xy + x * y)
        }
        let determinant = n * x2 - x1 * x1
        guard determinant > 0 else { return (max(y1 / n, 1e-5), 0) }
        let slope = (n * xy - x1 * y1) / determinant
        return (max((y1 - slope * x1) / n, 1e-5), max(slope, 0))
    }
}

/// Quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).
enum Quantiles {
    static func of(_ sorted: [Double], _ share: Double) -> Double {
        guard let last = sorted.indices.last else { return .nan }
        let place = share * Double(last)
        let below = Int(place)
        guard below < last else { return sorted[last] }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
