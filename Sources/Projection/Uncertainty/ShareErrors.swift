import Foundation

/// How far shares may lie from what is told of them, from the errors of earlier origins given the outturn of the total.
struct ShareErrors {
    /// For each part, the variance of the logarithm of its share: `floor + perPlan / plans`.
    let floor: [Double]
    let perPlan: [Double]

    init(_ panels: PublishedPanels, origin: Int, horizon: Int, model: (Int) -> ShareModel, parts: [PanelSeries]) {
        var errors = [[(error: Double, plans: Double)]](repeating: [], count: parts.count)
        var fitted = horizon
        var years: [Int] = []
        while years.isEmpty, fitted >= 1 {
            years = stride(from: PastErrors.firstOrigin, through: origin - fitted, by: 1).filter { year in
                parts.allSatisfy { $0.has(year) && $0.has(year - 2) && $0.has(year + fitted) }
            }
            if years.isEmpty { fitted -= 1 }
        }
        for year in years {
            let totals = panels.units.indices.map { unit in
                parts.reduce(0.0) { $0 + ($1[unit, year + fitted].isNaN ? 0 : $1[unit, year + fitted]) }
            }
            let told = model(year).divide(totals, after: fitted)
            for unit in totals.indices where totals[unit] >= DemandModel.smallest {
                for part in parts.indices {
                    let (came, made) = (parts[part][unit, year + fitted], told[unit][part])
                    guard !came.isNaN, made > 0 else { continue }
                    errors[part].append((min(max(log((came + 0.5) / (made + 0.5)), -1), 1), made))
                }
            }
        }
        let stretch = fitted > 0 ? Double(horizon) / Double(fitted) : 1
        let fits = errors.map { Self.variance($0) }
        floor = fits.map { $0.floor * stretch }
        perPlan = fits.map { $0.perPlan * stretch }
    }

    /// Parts of a total in one simulation: the shares moved and made whole again.
    func moved(_ parts: [Double], _ random: inout CountedRandom) -> [Double] {
        let total = parts.reduce(0, +)
        let moved = parts.indices.map { part -> Double in
            let deviation = (floor[part] + perPlan[part] / max(parts[part], 1)).squareRoot()
            return parts[part] * exp(min(max(random.normal() * deviation, -1.5), 1.5))
        }
        let sum = moved.reduce(0, +)
        return sum > 0 ? moved.map { $0 / sum * total } : parts
    }

    private static func variance(_ errors: [(error: Double, plans: Double)]) -> (floor: Double, perPlan: Double) {
        guard errors.count > 20 else { return (0.01, 1) }
        let most = Quantiles.of(errors.map { abs($0.error) }.sorted(), 0.9)
        var (n, x1, x2, y1, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for one in errors {
            let (x, y) = (1 / max(one.plans, 1), min(abs(one.error), most) * min(abs(one.error), most))
            (n, x1, x2, y1, xy) = (n + 1, x1 + x, x2 + x * x, y1 + y, xy + x * y)
        }
        let determinant = n * x2 - x1 * x1
        guard determinant > 0 else { return (max(y1 / n, 1e-4), 0) }
        let slope = (n * xy - x1 * y1) / determinant
        return (max((y1 - slope * x1) / n, 1e-4), max(slope, 0))
    }
}
