internal import Disclosure

/// Plans on census day by year, authority, age band, need, placement and sex: all the first report is made of.
///
/// The counts are raw, so they cannot be read here; see `RawTable`.
public struct PlacementCube: Sendable {
    /// Collection years, earliest first.
    public let years: [Int]
    let table: RawTable
    let returned: Set<Return>

    struct Return: Hashable {
        let year: Int
        let authority: String
    }

    /// Whether a return of an authority counts in a year: without one its figures are not zero but not available.
    func hasReturn(of authority: String, in year: Int) -> Bool {
        returned.contains(Return(year: year, authority: authority))
    }

    /// Takes in the rows that the warehouse streams.
    public struct Builder: Sendable {
        private let years: [Int]
        private var builder: RawTableBuilder
        private var returned = Set<Return>()

        /// Makes an empty cube.
        ///
        /// - Parameters:
        ///   - years: Collection years, earliest first.
        ///   - geography: The authorities.
        ///   - tree: The placements.
        /// - Throws: `DisclosureError` when a code comes twice.
        public init(years: [Int], geography: ReportGeography, tree: PlacementTree) throws {
            self.years = years
            let year = Dimension(
                name: "year",
                label: "Year",
                categories: years.map { .init(code: String($0), label: String($0)) }
            )
            builder = try RawTableBuilder(dimensions: [
                year, geography.dimension, Breakdowns.ageBand, Breakdowns.primaryNeed, tree.dimension, Breakdowns.sex,
            ])
        }

        /// Adds one row; rows of the same codes add up.
        ///
        /// - Parameters:
        ///   - count: Number of plans.
        ///   - year: Collection year.
        ///   - authority: Three-digit code of the authority that maintains the plans.
        ///   - ageBand: `a00_04`, `a05_10`, `a11_15`, `a16_19`, `a20_25` or `not_recorded`.
        ///   - primaryNeed: Code of the first need, or `not_recorded`.
        ///   - placement: Code of a leaf of the placement tree.
        ///   - sex: `F`, `M` or `not_recorded`.
        /// - Throws: `DisclosureError` when a code is not known.
        public mutating func add(
            _ count: Int,
            year: Int,
            authority: String,
            ageBand: String,
            primaryNeed: String,
            placement: String,
            sex: String
        ) throws {
            try builder.add(count, at: [String(year), authority, ageBand, primaryNeed, placement, sex])
            addReturn(of: authority, year: year)
        }

        /// Notes that an authority's return counts, also when it holds no plan.
        ///
        /// - Parameters:
        ///   - authority: Three-digit code of the authority.
        ///   - year: Collection year.
        public mutating func addReturn(of authority: String, year: Int) {
            returned.insert(Return(year: year, authority: authority))
        }

        /// The cube of what was added so far.
        ///
        /// - Returns: The cube.
        public func build() -> PlacementCube {
            PlacementCube(years: years, table: builder.build(), returned: returned)
        }
    }
}
