internal import Disclosure

/// What would be published of an upload, beside what was published before: to be looked through before signing.
///
/// All figures are protected as in a release.
public struct FiguresToCome: Sendable, Hashable {
    /// Year of the upload.
    public let year: Int
    /// The columns beside it, such as "Barking and Dagenham, 2024"; empty when nothing was published yet.
    public let comparisons: [String]
    public let tables: [Table]
    /// What the symbols in the tables mean.
    public let symbols: [String]

    /// Figures by one definition of specialist.
    public struct Table: Sendable, Hashable {
        public let definition: String
        public let explanation: String
        public let rows: [Row]
    }

    /// A placement group.
    public struct Row: Sendable, Hashable {
        public let group: String
        public let plans: String
        /// Change in the number since the year before, in per cent with its sign; `z` or `x` where there is none.
        public let change: String
        /// Per cent of all plans.
        public let share: String
        /// The shares of the comparisons, in their order.
        public let shares: [String]
    }

    /// Puts them side by side; nil when the upload holds no plan of the authority.
    ///
    /// - Parameters:
    ///   - upload: Figures of the upload.
    ///   - code: Three-digit code of its authority.
    ///   - release: Figures of the last release; nil when there was none.
    /// - Throws: `DisclosureError`.
    public init?(upload: AreaFigures, of code: String, beside release: AreaFigures?) throws {
        guard let year = upload.years.last,
            let authority = upload.geography.authorities.first(where: { $0.code == code })
        else { return nil }
        self.year = year
        let region = upload.geography.regions.first { $0.code == authority.regionCode }
        let own = Place.authority(authority, region: region)
        let earlier = release?.years.last { $0 < year }
        let latest = release?.years.last { $0 <= year }
        var columns: [(name: String, figures: AreaFigures, year: Int, place: Place)] = []
        if let release, let earlier { columns.append(("\(authority.name), \(earlier)", release, earlier, own)) }
        if let release, let latest {
            let wider: [Place] = (region.map { [.regional($0)] } ?? []) + [.national]
            columns += wider.map { ("\($0.name), \(latest)", release, latest, $0) }
        }
        comparisons = columns.map(\.name)
        var seen: Set<ProtectedFigure.Symbol> = []
        func text(_ figure: ProtectedFigure, signed: Bool = false) -> String {
            if let symbol = figure.symbol { seen.insert(symbol) }
            return FigureText.table(figure, signed: signed)
        }
        tables = try SpecialistDefinition.allCases.map { definition in
            let rows = try PlacementGroup.withSums.map { group in
                let now = try upload.measured(definition, year, own, group.code)
                let before = try release?.measured(definition, year - 1, own, group.code) ?? .notAvailable
                return Row(
                    group: group.label,
                    plans: text(now.count),
                    change: text(now.count.percentageChange(since: before.count), signed: true),
                    share: text(now.count.share(of: now.whole)),
                    shares: try columns.map { column in
                        let other = try column.figures.measured(definition, column.year, column.place, group.code)
                        return text(other.count.share(of: other.whole))
                    }
                )
            }
            return Table(definition: definition.label, explanation: definition.explanation, rows: rows)
        }
        symbols = ProtectedFigure.Symbol.allCases.filter(seen.contains).map { "\($0.rawValue): \($0.explanation)" }
    }
}
