import Foundation

/// What the model and simple methods would have said from past origins, held against what came.
public struct BackTest: Sendable {
    /// A method at one horizon, over all origins and all units of at least 60 plans.
    public struct Score: Sendable, Hashable {
        public let method: String
        public let horizon: Int
        /// Mean of absolute errors as a share of the outturn, in per cent.
        public let meanAbsolutePercentageError: Double
        /// Mean absolute error over that of the last stock carried on.
        public let meanAbsoluteScaledError: Double
        /// Sum of absolute errors as a share of the sum of outturns, in per cent.
        public let weightedAbsolutePercentageError: Double
        /// Sum of projections over sum of outturns, in per cent above or below.
        public let bias: Double
        /// Of the model alone.
        public let bands: Bands?
    }

    /// How the bands of the model did; shares of 1.
    public struct Bands: Sendable, Hashable {
        public let coverage50, coverage80, coverage95: Double
        /// Mean width of the 80 % band as a share of the outturn, in per cent.
        public let width80: Double
        /// Mean interval score of the 80 % band (Gneiting and Raftery 2007) as a share of the outturn, in per cent.
        public let intervalScore80: Double
        /// Mean continuous ranked probability score as a share of the outturn, in per cent.
        public let rankedProbabilityScore: Double
    }

    /// The model and constant shares, part by part.
    public struct PartScore: Sendable, Hashable {
        public let setting: String
        public let horizon: Int
        /// Weighted absolute percentage errors.
        public let model, constantShare: Double
    }

    public let origins: [Int]
    public let scores: [Score]
    public let settings: [PartScore]

    /// Runs the test.
    ///
    /// - Parameters:
    ///   - panels: The series.
    ///   - origins: From where; those without an outturn a year later are left out.
    ///   - horizons: How far.
    ///   - simulations: How many joint simulations each.
    ///   - seed: The seed.
    ///   - threads: Tasks at once.
    /// - Returns: The scores.
    /// - Throws: `ProjectionError` for an origin without a past.
    @concurrent
    public static func run(
        _ panels: PublishedPanels,
        origins: [Int],
        horizons: [Int] = [1, 2, 3],
        simulations: Int = 1_000,
        seed: UInt64 = 1,
        threads: Int = 2
    ) async throws(ProjectionError) -> BackTest {
        let origins = origins.filter { $0 < panels.lastYear }
        var (scores, settings): ([Score], [PartScore]) = ([], [])
        for horizon in horizons {
            var cases: [Case] = []
            var parts: [PartCase] = []
            for origin in origins where origin + horizon <= panels.lastYear {
                var request = ProjectionRequest(origin: origin, horizon: horizon)
                (request.simulations, request.seed, request.threads) = (simulations, seed, threads)
                let model = try DemandModel(panels, origin: origin)
                cases += await Self.cases(model, panels, horizon, request)
                parts += Self.partCases(model, panels, horizon)
            }
            guard !cases.isEmpty else { continue }
            for method in SimpleMethod.allCases { scores.append(.of(method, horizon, cases)) }
            scores.append(.ofModel(horizon, cases))
            settings += PartCase.scores(parts, panels.settings, horizon)
        }
        return BackTest(origins: origins, scores: scores, settings: settings)
    }

    /// One unit from one origin.
    fileprivate struct Case {
        let outturn, stock, central: Double
        let simple: [SimpleMethod: Double]
        /// In order.
        let draws: [Double]
    }

    private static func cases(
        _ model: DemandModel,
        _ panels: PublishedPanels,
        _ horizon: Int,
        _ request: ProjectionRequest
    ) async -> [Case] {
        let central = model.central(horizon)
        let draws = await YearAhead(model, model.panels, horizon, request).totals()
        let outturn = panels.totals.year(model.origin + horizon)
        return central.indices.compactMap { unit in
            guard model.stock[unit] >= DemandModel.smallest, outturn[unit] > 0 else { return nil }
            let simple = SimpleMethod.allCases.map { ($0, $0.value(model, unit, horizon)) }
            return Case(
                outturn: outturn[unit],
                stock: model.stock[unit],
                central: central[unit],
                simple: Dictionary(simple) { first, _ in first },
                draws: draws.map { $0[unit] }.sorted()
            )
        }
    }

    private static func partCases(_ model: DemandModel, _ panels: PublishedPanels, _ horizon: Int) -> [PartCase] {
        let parts = panels.bySetting
        let year = model.origin + horizon
        guard !parts.isEmpty, parts.contains(where: { $0.has(year) }) else { return [] }
        let shares = ShareModel(names: panels.settings, parts: parts, origin: model.origin, levelPrefix: "special")
        let central = model.central(horizon)
        let told = shares.divide(central, after: horizon)
        return central.indices.map { unit in
            let now = parts.map { $0[unit, model.origin].isNaN ? 0 : $0[unit, model.origin] }
            let sum = max(now.reduce(0, +), 1)
            return PartCase(
                outturn: parts.map { $0[unit, year].isNaN ? 0 : $0[unit, year] },
                model: told[unit],
                constant: now.map { $0 / sum * central[unit] }
            )
        }
    }
}

/// The simple methods that a projection is measured against.
enum SimpleMethod: String, Sendable, CaseIterable {
    /// The last stock.
    case naive
    /// The unit's own growth of three years carried on.
    case drift
    /// England's last growth, each unit keeping its share.
    case share = "national growth, constant share"

    func value(_ model: DemandModel, _ unit: Int, _ horizon: Int) -> Double {
        let totals = model.panels.totals
        let stock = totals[unit, model.origin]
        switch self {
        case .naive: return stock
        case .drift:
            let before = totals[unit, model.origin - 3]
            return before > 0 ? stock * pow(stock / before, Double(horizon) / 3) : stock
        case .share: return stock * exp(model.lastGrowth * Double(horizon))
        }
    }
}

extension BackTest.Score {
    fileprivate static func of(_ method: SimpleMethod, _ horizon: Int, _ cases: [BackTest.Case]) -> Self {
        make(method.rawValue, horizon, cases, nil) { $0.simple[method] ?? 0 }
    }

    fileprivate static func ofModel(_ horizon: Int, _ cases: [BackTest.Case]) -> Self {
        make("sendstat", horizon, cases, .of(cases)) { $0.central }
    }

    private static func make(
        _ name: String,
        _ horizon: Int,
        _ cases: [BackTest.Case],
        _ bands: BackTest.Bands?,
        _ told: (BackTest.Case) -> Double
    ) -> Self {
        let count = Double(cases.count)
        let errors = cases.map { abs(told($0) - $0.outturn) }
        let outturns = cases.reduce(0) { $0 + $1.outturn }
        let naive = cases.reduce(0) { $0 + abs($1.stock - $1.outturn) }
        return BackTest.Score(
            method: name,
            horizon: horizon,
            meanAbsolutePercentageError: zip(errors, cases).reduce(0) { $0 + $1.0 / $1.1.outturn } / count * 100,
            meanAbsoluteScaledError: errors.reduce(0, +) / naive,
            weightedAbsolutePercentageError: errors.reduce(0, +) / outturns * 100,
            bias: (cases.reduce(0) { $0 + told($1) } / outturns - 1) * 100,
            bands: bands
        )
    }
}

extension BackTest.Bands {
    fileprivate static func of(_ cases: [BackTest.Case]) -> Self {
        let count = Double(cases.count)
        func coverage(_ share: Double) -> Double {
            let tail = (1 - share) / 2
            let inside = cases.count {
                $0.outturn >= Quantiles.of($0.draws, tail) && $0.outturn <= Quantiles.of($0.draws, 1 - tail)
            }
            return Double(inside) / count
        }
        let bands = cases.map { (Quantiles.of($0.draws, 0.1), Quantiles.of($0.draws, 0.9), $0.outturn) }
        let score = bands.reduce(0.0) { sum, band in
            let (low, high, outturn) = band
            let outside = max(low - outturn, 0) + max(outturn - high, 0)
            return sum + (high - low + 2 / 0.2 * outside) / outturn
        }
        return BackTest.Bands(
            coverage50: coverage(0.5),
            coverage80: coverage(0.8),
            coverage95: coverage(0.95),
            width80: bands.reduce(0) { $0 + ($1.1 - $1.0) / $1.2 } / count * 100,
            intervalScore80: score / count * 100,
            rankedProbabilityScore: cases.reduce(0) { $0 + rankedScore($1.draws, $1.outturn) / $1.outturn } / count
                * 100
        )
    }

    /// E|X - y| - E|X - X'| / 2 over the draws (Gneiting and Raftery 2007, equation 21).
    private static func rankedScore(_ draws: [Double], _ outturn: Double) -> Double {
        let count = Double(draws.count)
        let distance = draws.reduce(0) { $0 + abs($1 - outturn) } / count
        let spread = draws.enumerated().reduce(0.0) { $0 + (2 * Double($1.offset + 1) - count - 1) * $1.element }
        return distance - spread / (count * count)
    }
}

/// One unit's parts from one origin.
private struct PartCase {
    let outturn, model, constant: [Double]

    static func scores(_ cases: [PartCase], _ names: [String], _ horizon: Int) -> [BackTest.PartScore] {
        guard !cases.isEmpty else { return [] }
        let special = names.indices.filter { names[$0].hasPrefix("special") }
        let groups = names.indices.map { (names[$0], [$0]) } + (special.count > 1 ? [("special, all", special)] : [])
        return groups.map { name, parts in
            func sum(_ values: [Double]) -> Double { parts.reduce(0) { $0 + values[$1] } }
            let outturn = cases.reduce(0) { $0 + sum($1.outturn) }
            func error(_ told: (PartCase) -> [Double]) -> Double {
                cases.reduce(0) { $0 + abs(sum(told($1)) - sum($1.outturn)) } / max(outturn, 1) * 100
            }
            return BackTest.PartScore(
                setting: name,
                horizon: horizon,
                model: error(\.model),
                constantShare: error(\.constant)
            )
        }
    }
}
