import Foundation

/// How a unit's plans divide by setting or by age band, so that the parts always make the whole.
///
/// Special schools have places, and grow by those: their own level is carried on. What remains is divided by the last
/// shares, which drift as England's did.
struct ShareModel {
    let names: [String]
    private let parts: [PanelSeries]
    private let origin: Int
    private let isLevel: [Bool]

    /// Takes the parts; those whose names begin with `levelPrefix` are carried on by their own level.
    init(names: [String], parts: [PanelSeries], origin: Int, levelPrefix: String?) {
        self.names = names
        self.parts = parts.map { $0.until(origin) }
        self.origin = origin
        isLevel = names.map { name in levelPrefix.map { name.hasPrefix($0) } ?? false }
    }

    /// Whether there is anything to divide by at the origin.
    var isKnown: Bool { !parts.isEmpty && parts.contains { $0.has(origin) } }

    private static let ownShare = 0.2
    private static let damping = 0.8
    private static let levelYears = 2
    /// What remains of a drift of shares after a year: one year's move is half a change of recording.
    private static let driftKept = 0.5

    /// The parts of each unit so many years ahead, given its total: first the unit, then the part.
    func divide(_ totals: [Double], after horizon: Int) -> [[Double]] {
        let now = counts(origin)
        let drift = nationalDrift()
        let fading = (1...max(horizon, 1)).reduce(0.0) { $0 + pow(Self.driftKept, Double($1)) }
        let levels = levels(after: horizon, now)
        return totals.indices.map { unit in
            let total = totals[unit]
            var result = [Double](repeating: 0, count: names.count)
            var taken = 0.0
            for part in names.indices where isLevel[part] {
                result[part] = levels[unit][part]
                taken += result[part]
            }
            // A level is carried on only as far as there is room beside the others.
            let room = 0.85 * total
            if taken > room, taken > 0 {
                for part in names.indices where isLevel[part] { result[part] *= room / taken }
                taken = room
            }
            let weights = names.indices.map { part in
                isLevel[part] ? 0 : (now[unit][part] + 0.5) * exp(drift[part] * fading)
            }
            let sum = weights.reduce(0, +)
            for part in names.indices where !isLevel[part] && sum > 0 {
                result[part] = (total - taken) * weights[part] / sum
            }
            return sum > 0 ? result : result.map { taken > 0 ? $0 / taken * total : 0 }
        }
    }

    /// Counts of a year; where placements were not returned and all stand as unknown, those of the year before.
    private func counts(_ year: Int) -> [[Double]] {
        let units = parts.first?.year(year).count ?? 0
        return (0..<units).map { unit in
            let now = parts.map { $0[unit, year] }
            let before = parts.map { $0[unit, year - 1] }
            return isBelievable(now, before) ? now.map { $0.isNaN ? 0 : $0 } : before.map { $0.isNaN ? 0 : $0 }
        }
    }

    private func isBelievable(_ now: [Double], _ before: [Double]) -> Bool {
        func unknown(_ values: [Double]) -> Double {
            let sum = values.reduce(0) { $1.isNaN ? $0 : $0 + $1 }
            let missing = zip(names, values).filter { $0.0.contains("unknown") && !$0.1.isNaN }.reduce(0) { $0 + $1.1 }
            return sum > 0 ? missing / sum : 1
        }
        guard before.contains(where: { !$0.isNaN }) else { return true }
        return now.contains { !$0.isNaN } && unknown(now) - unknown(before) < 0.15
    }

    /// How England's shares moved in the last year, in logarithms; a large move is a change of recording.
    private func nationalDrift() -> [Double] {
        let (now, before) = (parts.map { $0.sum(origin) }, parts.map { $0.sum(origin - 1) })
        let (all, allBefore) = (now.reduce(0, +), before.reduce(0, +))
        return names.indices.map { part in
            guard now[part] > 0, before[part] > 0, all > 0, allBefore > 0 else { return 0 }
            return min(max(log(now[part] / all) - log(before[part] / allBefore), -0.05), 0.05)
        }
    }

    private func levels(after horizon: Int, _ now: [[Double]]) -> [[Double]] {
        let then = counts(origin - Self.levelYears)
        let years = Double(Self.levelYears)
        let growth = names.indices.map { part -> Double in
            let (end, start) = (parts[part].sum(origin), parts[part].sum(origin - Self.levelYears))
            return end > 0 && start > 0 ? min(max(log(end / start) / years, -0.02), 0.3) : 0
        }
        let damping = (0..<horizon).reduce(0.0) { $0 + pow(Self.damping, Double($1)) }
        return now.indices.map { unit in
            names.indices.map { part in
                let (end, start) = (now[unit][part] + 0.5, then[unit][part] + 0.5)
                let own = min(max(log(end / start) / years - growth[part], -0.15), 0.15)
                return end * exp(growth[part] * Double(horizon) + Self.ownShare * own * damping)
            }
        }
    }
}
