import Foundation

/// Plans as a stock that keeps a share from year to year and takes in new plans, which follow the requests of the year
/// before: the one early sign that published series hold.
struct StockFlow {
    private let model: DemandModel
    private let origin: Int

    init(_ model: DemandModel) {
        self.model = model
        origin = model.origin
    }

    /// Weights, in plans and in requests, of England's rate beside an authority's own.
    private static let stockWeight = 2_000.0
    private static let requestWeight = 150.0
    /// What is carried on of the growth of requests.
    private static let requestDamping = 0.5
    /// The same for new plans, where there are no requests.
    private static let planDamping = 0.7

    /// The stock of each unit so many years on.
    func stock(after horizon: Int) -> [Double] {
        let kept = keptShares()
        var stock = model.stock
        for step in 0..<horizon {
            let new = newPlans(step)
            for unit in stock.indices { stock[unit] = stock[unit] * kept[unit] + new[unit] }
        }
        return stock
    }

    /// Share of the stock that is still there a year later, new plans apart: three years pooled, shrunk to England's.
    private func keptShares() -> [Double] {
        let totals = model.panels.totals
        let new = model.panels.newPlans
        var (kept, base) = (
            [Double](repeating: 0, count: model.unitCount), [Double](repeating: 0, count: model.unitCount)
        )
        for year in (origin - 2)...origin {
            for unit in kept.indices {
                let (now, before, arrived) = (totals[unit, year], totals[unit, year - 1], new[unit, year - 1])
                guard !now.isNaN, !before.isNaN, !arrived.isNaN else { continue }
                kept[unit] += now - arrived
                base[unit] += before
            }
        }
        let national = base.reduce(0, +) > 0 ? kept.reduce(0, +) / base.reduce(0, +) : 0.95
        return kept.indices.map { unit in
            let own = (kept[unit] + Self.stockWeight * national) / (base[unit] + Self.stockWeight)
            return min(max(own, national - 0.06), national + 0.06)
        }
    }

    /// New plans of the calendar year that begins so many years after the origin.
    private func newPlans(_ step: Int) -> [Double] {
        let requests = model.panels.requests
        let conversion = conversions()
        let growth = requestGrowth() * Self.requestDamping * Double(step)
        let trend = exp(planGrowth() * Self.planDamping * Double(step + 1))
        return (0..<model.unitCount).map { unit in
            let asked = requests[unit, origin - 1]
            if let rate = conversion?[unit], !asked.isNaN { return asked * rate * exp(growth) }
            let last = model.panels.newPlans[unit, origin - 1]
            return (last.isNaN ? 0.1 * model.stock[unit] : last) * trend
        }
    }

    /// New plans for each request of the year before: up to three years pooled, shrunk to England's; nil when unknown.
    private func conversions() -> [Double]? {
        let (new, requests) = (model.panels.newPlans, model.panels.requests)
        let years = ((origin - 3)...(origin - 1)).filter { new.has($0) && requests.has($0 - 1) }
        guard !years.isEmpty, requests.has(origin - 1) else { return nil }
        var (made, asked) = (
            [Double](repeating: 0, count: model.unitCount), [Double](repeating: 0, count: model.unitCount)
        )
        for year in years {
            for unit in made.indices where !new[unit, year].isNaN && !requests[unit, year - 1].isNaN {
                made[unit] += new[unit, year]
                asked[unit] += requests[unit, year - 1]
            }
        }
        guard asked.reduce(0, +) > 0 else { return nil }
        let national = made.reduce(0, +) / asked.reduce(0, +)
        return made.indices.map {
            (made[$0] + Self.requestWeight * national) / (asked[$0] + Self.requestWeight)
        }
    }

    /// Yearly growth of England's requests in logarithms, over three years or as many as there are.
    private func requestGrowth() -> Double {
        let requests = model.panels.requests
        let years = (1...3).filter { requests.has(origin - 1 - $0) }
        guard let span = years.last, requests.has(origin - 1) else { return 0 }
        return log(requests.sum(origin - 1) / requests.sum(origin - 1 - span)) / Double(span)
    }

    private func planGrowth() -> Double {
        let new = model.panels.newPlans
        guard new.has(origin - 1), new.has(origin - 4) else { return 0 }
        return log(new.sum(origin - 1) / new.sum(origin - 4)) / 3
    }
}
