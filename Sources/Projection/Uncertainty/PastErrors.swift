import Foundation

/// The errors that the same model made from earlier origins, taken apart into England's and what lies beside it.
///
/// Regions' errors are beside England's, authorities' beside their region's. Only targets up to the origin are looked
/// at.
struct PastErrors {
    /// One past origin, in logarithms of outturn over projection.
    struct Origin {
        let year: Int
        let national: Double
        let regions: [Double]
        /// Of each unit beside its region; not a number where there is none.
        let units: [Double]
        /// The whole error of each unit.
        let whole: [Double]
        let stock: [Double]
    }

    let origins: [Origin]

    /// The first January whose growth was made under the rules of today: the Children and Families Act 2014 let plans
    /// replace statements until April 2018, and growth doubled from 2015 to 2016.
    static let firstOrigin = 2017

    init(_ panels: PublishedPanels, origin: Int, horizon: Int) {
        let first = max(Self.firstOrigin, panels.firstYear + 4)
        var known: [Origin] = []
        for year in stride(from: first, through: origin - horizon, by: 1) {
            guard let model = try? DemandModel(panels, origin: year), panels.totals.has(year + horizon) else {
                continue
            }
            known.append(Self.take(model, panels, horizon))
        }
        origins = known
    }

    private static func take(_ model: DemandModel, _ panels: PublishedPanels, _ horizon: Int) -> Origin {
        let central = model.central(horizon)
        let outturn = panels.totals.year(model.origin + horizon)
        let regions = panels.regions
        let whole = zip(outturn, central).map { $0 > 0 && $1 > 0 ? log($0 / $1) : .nan }
        func error(_ isIn: (Int) -> Bool) -> Double {
            var (made, came) = (0.0, 0.0)
            for unit in central.indices where isIn(unit) && !whole[unit].isNaN {
                made += central[unit]
                came += outturn[unit]
            }
            return made > 0 ? log(came / made) : 0
        }
        let national = error { _ in true }
        let regional = regions.names.indices.map { region in error { regions.of[$0] == region } - national }
        let units = whole.indices.map { whole[$0] - national - regional[regions.of[$0]] }
        return Origin(
            year: model.origin,
            national: national,
            regions: regional,
            units: units,
            whole: whole,
            stock: model.stock
        )
    }
}
