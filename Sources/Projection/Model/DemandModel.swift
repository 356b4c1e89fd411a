import Foundation

/// The model of the number of plans: where it stands, an origin and the published past up to it; what it gives, a central
/// figure for each unit and year ahead.
///
/// Three ways of telling how an authority departs from England are averaged in logarithms with equal weights, and the
/// sum over authorities is a national figure made of two: last growth carried on, and plans that follow requests. See
/// docs/projection.md, sections 2 to 4, for each formula with its source.
struct DemandModel {
    let panels: PublishedPanels
    let origin: Int
    /// Units whose last year cannot be believed or that are small, which keep their share of England; with the reason.
    let guarded: [Int: Guard]

    /// Why a unit falls back to its share.
    enum Guard: String, Sendable, CaseIterable {
        case small = "fewer than 60 plans"
        case short = "no figure three years before, as after a boundary change"
        case jump = "the last year changed by more than a quarter and new plans do not explain it"
    }

    /// Plans below which a unit is small.
    static let smallest = 60.0

    init(_ panels: PublishedPanels, origin: Int) throws(ProjectionError) {
        let known = panels.known(at: origin)
        guard known.totals.has(origin), known.totals.has(origin - 4) else {
            throw .originWithoutPast(origin: origin, first: panels.firstYear + 4, last: panels.lastYear)
        }
        self.panels = known
        self.origin = origin
        guarded = Self.guards(known, origin)
    }

    var unitCount: Int { panels.units.count }

    /// The stock at the origin; 0 where none was published.
    var stock: [Double] { panels.totals.year(origin).map { $0.isNaN ? 0 : $0 } }

    /// The central figures so many years ahead.
    func central(_ horizon: Int) -> [Double] {
        let stock = stock
        let flow = StockFlow(self).stock(after: horizon)
        let national = self.national(horizon, flow: flow)
        let parts = [shrunkGrowth(horizon), flow, regressed(horizon)]
        let sums = parts.map { $0.reduce(0, +) }
        let raw = stock.indices.map { unit -> Double in
            guard stock[unit] > 0 else { return 0 }
            guard guarded[unit] == nil else { return stock[unit] / max(stock.reduce(0, +), 1) }
            let logs = zip(parts, sums).map { log(max($0[unit], 0.5) / max($1, 1)) }
            return exp(logs.reduce(0, +) / Double(logs.count))
        }
        let sum = raw.reduce(0, +)
        return raw.map { sum > 0 ? $0 / sum * national : 0 }
    }

    /// Last national growth carried on; the figure that a simple method must be measured against.
    var lastGrowth: Double { log(panels.totals.sum(origin) / panels.totals.sum(origin - 1)) }

    private func national(_ horizon: Int, flow: [Double]) -> Double {
        let carried = panels.totals.sum(origin) * exp(lastGrowth * Double(horizon))
        return (carried * flow.reduce(0, +)).squareRoot()
    }

    /// Growth of three years, shrunk to England's, its difference halving in about three years.
    private func shrunkGrowth(_ horizon: Int) -> [Double] {
        let (now, then) = (panels.totals.year(origin), panels.totals.year(origin - 3))
        let national = log(panels.totals.sum(origin) / panels.totals.sum(origin - 3)) / 3
        let damping = (0..<horizon).reduce(0.0) { $0 + pow(Self.damping, Double($1)) }
        return now.indices.map { unit in
            guard now[unit] > 0, then[unit] > 0 else { return max(now[unit], 0) }
            let own = log(now[unit] / then[unit]) / 3 - national
            return now[unit] * exp(lastGrowth * Double(horizon) + Self.keptShare * own * damping)
        }
    }

    private func regressed(_ horizon: Int) -> [Double] {
        let departures = GrowthRegression(self, horizon: horizon).departures
        return zip(stock, departures).map { $0 * exp(lastGrowth * Double(horizon) + $1) }
    }

    /// How much of an authority's own growth is kept, the rest being England's.
    static let keptShare = 0.35
    /// What remains of the difference after a year.
    static let damping = 0.8

    private static func guards(_ panels: PublishedPanels, _ origin: Int) -> [Int: Guard] {
        var guards: [Int: Guard] = [:]
        for unit in panels.units.indices {
            let (now, before) = (panels.totals[unit, origin], panels.totals[unit, origin - 1])
            if now.isNaN || now < smallest {
                guards[unit] = .small
            } else if !(before > 0) || !(panels.totals[unit, origin - 3] > 0) {
                guards[unit] = .short
            } else if abs(now / before - 1) > 0.25 {
                let new = panels.newPlans[unit, origin - 1]
                if new.isNaN || abs(now - before - new) > 0.15 * before { guards[unit] = .jump }
            }
        }
        return guards
    }
}

/// Why there is no projection.
public enum ProjectionError: Error, Sendable, Hashable, CustomStringConvertible {
    case originWithoutPast(origin: Int, first: Int, last: Int)
    case horizonUnfit(Int)

    public var description: String {
        switch self {
        case .originWithoutPast(let origin, let first, let last):
            "There is no projection from January \(origin): the series allow origins from \(first) to \(last)."
        case .horizonUnfit(let horizon): "A horizon of \(horizon) years is not made. Choose 1 to 10."
        }
    }
}
